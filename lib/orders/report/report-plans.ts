import type { OnecClient } from '../../onec/client.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { keyOf, type Write } from '../../writes/write.ts';
import type { OrderPreview } from '../import/preview.ts';
import type { Names } from './explain-write.ts';
import { explainWrite } from './explain-write.ts';
import { moneySheet } from './money-sheet.ts';
import type { OrderReport } from './order-report.ts';
import { type Described, keysBehind, readNames } from './read-names.ts';

/**
 * The orders of 1C as the previewed plans would leave them, with names, which are read in one request a catalogue, what each
 * write sets, and how the sums come about.
 *
 * @returns reports by CRM order id; orders that would be left out or parked whole have none.
 * @throws whatever keeps 1C from answering.
 */
export async function reportPlans(
  previews: readonly OrderPreview[],
  onec: OnecClient,
): Promise<ReadonlyMap<number, OrderReport>> {
  const planned = previews.flatMap(({ document, ...preview }) =>
    document === undefined ? [] : [{ ...preview, document }],
  );
  const described = planned.flatMap(({ document, writes }): Described[] => [
    { object: заказКлиента, values: document },
    ...writes.flatMap(describedBy),
  ]);
  const proposed = new Set(planned.flatMap(({ writes }) => writes.flatMap(proposedBy)));
  const known = await readNames(keysBehind(described), proposed, onec);
  return new Map(
    planned.map(({ orderId, order, writes, document }) => {
      const names = new Map([...known, ...namesToBe(writes)]);
      const report: OrderReport = {
        document,
        names,
        steps: writes.map((write) => explainWrite(write, names)),
        ...(order === undefined ? {} : { money: moneySheet(document, order) }),
      };
      return [orderId, report];
    }),
  );
}

const describedBy = (write: Write): readonly Described[] => [
  ...('body' in write ? [{ object: write.object, values: write.body }] : []),
  ...(write.action === 'update' ? [{ object: write.object, values: write.before }] : []),
];

const proposedBy = (write: Write): readonly string[] => ('proposedKey' in write ? [write.proposedKey] : []);

/** Names of what the plan itself creates or renames. */
function namesToBe(writes: readonly Write[]): Names {
  return new Map(
    writes.flatMap((write) => {
      const description = 'body' in write ? write.body.Description : undefined;
      return typeof description === 'string' ? [[keyOf(write), description] as const] : [];
    }),
  );
}
