import type { OnecClient } from '../../onec/client.ts';
import { keyOf, type Write } from '../../writes/write.ts';
import type { OrderPreview } from '../import/preview.ts';
import type { Names, OrderReport } from './order-report.ts';
import { readNames } from './read-names.ts';

/**
 * The orders of 1C as the previewed plans would leave them, with names, which are read in one request a catalogue.
 *
 * @returns reports by CRM order id; orders that would be left out or parked whole have none.
 * @throws whatever keeps 1C from answering.
 */
export async function reportPlans(
  previews: readonly OrderPreview[],
  onec: OnecClient,
): Promise<ReadonlyMap<number, OrderReport>> {
  const planned = previews.flatMap(({ orderId, writes, document }) =>
    document === undefined ? [] : [{ orderId, writes, document }],
  );
  const known = await readNames(
    planned.map(({ document }) => document),
    onec,
  );
  return new Map(
    planned.map(({ orderId, writes, document }) => [
      orderId,
      { document, names: new Map([...known, ...namesToBe(writes)]) },
    ]),
  );
}

/** Names of what the plan itself creates or renames. */
function namesToBe(writes: readonly Write[]): Names {
  return new Map(
    writes.flatMap((write) => {
      const description = 'body' in write ? write.body.Description : undefined;
      return typeof description === 'string' ? [[keyOf(write), description] as const] : [];
    }),
  );
}
