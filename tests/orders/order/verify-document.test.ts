import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import type { DesiredDocument } from '../../../lib/orders/order/desired-document.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { verifyDocument } from '../../../lib/orders/order/verify-document.ts';
import { refTo } from '../../../lib/state/links.ts';
import type { Write } from '../../../lib/writes/write.ts';
import { testKey } from '../../settings/valid-settings.ts';

const KEY = testKey(9100);
type Row = OrderDocument['Товары'][number];

const row = (line: number, product: number) =>
  ({
    LineNumber: String(line),
    ИдентификаторСтроки: `row-${product}`,
    КодСтроки: String(10 + product),
    Номенклатура_Key: testKey(product),
  }) as Row;

/** Which row of 1C each item is remembered by, where the items 1 and 2 mean the products of these numbers. */
async function identities(
  rows: readonly Row[],
  before: readonly (Row | undefined)[],
  writes: readonly Write[],
) {
  const document = { Ref_Key: KEY, Number: 'ТД00-1', Товары: rows } as OrderDocument;
  const desired = {
    header: {},
    rows: before.map((one, index) => ({
      item: index + 1,
      fields: { Номенклатура_Key: testKey(index + 1) },
      before: one,
    })),
  } as unknown as DesiredDocument;
  const onec = { read: async () => document } as unknown as OnecClient;
  const verified = await verifyDocument(KEY, { desired, writes }, new Map(), onec);
  expect(verified.warnings).toEqual([]);
  return verified.rows;
}

const writing = (body: Readonly<Record<string, unknown>>): Write => ({
  action: 'update',
  object: заказКлиента,
  ref: refTo('order', 138),
  key: KEY,
  before: {},
  body,
  sources: [],
  reason: '',
});

const EXPECTED = [
  { item: 1, row: 'row-1', code: '11' },
  { item: 2, row: 'row-2', code: '12' },
];

describe('the rows that an order is remembered by', () => {
  it('are told by their line numbers where they were written, in whatever order 1C answers', async () => {
    const sent = [writing({ Товары: [] })];
    expect(await identities([row(2, 2), row(1, 1)], [undefined, undefined], sent)).toEqual(EXPECTED);
    expect(await identities([row(1, 1), row(2, 2)], [undefined, undefined], sent)).toEqual(EXPECTED);
  });

  it.each<[string, readonly Write[]]>([
    ['nothing is written', []],
    ['the header is written', [writing({ Комментарий: '' })]],
  ])('stay those that they were where %s', async (_, writes) => {
    const rows = [row(1, 2), row(2, 1)];
    expect(await identities(rows, [rows[1], rows[0]], writes)).toEqual(EXPECTED);
  });
});
