import { type Kopecks, parseKopecks, sumKopecks } from '../../../../lib/money/kopecks.ts';
import { EMPTY_KEY, typeName } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { postedDocumentsOf } from './posted-documents.ts';
import { orderOfObject } from './settlement-object.ts';

/** Documents that bring money of customers. */
export const PAYMENT_SETS: readonly string[] = [
  'Document_ПриходныйКассовыйОрдер',
  'Document_ПоступлениеБезналичныхДенежныхСредств',
  'Document_ОперацияПоПлатежнойКарте',
];
export const RETURN_SET = 'Document_ВозвратТоваровОтКлиента';

const ROWS = 'РасшифровкаПлатежа';

/** The order that a row of a payment or of a return settles: through its settlement object, or named itself (11.4). */
function orderOfRow(row: Readonly<Row>, transaction: Transaction): string | undefined {
  if ('Заказ' in row) {
    return textOf(row, 'Заказ_Type') === typeName('Document_ЗаказКлиента') ? textOf(row, 'Заказ') : undefined;
  }
  const object = textOf(row, 'ОбъектРасчетов_Key');
  return object === EMPTY_KEY ? undefined : orderOfObject(object, transaction);
}

/** The orders that the rows of a payment or of a return settle. */
export const settledOrders = (document: Readonly<Entity>, transaction: Transaction): readonly string[] => [
  ...new Set(
    rowsOf(document, ROWS)
      .map((row) => orderOfRow(row, transaction))
      .filter((order) => order !== undefined),
  ),
];

/**
 * What was paid for an order, kopecks: by posted payments, bank receipts only once the bank has carried them out, and by
 * returns that were set off against its debt (ut-filling 1.2, 3).
 */
export function settledOf(order: string, transaction: Transaction): Kopecks {
  const documents = postedDocumentsOf(order, [...PAYMENT_SETS, RETURN_SET], transaction);
  const amounts = documents
    .filter((document) => !('ПроведеноБанком' in document) || flagOf(document, 'ПроведеноБанком'))
    .flatMap((document) => rowsOf(document, ROWS))
    .filter((row) => orderOfRow(row, transaction) === order)
    .map((row) => parseKopecks(numberOf(row, 'Сумма')));
  return sumKopecks(amounts);
}
