import { kopecksToNumber, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import type { OnecClient } from '../../onec/client.ts';
import { guid } from '../../onec/filter.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { keyOf, type Write } from '../../writes/write.ts';
import type { OrderDocument } from '../document/facts.ts';
import type { OrderPreview } from '../import/preview.ts';
import type { Names, OrderReport, ReportedDocument } from './order-report.ts';
import { readNames } from './read-names.ts';

/**
 * The orders of 1C as the previewed plans would leave them: a new one as it would be created, another one as 1C holds it with
 * the changes laid over. Reads all orders in one request and the names in one a catalogue.
 *
 * @returns reports by CRM order id; orders of which nothing would be written have none.
 * @throws whatever keeps 1C from answering.
 */
export async function reportPlans(
  previews: readonly OrderPreview[],
  onec: OnecClient,
): Promise<ReadonlyMap<number, OrderReport>> {
  const held = await readHeld(previews, onec);
  const planned = previews.flatMap(({ orderId, writes }) => {
    const document = plannedDocument(writes, held);
    return document === undefined ? [] : [{ orderId, writes, document }];
  });
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

type Held = ReadonlyMap<string, OrderDocument>;

async function readHeld(previews: readonly OrderPreview[], onec: OnecClient): Promise<Held> {
  const keys = previews.flatMap(({ writes }) => heldKeyOf(writes) ?? []);
  const documents = await onec.listByValues(заказКлиента, {
    property: 'Ref_Key',
    values: keys.map(guid),
  });
  return new Map(documents.map((document) => [document.Ref_Key, document]));
}

const ofOrder = (writes: readonly Write[]): readonly Write[] =>
  writes.filter(({ object }) => object === заказКлиента);

/** Key of the order that 1C holds already and the plan changes or posts. */
function heldKeyOf(writes: readonly Write[]): string | undefined {
  const [first] = ofOrder(writes);
  return first !== undefined && 'key' in first ? first.key : undefined;
}

/** The sum is what 1C will compute: Σ `СуммаСНДС` of the rows that are not cancelled (onec-odata F1). */
function plannedDocument(writes: readonly Write[], held: Held): ReportedDocument | undefined {
  const bodies = ofOrder(writes).flatMap((write) => ('body' in write ? [write.body] : []));
  const key = heldKeyOf(writes);
  const before = key === undefined ? undefined : held.get(key);
  if (before === undefined && bodies.length === 0) {
    return undefined;
  }
  const document = Object.assign({}, before, ...bodies) as ReportedDocument;
  const live = document.Товары.filter((row) => !row.Отменено);
  const total = sumKopecks(live.map((row) => parseKopecks(row.СуммаСНДС)));
  return { ...document, СуммаДокумента: kopecksToNumber(total) };
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
