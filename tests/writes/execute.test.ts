import { beforeEach, describe, expect, it } from 'vitest';
import type { OnecClient } from '../../lib/onec/client.ts';
import { OnecRefused } from '../../lib/onec/errors.ts';
import { партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import { createDocumentHolders } from '../../lib/state/document-holders.ts';
import { DocumentTaken, StateUnreachable } from '../../lib/state/errors.ts';
import { type DocumentHolders, type LinkRef, type Links, refTo } from '../../lib/state/links.ts';
import { createLinks } from '../../lib/state/table-links.ts';
import { LinkedMeanwhile } from '../../lib/writes/errors.ts';
import { execute, type WriteDeps } from '../../lib/writes/execute.ts';
import { newExecution } from '../../lib/writes/execution.ts';
import type { CreateWrite, Write, WrittenObject } from '../../lib/writes/write.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const order = refTo('order', 7001);
const reason = 'why';
const target = { object: заказКлиента, ref: order, reason } as const;

const createPartner: CreateWrite = {
  action: 'create',
  object: партнеры,
  ref: refTo('partner', 39),
  proposedKey: 'proposed-partner',
  vanishedKey: undefined,
  sent: { Description: 'Примеров' },
  body: { Ref_Key: 'proposed-partner', Description: 'Примеров' },
  sources: [],
  reason,
};
const createOrder: CreateWrite = {
  ...target,
  action: 'create',
  proposedKey: 'proposed-order',
  vanishedKey: undefined,
  sent: { Партнер_Key: 'proposed-partner' },
  body: { Партнер_Key: 'proposed-partner', Товары: [{ Партнер_Key: 'proposed-partner' }] },
  sources: [],
};
const addAddress = {
  ...target,
  action: 'add',
  proposedKey: 'proposed-address',
  body: { Владелец_Key: 'proposed-partner' },
  sources: [],
} as const satisfies Write;
const update = {
  ...target,
  action: 'update',
  key: 'proposed-order',
  before: {},
  body: { Адрес_Key: 'proposed-address', Товары: [{ Партнер_Key: 'proposed-partner' }] },
  sources: [],
} as const satisfies Write;
const post: Write = { ...target, action: 'post', key: 'proposed-order' };

let calls: unknown[][];
let links: Links;
let holders: DocumentHolders;
let refused: string | undefined;
let isLeaseOver: boolean;
let deps: WriteDeps;

/** A 1C that chooses keys itself, and refuses one operation if told to. */
function fakeOnec(): OnecClient {
  const answer = (operation: 'create' | 'update' | 'post' | 'unpost', set: string, ...rest: unknown[]) => {
    calls.push([operation, set, ...rest]);
    if (operation === refused) {
      throw new OnecRefused({ operation, set }, 'Период закрыт', 'no words');
    }
    return { Ref_Key: `real-${calls.length}`, Number: 'ТД00-1', Date: '2026-03-10T12:00:00' };
  };
  return {
    create: async ({ set }: WrittenObject, body: object) => answer('create', set, body),
    update: async ({ set }: WrittenObject, key: string, changes: object) =>
      answer('update', set, key, changes),
    post: async ({ set }: WrittenObject, key: string) => void answer('post', set, key),
    unpost: async ({ set }: WrittenObject, key: string) => void answer('unpost', set, key),
  } as unknown as OnecClient;
}

beforeEach(() => {
  calls = [];
  refused = undefined;
  isLeaseOver = false;
  const table = createMemoryTable({ now: () => 0 });
  links = createLinks(table);
  holders = createDocumentHolders(table);
  deps = {
    onec: fakeOnec(),
    links,
    holders,
    assertMine: () => {
      if (isLeaseOver) {
        throw new Error('the lease is over');
      }
    },
  };
});

describe('executing a plan', () => {
  it('refers to what was created before by the keys that 1C answered, in intents, headers, rows and postings', async () => {
    const execution = newExecution();
    await execute([createPartner, createOrder, post], execution, deps);
    expect(calls.slice(1)).toEqual([
      ['create', 'Document_ЗаказКлиента', { Партнер_Key: 'real-1', Товары: [{ Партнер_Key: 'real-1' }] }],
      ['post', 'Document_ЗаказКлиента', 'real-2'],
    ]);
    expect(await links.read(order)).toMatchObject({
      key: 'real-2',
      intent: { proposedKey: 'proposed-order', sent: { Партнер_Key: 'real-1' } },
    });
  });

  it('a change goes to the object that 1C has created, and refers to what was added before it', async () => {
    await execute([createPartner, createOrder, addAddress, update], newExecution(), deps);
    expect(calls.slice(2)).toEqual([
      ['create', 'Document_ЗаказКлиента', { Владелец_Key: 'real-1' }],
      [
        'update',
        'Document_ЗаказКлиента',
        'real-2',
        { Адрес_Key: 'real-3', Товары: [{ Партнер_Key: 'real-1' }] },
      ],
    ]);
  });

  it('a document is held by its subject under both keys, an element of a catalog by nobody', async () => {
    await execute([createPartner, createOrder], newExecution(), deps);
    expect(await holders.holderOf('proposed-order')).toEqual(order);
    expect(await holders.holderOf('real-2')).toEqual(order);
    expect(await holders.holderOf('real-1')).toBeUndefined();
  });

  it('a document that another subject holds is not created', async () => {
    await holders.take('proposed-order', refTo('payment', 7001));
    await expect(execute([createOrder], newExecution(), deps)).rejects.toBeInstanceOf(DocumentTaken);
    expect(calls).toEqual([]);
  });

  it('un-posts and marks for deletion', async () => {
    const key = 'receipt';
    await execute(
      [
        { ...target, action: 'unpost', key },
        { ...target, action: 'mark', key },
      ],
      newExecution(),
      deps,
    );
    expect(calls).toEqual([
      ['unpost', 'Document_ЗаказКлиента', key],
      ['update', 'Document_ЗаказКлиента', key, { DeletionMark: true }],
    ]);
  });

  it.each([
    createOrder,
    addAddress,
    update,
    { ...target, action: 'unpost', key: 'k' },
    { ...target, action: 'mark', key: 'k' },
  ] satisfies readonly Write[])('$action: nothing is done once the lease is over', async (write) => {
    isLeaseOver = true;
    await expect(execute([write], newExecution(), deps)).rejects.toThrow('the lease is over');
    expect(calls).toEqual([]);
  });

  it('a posting is finished even then: it takes nothing from whoever has the order now', async () => {
    isLeaseOver = true;
    await execute([post], newExecution(), deps);
    expect(calls).toEqual([['post', 'Document_ЗаказКлиента', 'proposed-order']]);
  });

  it('what another worker has linked meanwhile is not created again', async () => {
    await links.confirm(order, 'theirs', {});
    await expect(execute([createOrder], newExecution(), deps)).rejects.toBeInstanceOf(LinkedMeanwhile);
    expect(calls).toEqual([]);
  });

  it('an object that was created beside another worker’s is marked for deletion, and the order planned anew', async () => {
    const { created } = links;
    const theirs = async (ref: LinkRef, key: string) => {
      await links.confirm(ref, 'theirs', {});
      await created(ref, key);
    };
    const execution = newExecution();
    await expect(
      execute([createOrder], execution, { ...deps, links: { ...links, created: theirs } }),
    ).rejects.toBeInstanceOf(LinkedMeanwhile);
    expect(calls.map(([operation]) => operation)).toEqual(['create', 'update']);
    expect(calls[1]).toEqual(['update', 'Document_ЗаказКлиента', 'real-1', { DeletionMark: true }]);
    expect((await links.read(order))?.key).toBe('theirs');
  });

  it('N-3: a create is named although the state table fails behind it', async () => {
    const down = async () => Promise.reject(new StateUnreachable('update', new Error('down')));
    const execution = newExecution();
    await expect(
      execute([createOrder], execution, { ...deps, links: { ...links, created: down } }),
    ).rejects.toBeInstanceOf(StateUnreachable);
    expect(execution.made.map(({ key }) => key)).toEqual(['real-1']);
    expect(execution.keys.get('proposed-order')).toBe('real-1');
    expect(calls.map(([operation]) => operation)).toEqual(['create']);
  });

  it('N-3: a write of whatever kind is told, with the key that 1C has', async () => {
    const execution = newExecution();
    const unpost: Write = { ...target, action: 'unpost', key: 'proposed-order' };
    const mark: Write = { ...target, action: 'mark', key: 'proposed-order' };
    await execute([createPartner, createOrder, addAddress, update, post, unpost, mark], execution, deps);
    expect(execution.made.map(({ write, key }) => [write.action, key])).toEqual([
      ['create', 'real-1'],
      ['create', 'real-2'],
      ['add', 'real-3'],
      ['update', 'real-2'],
      ['post', 'real-2'],
      ['unpost', 'real-2'],
      ['mark', 'real-2'],
    ]);
    expect(execution.made[3]?.document).toEqual({ number: 'ТД00-1', date: '2026-03-10T12:00:00' });
  });

  it('N-3: every write that was made is named, with document and key, though a later one is refused', async () => {
    refused = 'post';
    const execution = newExecution();
    await expect(execute([createPartner, createOrder, post], execution, deps)).rejects.toBeInstanceOf(
      OnecRefused,
    );
    expect(execution.made.map(({ write, key }) => [write.action, write.object.set, key])).toEqual([
      ['create', 'Catalog_Партнеры', 'real-1'],
      ['create', 'Document_ЗаказКлиента', 'real-2'],
    ]);
    expect(execution.made[1]?.document).toEqual({ number: 'ТД00-1', date: '2026-03-10T12:00:00' });
  });
});
