import type { OnecClient } from '../../../lib/onec/client.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import { presentDateTime } from '../../../lib/orders/onec-dates.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { describeOrder, type OrderReport } from '../../../lib/orders/report/order-report.ts';
import { keysBehind, readNames } from '../../../lib/orders/report/read-names.ts';

/** An order as it stands in 1C, with the names that its keys mean. */
export interface DocumentReport extends OrderReport {
  readonly document: OrderDocument;
}

/** Reads the order back from 1C with everything that a person needs to recognise it. @throws {Error} if it is not there. */
export async function readDocument(key: string, onec: OnecClient): Promise<DocumentReport> {
  const document = await onec.read(заказКлиента, key);
  if (document === undefined) {
    throw new Error(`1C holds no order ${key}`);
  }
  const keys = keysBehind([{ object: заказКлиента, values: document }]);
  return { document, names: await readNames(keys, new Set(), onec), steps: [] };
}

/** The report in Russian, line by line, for a terminal. */
export function describeDocument(report: DocumentReport): readonly string[] {
  const { Posted, Number: number, Date: date } = report.document;
  return [
    `${Posted ? 'Проведен' : 'Не проведён'}: Заказ клиента ${number} от ${presentDateTime(date)}`,
    ...describeOrder(report, 'full').map((line) => `  ${line}`),
  ];
}
