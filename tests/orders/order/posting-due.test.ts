import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { noteDuePosting, progressOfOthers, withDuePosting } from '../../../lib/orders/order/posting-due.ts';
import { type Link, refTo } from '../../../lib/state/links.ts';
import { createLinks } from '../../../lib/state/table-links.ts';
import type { Write } from '../../../lib/writes/write.ts';
import { testKey } from '../../settings/valid-settings.ts';
import { createMemoryTable } from '../../state/memory-table.ts';

const ref = refTo('order', 138);
const key = testKey(9100);
const posted = { Ref_Key: key, Posted: true, Статус: 'Закрыт' } as OrderDocument;
const unposted = { ...posted, Posted: false };
const target = { object: заказКлиента, ref, key, reason: '' } as const;
const update: Write = { ...target, action: 'update', before: {}, body: {}, sources: [] };
const post: Write = { ...target, action: 'post' };

const linkOf = (memory: Link['memory']): Link => ({
  ref,
  key,
  intent: { proposedKey: key, sent: {} },
  memory,
});
const due = linkOf({ postingDue: true, rows: [] });
const settled = linkOf({ rows: [] });

describe('a posting that is due', () => {
  it('is made up for where nothing else is to be written', () => {
    expect(withDuePosting([], posted, due)).toMatchObject([{ action: 'post', key, ref }]);
  });

  it('is not made twice: whatever changes the document posts it as well', () => {
    const writes = [update, post];
    expect(withDuePosting(writes, posted, due)).toEqual(writes);
  });

  it('is nobody’s where none is remembered, or no document is there', () => {
    expect(withDuePosting([], posted, settled)).toEqual([]);
    expect(withDuePosting([], posted, undefined)).toEqual([]);
    expect(withDuePosting([], undefined, due)).toEqual([]);
  });
});

describe('what is remembered before a document is changed', () => {
  async function noted(document: OrderDocument | undefined, writes: readonly Write[], isMine = true) {
    const links = createLinks(createMemoryTable({ now: () => 0 }));
    await links.confirm(ref, key, { customer: 39 });
    const assertMine = () => {
      if (!isMine) {
        throw new Error('the lease is over');
      }
    };
    const link = await links.read(ref);
    const told = await Promise.allSettled([
      noteDuePosting(ref, writes, document, link, { links, assertMine }),
    ]);
    return { status: told[0]?.status, memory: (await links.read(ref))?.memory };
  }

  it('is that it will have to be posted, beside what was known', async () => {
    expect(await noted(posted, [update, post])).toEqual({
      status: 'fulfilled',
      memory: { customer: 39, postingDue: true },
    });
  });

  it.each<[string, OrderDocument | undefined, readonly Write[]]>([
    ['it is posted only', posted, [post]],
    ['it is not posted now: nobody takes it for finished', unposted, [update, post]],
    ['it is created', undefined, [post]],
  ])('is nothing where %s', async (_, document, writes) => {
    expect((await noted(document, writes)).memory).toEqual({ customer: 39 });
  });

  it('is nothing once the order may be in other hands', async () => {
    expect(await noted(posted, [update], false)).toEqual({ status: 'rejected', memory: { customer: 39 } });
  });
});

describe('how far people have gone with an order', () => {
  const stateless = { list: async () => [] } as unknown as OnecClient;
  const progress = (document: OrderDocument, writes: readonly Write[], link: Link | undefined) =>
    progressOfOthers(document, writes, link, stateless);

  it('does not count what an attempt of the bridge’s own has closed and not posted', async () => {
    expect(await progress(posted, [post], due)).toBe('open');
    expect(await progress(unposted, [update, post], linkOf({}))).toBe('open');
  });

  it('counts a closed order that nothing is owed to, that is changed besides, or that was seen finished', async () => {
    expect(await progress(posted, [post], settled)).toBe('closed');
    expect(await progress(posted, [update, post], due)).toBe('closed');
    expect(await progress(unposted, [update, post], settled)).toBe('closed');
    expect(await progress(posted, [update, post], linkOf({}))).toBe('closed');
    expect(await progress(unposted, [update, post], undefined)).toBe('closed');
  });
});
