import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentHolders } from '../../lib/state/document-holders.ts';
import { DocumentTaken } from '../../lib/state/errors.ts';
import { type DocumentHolders, refTo } from '../../lib/state/links.ts';
import { TABLES, type TestTable } from './tables.ts';

describe.each(TABLES)('holders of documents in $name', ({ open }) => {
  let opened: TestTable;
  let holders: DocumentHolders;
  beforeAll(async () => {
    opened = await open();
    holders = createDocumentHolders(opened.table);
  });
  afterAll(() => opened.close());

  it('a document serves one subject of any kind, and may be taken by it again', async () => {
    expect(await holders.holderOf('cash-receipt')).toBeUndefined();
    await holders.take('cash-receipt', refTo('payment', 77));
    await holders.take('cash-receipt', refTo('payment', 77));
    expect(await holders.holderOf('cash-receipt')).toEqual(refTo('payment', 77));
    for (const other of [refTo('payment', 78), refTo('order', 77)]) {
      const taking = holders.take('cash-receipt', other);
      await expect(taking).rejects.toBeInstanceOf(DocumentTaken);
      await expect(taking).rejects.toMatchObject({ retryable: true, holder: refTo('payment', 77) });
    }
    expect(await holders.holderOf('cash-receipt')).toEqual(refTo('payment', 77));
  });

  it('what an order took before holders had a kind is still the order’s', async () => {
    await opened.table.put({ pk: 'document#old', sk: 'holder', orderId: 7001 });
    expect(await holders.holderOf('old')).toEqual(refTo('order', 7001));
    await expect(holders.take('old', refTo('order', 7002))).rejects.toBeInstanceOf(DocumentTaken);
    await expect(holders.take('old', refTo('payment', 7001))).rejects.toBeInstanceOf(DocumentTaken);
    await holders.take('old', refTo('order', 7001));
    expect(await holders.holderOf('old')).toEqual(refTo('order', 7001));
    await expect(holders.take('old', refTo('order', 7002))).rejects.toBeInstanceOf(DocumentTaken);
  });
});
