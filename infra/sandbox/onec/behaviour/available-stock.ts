import { type Quantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Base } from '../base.ts';
import { keyOfEntity } from '../odata/address.ts';
import { emptyEntity } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import { type Entity, numberOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Place } from './stock.ts';
import { type Movement, movementsOf } from './stock-movements.ts';

const REGISTER = 'InformationRegister_ДоступныеОстаткиТоваров';
const SOURCE = 'AccumulationRegister_ЗапасыИПотребности';

/**
 * Brings ДоступныеОстаткиТоваров of 11.5.27 in step with stock and posted orders; other releases have no such register.
 * Only what changed is written; zeroes are absent (ut-filling 5).
 */
export function refreshAvailable({ schema, rules }: Base, transaction: Transaction): void {
  const [register, source] = [schema.sets.get(REGISTER), schema.balances.get(SOURCE)];
  if (register === undefined || source === undefined) {
    return;
  }
  const movements = movementsOf(source, transaction, rules);
  const places = Map.groupBy(movements, ({ place }) =>
    [place.Номенклатура_Key, place.Характеристика_Key, place.Склад].join('|'),
  );
  const wanted = new Map<string, Entity>();
  for (const [key, group] of places) {
    const [item = '', characteristic = '', warehouse = ''] = key.split('|');
    const place = { item, characteristic, warehouse };
    const record = availableRecord(schema, place, total(group, 'ВНаличии'), freeOf(group));
    if (record !== undefined) {
      wanted.set(record.key, record.entity);
    }
  }
  for (const known of transaction.list(REGISTER)) {
    const key = keyOfEntity(register, known);
    if (!wanted.has(key)) {
      transaction.remove(REGISTER, key);
    }
  }
  for (const [key, entity] of wanted) {
    const known = transaction.get(REGISTER, key) ?? {};
    const isSame = ['ВНаличии', 'Доступно'].every((name) => numberOf(known, name) === entity[name]);
    if (!isSame) {
      transaction.put(REGISTER, key, entity);
    }
  }
}

/** A record of the register, units in thousandths; undefined where there is nothing to record. */
export function availableRecord(
  schema: Schema,
  { item, characteristic, warehouse }: Place,
  onHand: number,
  free: number,
): { readonly set: string; readonly key: string; readonly entity: Entity } | undefined {
  const register = schema.sets.get(REGISTER);
  if (register === undefined || (onHand === 0 && free === 0)) {
    return undefined;
  }
  const entity: Entity = {
    ...emptyEntity(register),
    Номенклатура_Key: item,
    Характеристика_Key: characteristic,
    Склад_Key: warehouse,
    ВНаличии: quantityToNumber(onHand as Quantity),
    Доступно: quantityToNumber(free as Quantity),
  };
  return { set: REGISTER, key: keyOfEntity(register, entity), entity };
}

/** UT's clamp: what waits for arrivals takes from a positive rest only; a negative one stays (ut-filling 5). */
function freeOf(group: readonly Movement[]): number {
  const rest = total(group, 'ВНаличии') - total(group, 'РезервироватьНаСкладе');
  return rest < 0 ? rest : Math.max(0, rest - total(group, 'РезервироватьПоМереПоступления'));
}

const total = (group: readonly Movement[], resource: string): number =>
  group.reduce((sum, { changes }) => sum + (changes[resource] ?? 0), 0);
