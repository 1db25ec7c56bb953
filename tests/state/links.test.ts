import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinkConflict, StateUnreadable } from '../../lib/state/errors.ts';
import { keys } from '../../lib/state/keys.ts';
import type { Links } from '../../lib/state/links.ts';
import { createLinks } from '../../lib/state/table-links.ts';
import { TABLES, type TestTable } from './tables.ts';

const intent = { proposedKey: 'proposed', sent: { НомерПоДаннымКлиента: '138C' } };

describe.each(TABLES)('links in $name', ({ open }) => {
  let opened: TestTable;
  let links: Links;
  beforeAll(async () => {
    opened = await open();
    links = createLinks(opened.table);
  });
  afterAll(() => opened.close());

  it('keeps an intent until the create is confirmed', async () => {
    expect(await links.read('order', 1)).toBeUndefined();

    const unconfirmed = { kind: 'order', crmId: 1, intent, memory: {} };
    expect(await links.intend('order', 1, intent)).toEqual(unconfirmed);
    expect(await links.read('order', 1)).toEqual(unconfirmed);

    await links.confirm('order', 1, 'key-1', { version: 'AAAA', rows: [{ item: 5 }] });
    expect(await links.read('order', 1)).toEqual({
      ...unconfirmed,
      key: 'key-1',
      memory: { version: 'AAAA', rows: [{ item: 5 }] },
    });
  });

  it('tells that an intent was created without forgetting what another worker remembers of the object', async () => {
    await links.intend('partner', 19, intent);
    await links.created('partner', 19, 'key-19');
    expect(await links.read('partner', 19)).toEqual({
      kind: 'partner',
      crmId: 19,
      intent,
      key: 'key-19',
      memory: {},
    });

    await links.confirm('partner', 19, 'key-19', { phone: '89000000001' });
    await links.created('partner', 19, 'key-19');
    expect((await links.read('partner', 19))?.memory).toEqual({ phone: '89000000001' });
    await expect(links.created('partner', 19, 'another')).rejects.toThrow(LinkConflict);
  });

  it('replaces an intent that was never confirmed', async () => {
    await links.intend('partner', 2, { proposedKey: 'old', sent: { Description: 'Иванова' } });
    await links.intend('partner', 2, intent);

    expect(await links.read('partner', 2)).toEqual({ kind: 'partner', crmId: 2, intent, memory: {} });
  });

  it('I-63: never turns a confirmed link back into an intent', async () => {
    await links.intend('order', 3, intent);
    await links.confirm('order', 3, 'key-3', { version: 'A' });

    const again = await links.intend('order', 3, { proposedKey: 'other', sent: {} });
    expect(again).toEqual({ kind: 'order', crmId: 3, intent, key: 'key-3', memory: { version: 'A' } });
    expect(await links.read('order', 3)).toEqual(again);
  });

  it('replaces the memory with every confirmation', async () => {
    await links.confirm('order', 4, 'key-4', { version: 'A', old: true });
    await links.confirm('order', 4, 'key-4', { version: 'B' });

    expect((await links.read('order', 4))?.memory).toEqual({ version: 'B' });
  });

  it('confirms an object that was found, not created', async () => {
    await links.confirm('counterparty', 5, 'found', {});

    expect(await links.read('counterparty', 5)).toEqual({
      kind: 'counterparty',
      crmId: 5,
      intent: { proposedKey: 'found', sent: {} },
      key: 'found',
      memory: {},
    });
  });

  it('refuses to link one CRM object to a second 1C object', async () => {
    await links.confirm('order', 6, 'first', { version: 'A' });

    const second = links.confirm('order', 6, 'second', {});
    await expect(second).rejects.toBeInstanceOf(LinkConflict);
    await expect(second).rejects.toMatchObject({
      retryable: false,
      details: { kind: 'order', crmId: 6, linkedKey: 'first', newKey: 'second' },
    });
    expect((await links.read('order', 6))?.key).toBe('first');
  });

  it('keeps kinds apart and reads many at once', async () => {
    await links.confirm('partner', 7, 'partner-7', {});
    await links.intend('order', 7, intent);
    await links.confirm('partner', 8, 'partner-8', {});

    const many = await links.readMany('partner', [7, 8, 9, 8]);
    expect([...many.keys()].sort()).toEqual([7, 8]);
    expect(many.get(7)).toMatchObject({ kind: 'partner', crmId: 7, key: 'partner-7' });
    expect(await links.readMany('partner', [])).toEqual(new Map());
  });

  it('names an item that it cannot read, and not its content', async () => {
    await opened.table.put({ ...keys.link('order', 10), crmId: 10, intent: 'Иванова', memory: {} });

    const reading = links.read('order', 10);
    await expect(reading).rejects.toBeInstanceOf(StateUnreadable);
    await expect(reading).rejects.toThrow('order#10 / link is not readable: wrong intent');
    await expect(reading).rejects.not.toThrow('Иванова');
  });
});
