import type { OrderOutcome } from '../journal/outcomes.ts';
import { stepsOf } from '../orders/import/document-result.ts';
import type { OrderPreview } from '../orders/import/preview.ts';
import type { ExplainedField } from '../orders/report/explain-write.ts';
import { type CustomerShown, describeOrder, type OrderReport } from '../orders/report/order-report.ts';
import { orderName } from './order-name.ts';
import { writeText } from './write-text.ts';

const KINDS: readonly (readonly [kind: OrderOutcome['kind'], words: string])[] = [
  ['imported', 'загружено'],
  ['unchanged', 'без изменений'],
  ['skipped', 'пропущено'],
  ['parked', 'отложено'],
  ['failed', 'не удалось'],
];

/** What became of imported orders, one after the other, and how many ended how. */
export function importText(outcomes: readonly OrderOutcome[]): string {
  const orders = outcomes.map(({ orderId, number, message, warnings }) =>
    paragraph(orderName(orderId, number), message, warnings),
  );
  const counts = KINDS.map(([kind, words]) => [words, outcomes.filter((one) => one.kind === kind).length])
    .filter(([, count]) => count !== 0)
    .map(([words, count]) => `${words} ${count}`);
  return `${orders.join('')}Заказов: ${outcomes.length} (${counts.join(', ')}).\n`;
}

/**
 * What an import would write and why, and the orders that it would leave in 1C.
 *
 * What each write sets, and the customer's name, are shown if this one order was asked for; in a list names are masked and
 * fields, which hold people's data, left out (design, decisions: personal data).
 */
export function previewText(
  previews: readonly OrderPreview[],
  reports: ReadonlyMap<number, OrderReport>,
): string {
  const customerShown = previews.length === 1 ? 'full' : 'masked';
  const orders = previews.map((preview) => {
    const { orderId, number, warnings } = preview;
    const text = planText(preview, reports.get(orderId), customerShown);
    return paragraph(orderName(orderId, number), text, warnings);
  });
  return `${orders.join('')}Это предварительный просмотр: ничего не записано.\n`;
}

/** An order that needs no write is shown as well: whoever asks wants to see that it is right (N-11). */
function planText(
  { outcome, writes, documents }: OrderPreview,
  report: OrderReport | undefined,
  customerShown: CustomerShown,
): string {
  const isUnchanged = outcome?.kind === 'unchanged';
  const explained = customerShown === 'full' ? (report?.steps ?? []) : [];
  const steps =
    writes.length === 0
      ? []
      : [
          'в 1С будет записано:',
          ...stepsOf(writes).flatMap((step, index) => [
            writeText(step),
            ...(explained[index] ?? []).map((field) => `    ${fieldText(field)}`),
          ]),
        ];
  const order =
    report === undefined
      ? []
      : [
          isUnchanged ? 'Заказ клиента в 1С:' : 'Заказ клиента станет таким:',
          ...describeOrder(report, customerShown).map((line) => `  ${line}`),
        ];
  return [
    ...(outcome === undefined ? [] : [outcome.message]),
    ...steps,
    ...order,
    ...(writes.length === 0
      ? []
      : documents.flatMap(({ skip }) => (skip === undefined ? [] : [`Не загружается: ${skip.message}`]))),
    ...(isUnchanged ? ['В 1С ничего не будет записано.'] : []),
  ].join('\n');
}

/** `Комментарий: пусто → «Позвонить»   [RetailCRM: managerComment]`. */
const fieldText = ({ place, before, after, from }: ExplainedField): string =>
  `${place}: ${before === undefined ? '' : `${before} → `}${after}${from === '' ? '' : `   [${from}]`}`;

function paragraph(name: string, message: string, warnings: readonly { readonly message: string }[]): string {
  const lines = [message, ...warnings.map((warning) => `Внимание: ${warning.message}`)].join('\n');
  return `${name}: ${lines.replaceAll('\n', '\n  ')}\n`;
}
