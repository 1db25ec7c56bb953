import { parseQuantity } from '../../money/kopecks.ts';
import { castKey, eq, type Filter, guid, or, text } from '../../onec/filter.ts';
import type { ObjectDescription } from '../../onec/ut/describe.ts';
import { склады } from '../../onec/ut/objects/company.ts';
import {
  доступныеОстаткиТоваров,
  запасыИПотребности,
  запасыИПотребности27,
  распределениеЗапасов,
  распределениеЗапасов27,
  свободныеОстатки,
  товарыНаСкладах,
} from '../../onec/ut/objects/stock.ts';
import type { Release } from '../../onec/ut/release.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import { listAbout, tableQuery } from '../ask-about.ts';
import type { GoodsReading } from '../goods-reading.ts';
import { itemIn } from '../item-path.ts';
import type { GoodsSlice } from '../slice.ts';
import type { StockFigures, StockPlace } from './free-stock.ts';

/** One record of a stock register, in figures that may be added up. */
export type StockRecord = StockPlace & StockFigures;

/** A register that free stock can be read from. */
export interface StockRegister {
  /** `AccumulationRegister_ЗапасыИПотребности`. */
  readonly set: string;
  /** It knows what lies in a warehouse and nothing of what is reserved, which has to be said. */
  readonly isPhysical: boolean;
  /**
   * Records about a slice's goods. @param warehouses keys; empty = all.
   *
   * @throws what `onec` throws.
   */
  read(
    reading: Pick<GoodsReading, 'onec' | 'about'>,
    slice: GoodsSlice,
    warehouses: readonly string[],
  ): Promise<readonly StockRecord[]>;
}

const PLACE = ['Номенклатура', 'Характеристика', 'Склад'] as const;
const ITEM = itemIn('Номенклатура');
/** Goods that are set aside for an order are not free (ut-filling 5). */
const FOR_ALL = eq('Назначение_Key', guid(EMPTY_KEY));

/** What a release calls its registers, and how many there are, is known from what is published and from the release. */
export interface PublishedStock {
  readonly sets: ReadonlySet<string>;
  readonly release: Release;
}

/**
 * The register that gives the free stock: the first of these that the base publishes (D-23).
 *
 * @returns undefined if it publishes none.
 */
export function chooseStockRegister(published: PublishedStock): StockRegister | undefined {
  return REGISTERS.map((choose) => choose(published)).find((register) => register !== undefined);
}

const REGISTERS: readonly ((published: PublishedStock) => StockRegister | undefined)[] = [
  ({ sets }) => (sets.has(доступныеОстаткиТоваров.set) ? AVAILABLE : undefined),
  ({ sets, release }) =>
    sets.has(запасыИПотребности.set)
      ? release.objects.get(запасыИПотребности.set)?.properties.ЗаблокированоВНаличии === undefined
        ? SUPPLY
        : SUPPLY_27
      : undefined,
  ({ sets, release }) =>
    sets.has(распределениеЗапасов.set)
      ? release.objects.has(распределениеЗапасов.set)
        ? ALLOCATION
        : ALLOCATION_27
      : undefined,
  ({ sets }) => (sets.has(свободныеОстатки.set) ? FREE_BALANCES : undefined),
  ({ sets }) => (sets.has(товарыНаСкладах.set) ? ON_HAND : undefined),
];

const AVAILABLE: StockRegister = {
  set: доступныеОстаткиТоваров.set,
  isPhysical: false,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inRecords(доступныеОстаткиТоваров, slice), (goods) =>
      listAbout(onec, доступныеОстаткиТоваров, goods, {
        further: [
          FOR_ALL,
          eq('КонтролируемаяПартия_Key', guid(EMPTY_KEY)),
          ...inWarehouses(warehouses, plainWarehouse),
        ],
        select: ['Номенклатура_Key', 'Характеристика_Key', 'Склад_Key', 'Доступно'],
      }),
    );
    return rows.map((row) => record(row, row.Склад_Key, [row.Доступно]));
  },
};

const SUPPLY: StockRegister = {
  set: запасыИПотребности.set,
  isPhysical: false,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inBalances(запасыИПотребности, slice), (goods) =>
      onec.balance(запасыИПотребности, { ...tableQuery(goods, ...ofSupply(warehouses)), dimensions: PLACE }),
    );
    return rows.map((row) =>
      record(
        row,
        row.Склад,
        [row.ВНаличииBalance, -row.РезервироватьНаСкладеBalance],
        row.РезервироватьПоМереПоступленияBalance,
      ),
    );
  },
};

const SUPPLY_27: StockRegister = {
  ...SUPPLY,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inBalances(запасыИПотребности27, slice), (goods) =>
      onec.balance(запасыИПотребности27, {
        ...tableQuery(goods, ...ofSupply(warehouses)),
        dimensions: PLACE,
      }),
    );
    return rows.map((row) =>
      record(
        row,
        row.Склад,
        [row.ВНаличииBalance, -row.РезервироватьНаСкладеBalance, -row.ЗаблокированоВНаличииBalance],
        row.РезервироватьПоМереПоступленияBalance,
      ),
    );
  },
};

/** `Свободно` of what lies in a warehouse; records of other states tell how an order's demand is covered (cases E-6 to E-8). */
const ALLOCATION: StockRegister = {
  set: распределениеЗапасов.set,
  isPhysical: false,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inRecords(распределениеЗапасов, slice), (goods) =>
      listAbout(onec, распределениеЗапасов, goods, {
        further: [
          FOR_ALL,
          eq('Состояние', text('ОстатокНаСкладе')),
          ...inWarehouses(warehouses, castWarehouse),
        ],
        select: ['Номенклатура_Key', 'Характеристика_Key', 'Склад', 'Свободно'],
      }),
    );
    return rows.map((row) => record(row, row.Склад, [row.Свободно]));
  },
};

/** Another register under the same name: what lies there beside what is reserved of it. */
const ALLOCATION_27: StockRegister = {
  ...ALLOCATION,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inRecords(распределениеЗапасов27, slice), (goods) =>
      listAbout(onec, распределениеЗапасов27, goods, {
        further: [
          FOR_ALL,
          eq('СостояниеЗапаса', text('ВНаличии')),
          or(
            eq('ХарактеристикаПотребности', text('Излишек')),
            eq('ХарактеристикаПотребности', text('КОбеспечению')),
          ),
          ...inWarehouses(warehouses, castWarehouse),
        ],
        select: ['Номенклатура_Key', 'Характеристика_Key', 'Склад', 'Количество'],
      }),
    );
    return rows.map((row) => record(row, row.Склад, [row.Количество]));
  },
};

/**
 * Free balances of 11.4, as D-23 and onec-odata C3 have them. ut-filling 5 would besides take off what is ordered over the free stock
 * of goods on their way (`ДоступныеОстаткиПланируемыхПоступлений`): no list names that register's dimensions, and neither the formula of
 * a live shop nor the recommended query reads it, so it is not guessed at; the guide says so.
 */
const FREE_BALANCES: StockRegister = {
  set: свободныеОстатки.set,
  isPhysical: false,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inBalances(свободныеОстатки, slice), (goods) =>
      onec.balance(свободныеОстатки, {
        ...tableQuery(goods, ...inWarehouses(warehouses, plainWarehouse)),
        dimensions: PLACE,
      }),
    );
    return rows.map((row) =>
      record(row, row.Склад_Key, [
        row.ВНаличииBalance,
        -row.ВРезервеСоСкладаBalance,
        -row.ВРезервеПодЗаказBalance,
      ]),
    );
  },
};

/** What lies there and is not being issued yet, blind to reserves. */
const ON_HAND: StockRegister = {
  set: товарыНаСкладах.set,
  isPhysical: true,
  read: async ({ onec, about }, slice, warehouses) => {
    const rows = await about(inBalances(товарыНаСкладах, slice), (goods) =>
      onec.balance(товарыНаСкладах, {
        ...tableQuery(goods, FOR_ALL, ...inWarehouses(warehouses, plainWarehouse)),
        dimensions: PLACE,
      }),
    );
    return rows.map((row) => record(row, row.Склад_Key, [row.ВНаличииBalance, -row.КОтгрузкеBalance]));
  },
};

/** More warehouses than this make an address too long: all of them are read then. */
const MOST_WAREHOUSES = 3;

const plainWarehouse = (key: string): Filter => eq('Склад_Key', guid(key));
/** A composite reference is found by nothing but a cast (onec-odata A6). */
const castWarehouse = (key: string): Filter => eq('Склад', castKey(key, склады.set));

function inWarehouses(warehouses: readonly string[], is: (key: string) => Filter): readonly Filter[] {
  return warehouses.length === 0 || warehouses.length > MOST_WAREHOUSES ? [] : [or(...warehouses.map(is))];
}

/** Dates and orders are not asked for: the clamp is of the totals (ut-filling 5). */
const ofSupply = (warehouses: readonly string[]): readonly Filter[] => [
  FOR_ALL,
  ...inWarehouses(warehouses, castWarehouse),
];

type Register = Pick<ObjectDescription, 'set'>;
const inBalances = ({ set }: Register, slice: GoodsSlice) => ({ place: `${set} balance`, slice, path: ITEM });
const inRecords = ({ set }: Register, slice: GoodsSlice) => ({ place: `${set} list`, slice, path: ITEM });

interface OfItem {
  readonly Номенклатура_Key: string;
  readonly Характеристика_Key: string;
}

function record(row: OfItem, warehouse: string, rest: readonly number[], arriving = 0): StockRecord {
  return {
    item: row.Номенклатура_Key,
    characteristic: row.Характеристика_Key,
    warehouse,
    rest: rest.reduce((sum, units) => sum + parseQuantity(units), 0),
    arriving: parseQuantity(arriving),
  };
}
