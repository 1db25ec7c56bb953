import type { OnecClient } from '../../onec/client.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { fromInt64 } from '../../onec/values.ts';
import { realKey } from '../../writes/references.ts';
import type { Write } from '../../writes/write.ts';
import type { Warning } from '../problems.ts';
import type { DesiredDocument } from './desired-document.ts';
import { changedFields } from './diff.ts';
import { DocumentVanished } from './errors.ts';
import type { OrderDocument, RowIdentity } from './facts.ts';
import type { MergedRow } from './rows/merge-rows.ts';

interface WrittenPlan {
  readonly desired: DesiredDocument | undefined;
  readonly writes: readonly Write[];
}

/** The order as 1C holds it after the writes, and what a person should know about it. */
export interface VerifiedDocument {
  readonly document: OrderDocument;
  readonly rows: readonly RowIdentity[];
  readonly warnings: readonly Warning[];
}

/**
 * Reads the document back after the writes: 1C silently ignores unknown properties, cuts texts and computes sums itself
 * (onec-odata A7, F1), so only what is read back counts.
 *
 * @throws {DocumentVanished}
 */
export async function verifyDocument(
  key: string,
  { desired, writes }: WrittenPlan,
  keys: ReadonlyMap<string, string>,
  onec: OnecClient,
): Promise<VerifiedDocument> {
  const document = await onec.read(заказКлиента, key);
  if (document === undefined) {
    throw new DocumentVanished(key);
  }
  const isRowsWritten = writes.some((write) => 'body' in write && 'Товары' in write.body);
  const pairs = (desired?.rows ?? []).map((row, index) => ({
    row,
    current: isRowsWritten
      ? document.Товары.find(({ LineNumber }) => fromInt64(LineNumber) === index + 1)
      : row.before,
  }));
  return {
    document,
    rows: pairs.map(({ row, current }) => ({
      item: row.item,
      row: current?.ИдентификаторСтроки ?? '',
      code: current?.КодСтроки ?? '',
    })),
    warnings: differences(desired?.header ?? {}, document, pairs, keys),
  };
}

interface RowPair {
  readonly row: MergedRow;
  readonly current: OrderDocument['Товары'][number] | undefined;
}

function differences(
  wantedHeader: object,
  document: OrderDocument,
  pairs: readonly RowPair[],
  keys: ReadonlyMap<string, string>,
): readonly Warning[] {
  const desired = Object.fromEntries(
    Object.entries(wantedHeader).map(([name, value]) => [
      name,
      typeof value === 'string' ? realKey(keys, value) : value,
    ]),
  );
  const inHeader = Object.keys(changedFields(desired, document));
  const inRows = pairs.flatMap(({ row, current }, index) =>
    Object.keys(changedFields(withoutIdentity(row), current ?? {})).map(
      (name) => `Товары[${index + 1}].${name}`,
    ),
  );
  const names = [...inHeader, ...inRows];
  return names.length === 0
    ? []
    : [
        {
          code: 'documentDiffers',
          message: `1С сохранила документ ${document.Number} не так, как он был отправлен: ${names.join(', ')}. Проверьте документ.`,
        },
      ];
}

/** 1C may give rows identifiers of its own; the link remembers whatever it gave. */
function withoutIdentity(row: MergedRow): object {
  return Object.fromEntries(Object.entries(row.fields).filter(([name]) => name !== 'ИдентификаторСтроки'));
}
