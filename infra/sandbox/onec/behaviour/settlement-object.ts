import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { EMPTY_KEY, emptyEntity, typeName } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, textOf } from '../store/entity.ts';
import type { WriteContext } from './behaviour.ts';

const SET = 'Catalog_ОбъектыРасчетов';
const PARTIES = ['Организация_Key', 'Контрагент_Key', 'Партнер_Key', 'Валюта_Key'];
/** Values of `Состояние`. */
const STATE = { written: 0, posted: 1, marked: 2 };

/** Whether the debt of an order is kept on the order (ut-filling 4, "ByOrder"). */
export const isSettledByOrder = (order: Readonly<Entity>, { settledByOrder }: ReleaseRules): boolean =>
  settledByOrder.has(textOf(order, 'ПорядокРасчетов'));

/** The key of the settlement object that an order owns. */
export const settlementKey = (order: Readonly<Entity>): string =>
  deterministicId('sandbox', 'settlement', textOf(order, 'Ref_Key'));

/** Whether an order gets a settlement object: it settles by order, and its parties and currency are known. */
export const ownsSettlementObject = (order: Readonly<Entity>, rules: ReleaseRules): boolean =>
  isSettledByOrder(order, rules) && PARTIES.every((name) => textOf(order, name) !== EMPTY_KEY);

/**
 * Keeps the settlement object of an order in step with it: made at the first write, posted or not; it survives un-posting
 * with another state (ut-filling 0.1).
 */
export function writeSettlementObject(
  order: Readonly<Entity>,
  { base, schema, transaction, occasion }: WriteContext,
): void {
  const own = schema.sets.get(SET);
  if (own === undefined || !ownsSettlementObject(order, base.rules)) {
    return;
  }
  const key = settlementKey(order);
  const object = transaction.edit(SET, key) ?? emptyEntity(own);
  transaction.put(SET, key, {
    ...object,
    Ref_Key: key,
    DataVersion: transaction.nextVersion(),
    Description: `Заказ клиента ${textOf(order, 'Number')} от ${textOf(order, 'Date').slice(0, 10)}`,
    Объект: textOf(order, 'Ref_Key'),
    Объект_Type: typeName('Document_ЗаказКлиента'),
    ТипРасчетов: 'РасчетыСКлиентом',
    ТипОбъектаРасчетов: 'Заказ',
    Состояние: settlementState(order, occasion === 'delete'),
    Номер: textOf(order, 'Number'),
    Дата: textOf(order, 'Date'),
    ИдентификаторПлатежа: textOf(order, 'ИдентификаторПлатежа'),
    Менеджер_Key: textOf(order, 'Менеджер_Key'),
    Подразделение_Key: textOf(order, 'Подразделение_Key'),
    Партнер_Key: textOf(order, 'Партнер_Key'),
    Организация_Key: textOf(order, 'Организация_Key'),
    Контрагент: textOf(order, 'Контрагент_Key'),
    Контрагент_Type: typeName('Catalog_Контрагенты'),
    Соглашение: textOf(order, 'Соглашение_Key'),
    Соглашение_Type: typeName('Catalog_СоглашенияСКлиентами'),
    Валюта_Key: textOf(order, 'Валюта_Key'),
    ВалютаВзаиморасчетов_Key: textOf(order, 'Валюта_Key'),
    Сумма: numberOf(order, 'СуммаДокумента'),
    СуммаВзаиморасчетов: numberOf(order, 'СуммаДокумента'),
  });
}

function settlementState(order: Readonly<Entity>, deleted: boolean): number {
  if (deleted || flagOf(order, 'DeletionMark')) {
    return STATE.marked;
  }
  return flagOf(order, 'Posted') ? STATE.posted : STATE.written;
}
