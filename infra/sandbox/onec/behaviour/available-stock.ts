import { parseQuantity, type Quantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Base } from '../base.ts';
import { keyOfEntity } from '../odata/address.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { emptyEntity, typeName } from '../schema/empty.ts';
import type { Schema, SetSchema } from '../schema/schema.ts';
import type { Change } from '../store/change.ts';
import { type Entity, numberOf, type Row, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { liveRows, openUnits } from './order-rows.ts';
import { isService, type Place, POSTED_SET, placeOf, STOCK_SET, stockKey } from './stock.ts';

/** What lies in one place and who wants it, thousandths of a unit. */
interface Holding {
  readonly place: Place;
  /** In the warehouse, shipped or not. */
  physical: number;
  /** Of these, what rows of agreed orders ship. */
  shipping: number;
  /** Demand for the stock at once, and for what is left when goods arrive. */
  reserved: number;
  arriving: number;
}

/** A register that jobs of UT derive from stock and posted orders: one record a place, nothing where all is zero. */
interface DerivedRegister {
  readonly set: string;
  /** Dimensions and resources of the record. */
  readonly record: (holding: Holding) => Entity;
  readonly resources: readonly string[];
}

const units = (thousandths: number): number => quantityToNumber(thousandths as Quantity);
const stockOf = ({ physical, shipping }: Holding): number => physical - shipping;

/** UT's clamp: what waits for arrivals takes from a positive rest only; a negative one stays (ut-filling 5). */
function freeOf(holding: Holding): number {
  const rest = stockOf(holding) - holding.reserved;
  return rest < 0 ? rest : Math.max(0, rest - holding.arriving);
}

const DERIVED: readonly DerivedRegister[] = [
  {
    set: 'InformationRegister_ДоступныеОстаткиТоваров',
    resources: ['ВНаличии', 'Доступно'],
    record: (holding) => ({
      Номенклатура_Key: holding.place.item,
      Характеристика_Key: holding.place.characteristic,
      Склад_Key: holding.place.warehouse,
      ВНаличии: units(stockOf(holding)),
      Доступно: units(freeOf(holding)),
    }),
  },
  {
    set: 'InformationRegister_РаспределениеЗапасов',
    resources: ['Запас', 'Резерв', 'Свободно', 'ВНаличии'],
    record: (holding) => {
      const rest = stockOf(holding) - holding.reserved;
      return {
        Номенклатура_Key: holding.place.item,
        Характеристика_Key: holding.place.characteristic,
        Склад: holding.place.warehouse,
        Склад_Type: typeName('Catalog_Склады'),
        Состояние: 'ОстатокНаСкладе',
        ТипЗаписиРаспределенияЗапасов: 1,
        Запас: units(stockOf(holding)),
        Резерв: units(holding.reserved),
        Свободно: units(rest - Math.min(holding.arriving, rest)),
        ВНаличии: units(holding.physical),
      };
    },
  },
];

/**
 * Brings the registers of free stock that the base has (ДоступныеОстаткиТоваров of 11.5.27, РаспределениеЗапасов of 11.5.8 to
 * 11.5.20) in step with stock and posted orders (ut-filling 5). Only what changed is written.
 *
 * @param about orders whose places alone are looked at; undefined = all places.
 * @param moved places beside them where goods came or went.
 */
export function refreshAvailable(
  { schema, rules }: Base,
  transaction: Transaction,
  about?: readonly Readonly<Entity>[],
  moved: readonly Place[] = [],
): void {
  const registers = DERIVED.flatMap((derived) => {
    const register = schema.sets.get(derived.set);
    return register === undefined ? [] : [{ register, derived }];
  });
  if (registers.length === 0) {
    return;
  }
  const places =
    about &&
    new Set([
      ...about.flatMap((order) => demandsOf(order, rules).map(({ key }) => key)),
      ...moved.map(stockKey),
    ]);
  const held = holdings(transaction, rules, places);
  for (const { register, derived } of registers) {
    for (const holding of held) {
      refresh(holding, register, derived, transaction);
    }
  }
}

function refresh(
  holding: Holding,
  register: SetSchema,
  { set, record, resources }: DerivedRegister,
  transaction: Transaction,
): void {
  const entity = { ...emptyEntity(register), ...record(holding) };
  const key = keyOfEntity(register, entity);
  const known = transaction.get(set, key);
  if (isNothing(holding)) {
    if (known !== undefined) {
      transaction.remove(set, key);
    }
  } else if (known === undefined || resources.some((name) => numberOf(known, name) !== entity[name])) {
    transaction.put(set, key, entity);
  }
}

/** Records of the derived registers for goods that nobody has ordered yet. @param onHand thousandths of a unit. */
export function availableRecords(schema: Schema, place: Place, onHand: number): readonly Change[] {
  const holding: Holding = { place, physical: onHand, shipping: 0, reserved: 0, arriving: 0 };
  return DERIVED.flatMap(({ set, record }) => {
    const register = schema.sets.get(set);
    if (register === undefined || onHand === 0) {
      return [];
    }
    const entity = { ...emptyEntity(register), ...record(holding) };
    return [{ set, key: keyOfEntity(register, entity), entity }];
  });
}

const isNothing = (holding: Holding): boolean => stockOf(holding) === 0 && freeOf(holding) === 0;

/** What lies somewhere or is wanted there, by place; only of `places`, if these are given. */
function holdings(
  transaction: Transaction,
  rules: ReleaseRules,
  places: ReadonlySet<string> | undefined,
): readonly Holding[] {
  const found = new Map<string, Holding>();
  const at = (place: Place): Holding => {
    const holding = found.get(stockKey(place)) ?? {
      place,
      physical: 0,
      shipping: 0,
      reserved: 0,
      arriving: 0,
    };
    found.set(stockKey(place), holding);
    return holding;
  };
  const balances =
    places === undefined
      ? transaction.list(STOCK_SET)
      : [...places].map((key) => transaction.get(STOCK_SET, key)).filter((balance) => balance !== undefined);
  for (const balance of balances) {
    at(placeOf(balance)).physical += parseQuantity(numberOf(balance, 'ВНаличии'));
  }
  for (const order of transaction.list(POSTED_SET)) {
    for (const { row, key, place, part, wanted } of demandsOf(order, rules)) {
      if ((places === undefined || places.has(key)) && !isService(row, transaction)) {
        at(place)[part] += wanted;
      }
    }
  }
  return [...found.values()];
}

/** What one row of an order does to its place; `wanted` in thousandths of a unit. */
interface RowDemand {
  readonly row: Readonly<Row>;
  readonly key: string;
  readonly place: Place;
  readonly part: 'shipping' | 'reserved' | 'arriving';
  readonly wanted: number;
}

/** An order as posted never changes, only another takes its place. */
function demandsOf(order: Readonly<Entity>, rules: ReleaseRules): readonly RowDemand[] {
  const known = DEMANDS.get(order) ?? liveRows(order).flatMap((row) => rowDemand(row, order, rules));
  DEMANDS.set(order, known);
  return known;
}

const DEMANDS = new WeakMap<Readonly<Entity>, readonly RowDemand[]>();

function rowDemand(row: Readonly<Row>, order: Readonly<Entity>, rules: ReleaseRules): readonly RowDemand[] {
  const part = partOf(textOf(row, 'ВариантОбеспечения'), order, rules);
  const place = placeOf(row, order);
  return part === undefined ? [] : [{ row, key: stockKey(place), place, part, wanted: openUnits(row) }];
}

/** What a row's supply option does to its place; undefined if nothing that free stock depends on. */
function partOf(
  option: string,
  order: Readonly<Entity>,
  { shipping, reserving }: ReleaseRules,
): RowDemand['part'] | undefined {
  if (shipping.has(option) && textOf(order, 'Статус') !== 'НеСогласован') {
    return 'shipping';
  }
  if (reserving.has(option)) {
    return 'reserved';
  }
  return option === 'РезервироватьПоМереПоступления' ? 'arriving' : undefined;
}
