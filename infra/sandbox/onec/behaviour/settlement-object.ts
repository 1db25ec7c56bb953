import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { EMPTY_KEY, emptyEntity, typeName } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import type { WriteContext } from './behaviour.ts';

const SET = 'Catalog_ОбъектыРасчетов';
const PARTIES = ['Организация_Key', 'Контрагент_Key', 'Партнер_Key', 'Валюта_Key'];
/** Values of `Состояние`. */
const STATE = { written: 0, posted: 1, marked: 2 };

/** What a settlement object of a kind of documents is called. */
interface ObjectKind {
  readonly type: 'Заказ' | 'Накладная' | 'ПлатежВозврат';
  readonly title: string;
}

const KINDS: Readonly<Record<string, ObjectKind>> = {
  Document_ЗаказКлиента: { type: 'Заказ', title: 'Заказ клиента' },
  Document_РеализацияТоваровУслуг: { type: 'Накладная', title: 'Реализация товаров и услуг' },
  Document_ВозвратТоваровОтКлиента: { type: 'ПлатежВозврат', title: 'Возврат товаров от клиента' },
  Document_ПриходныйКассовыйОрдер: { type: 'ПлатежВозврат', title: 'Приходный кассовый ордер' },
  Document_ПоступлениеБезналичныхДенежныхСредств: {
    type: 'ПлатежВозврат',
    title: 'Поступление безналичных ДС',
  },
  Document_ОперацияПоПлатежнойКарте: { type: 'ПлатежВозврат', title: 'Эквайринговая операция' },
};

/** Whether the debt of an order is kept on the order (ut-filling 4, "ByOrder"). */
export const isSettledByOrder = (order: Readonly<Entity>, { settledByOrder }: ReleaseRules): boolean =>
  settledByOrder.has(textOf(order, 'ПорядокРасчетов'));

/** The key of the settlement object that a document owns. */
export const settlementKey = (document: Readonly<Entity>): string =>
  deterministicId('sandbox', 'settlement', textOf(document, 'Ref_Key'));

/** Whether a document's parties and currency are known: without them it gets no settlement object (ut-filling 0.1). */
export const hasParties = (document: Readonly<Entity>): boolean =>
  PARTIES.every((name) => textOf(document, name) !== EMPTY_KEY);

/** Whether an order gets a settlement object: it settles by order, and its parties and currency are known. */
export const ownsSettlementObject = (order: Readonly<Entity>, rules: ReleaseRules): boolean =>
  isSettledByOrder(order, rules) && hasParties(order);

/** The order that a settlement object is about; undefined for one about something else. */
export function orderOfObject(key: string, transaction: Transaction): string | undefined {
  const object = transaction.get(SET, key) ?? {};
  return textOf(object, 'Объект_Type') === typeName('Document_ЗаказКлиента')
    ? textOf(object, 'Объект')
    : undefined;
}

/** Whether there is a settlement object with this key. */
export const isSettlementObject = (key: string, transaction: Transaction): boolean =>
  transaction.get(SET, key) !== undefined;

/**
 * Keeps the settlement object of a document in step with it: made at the first write, posted or not; it survives un-posting
 * with another state (ut-filling 0.1). Nothing where the release has no such objects.
 */
export function writeSettlementObject(
  document: Readonly<Entity>,
  { own: { set }, schema, transaction, occasion }: WriteContext,
): void {
  const own = schema.sets.get(SET);
  const kind = KINDS[set];
  if (own === undefined || kind === undefined) {
    return;
  }
  const key = settlementKey(document);
  const object = transaction.edit(SET, key) ?? emptyEntity(own);
  const currency = textOf(document, 'Валюта_Key');
  transaction.put(SET, key, {
    ...object,
    Ref_Key: key,
    DataVersion: transaction.nextVersion(),
    Description: `${kind.title} ${textOf(document, 'Number')} от ${textOf(document, 'Date').slice(0, 10)}`,
    Объект: textOf(document, 'Ref_Key'),
    Объект_Type: typeName(set),
    ТипРасчетов: 'РасчетыСКлиентом',
    ТипОбъектаРасчетов: kind.type,
    Состояние: settlementState(document, occasion === 'delete'),
    Номер: textOf(document, 'Number'),
    Дата: textOf(document, 'Date'),
    ИдентификаторПлатежа: textOf(document, 'ИдентификаторПлатежа'),
    Менеджер_Key: textOf(document, 'Менеджер_Key') || EMPTY_KEY,
    Подразделение_Key: textOf(document, 'Подразделение_Key') || EMPTY_KEY,
    Партнер_Key: textOf(document, 'Партнер_Key'),
    Организация_Key: textOf(document, 'Организация_Key'),
    Контрагент: textOf(document, 'Контрагент_Key'),
    Контрагент_Type: typeName('Catalog_Контрагенты'),
    Соглашение: textOf(document, 'Соглашение_Key') || EMPTY_KEY,
    Соглашение_Type: typeName('Catalog_СоглашенияСКлиентами'),
    Валюта_Key: currency,
    ВалютаВзаиморасчетов_Key: currency,
    Сумма: numberOf(document, 'СуммаДокумента'),
    СуммаВзаиморасчетов: numberOf(document, 'СуммаДокумента'),
  });
}

function settlementState(document: Readonly<Entity>, deleted: boolean): number {
  if (deleted || flagOf(document, 'DeletionMark')) {
    return STATE.marked;
  }
  return flagOf(document, 'Posted') ? STATE.posted : STATE.written;
}
