import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinkConflict, StateUnreadable } from '../../lib/state/errors.ts';
import { keys } from '../../lib/state/keys.ts';
import { type Links, refTo } from '../../lib/state/links.ts';
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
    expect(await links.read(refTo('order', 1))).toBeUndefined();

    const unconfirmed = { ref: refTo('order', 1), intent, memory: {} };
    expect(await links.intend(refTo('order', 1), intent)).toEqual(unconfirmed);
    expect(await links.read(refTo('order', 1))).toEqual(unconfirmed);

    await links.confirm(refTo('order', 1), 'key-1', { version: 'AAAA', rows: [{ item: 5 }] });
    expect(await links.read(refTo('order', 1))).toEqual({
      ...unconfirmed,
      key: 'key-1',
      memory: { version: 'AAAA', rows: [{ item: 5 }] },
    });
  });

  it('tells that an intent was created without forgetting what another worker remembers of the object', async () => {
    await links.intend(refTo('partner', 19), intent);
    await links.created(refTo('partner', 19), 'key-19');
    expect(await links.read(refTo('partner', 19))).toEqual({
      ref: refTo('partner', 19),
      intent,
      key: 'key-19',
      memory: {},
    });

    await links.confirm(refTo('partner', 19), 'key-19', { phone: '89000000001' });
    await links.created(refTo('partner', 19), 'key-19');
    expect((await links.read(refTo('partner', 19)))?.memory).toEqual({ phone: '89000000001' });
    await expect(links.created(refTo('partner', 19), 'another')).rejects.toThrow(LinkConflict);
  });

  it('replaces an intent that was never confirmed', async () => {
    await links.intend(refTo('partner', 2), { proposedKey: 'old', sent: { Description: 'Иванова' } });
    await links.intend(refTo('partner', 2), intent);

    expect(await links.read(refTo('partner', 2))).toEqual({ ref: refTo('partner', 2), intent, memory: {} });
  });

  it('I-63: never turns a confirmed link back into an intent', async () => {
    await links.intend(refTo('order', 3), intent);
    await links.confirm(refTo('order', 3), 'key-3', { version: 'A' });

    const again = await links.intend(refTo('order', 3), { proposedKey: 'other', sent: {} });
    expect(again).toEqual({ ref: refTo('order', 3), intent, key: 'key-3', memory: { version: 'A' } });
    expect(await links.read(refTo('order', 3))).toEqual(again);
  });

  it('replaces the memory with every confirmation', async () => {
    await links.confirm(refTo('order', 4), 'key-4', { version: 'A', old: true });
    await links.confirm(refTo('order', 4), 'key-4', { version: 'B' });

    expect((await links.read(refTo('order', 4)))?.memory).toEqual({ version: 'B' });
  });

  it('confirms an object that was found, not created', async () => {
    await links.confirm(refTo('counterparty', 5), 'found', {});

    expect(await links.read(refTo('counterparty', 5))).toEqual({
      ref: refTo('counterparty', 5),
      intent: { proposedKey: 'found', sent: {} },
      key: 'found',
      memory: {},
    });
  });

  it('refuses to link one CRM object to a second 1C object', async () => {
    await links.confirm(refTo('order', 6), 'first', { version: 'A' });

    const second = links.confirm(refTo('order', 6), 'second', {});
    await expect(second).rejects.toBeInstanceOf(LinkConflict);
    await expect(second).rejects.toMatchObject({
      retryable: false,
      details: { kind: 'order', id: '6', linkedKey: 'first', newKey: 'second' },
    });
    expect((await links.read(refTo('order', 6)))?.key).toBe('first');
  });

  it('replaces the link of an object that vanished from 1C, and only that one', async () => {
    const ref = refTo('order', 20);
    await links.confirm(ref, 'vanished', { version: 'A' });
    await expect(links.confirm(ref, 'found', {}, 'another')).rejects.toBeInstanceOf(LinkConflict);
    expect((await links.intend(ref, intent, 'another')).key).toBe('vanished');

    await links.confirm(ref, 'found', { version: 'B' }, 'vanished');
    expect(await links.read(ref)).toMatchObject({ key: 'found', memory: { version: 'B' } });
    await expect(links.confirm(ref, 'late', {}, 'vanished')).rejects.toBeInstanceOf(LinkConflict);

    expect(await links.intend(ref, intent, 'found')).toEqual({ ref, intent, memory: {} });
    expect(await links.read(ref)).toEqual({ ref, intent, memory: {} });
  });

  it('of two that create, the one that is linked first stays; the other is told', async () => {
    const ref = refTo('order', 21);
    await links.intend(ref, intent);
    await links.created(ref, 'first');
    await links.created(ref, 'first');
    await expect(links.created(ref, 'second')).rejects.toBeInstanceOf(LinkConflict);
    expect(await links.read(ref)).toEqual({ ref, intent, key: 'first', memory: {} });
  });

  it('keeps kinds apart and reads many at once', async () => {
    await links.confirm(refTo('partner', 7), 'partner-7', {});
    await links.intend(refTo('order', 7), intent);
    await links.confirm(refTo('partner', 8), 'partner-8', {});

    const many = await links.readMany('partner', [7, 8, 9, 8]);
    expect([...many.keys()].sort()).toEqual(['7', '8']);
    expect(many.get('7')).toMatchObject({ ref: refTo('partner', 7), key: 'partner-7' });
    expect(await links.readMany('partner', [])).toEqual(new Map());
  });

  it('keeps kinds that the CRM does not number under the key of the object that they follow from', async () => {
    const shipment = '11111111-2222-4333-8444-555555555555';
    await links.confirm(refTo('return', shipment), 'return-1', {});
    await links.confirm(refTo('payment', 12), 'payment-12', {});

    expect(await links.read(refTo('return', shipment))).toMatchObject({
      ref: { kind: 'return', id: shipment },
      key: 'return-1',
    });
    expect((await links.readMany('payment', [12])).get('12')?.key).toBe('payment-12');
  });

  it('reads what was stored when links were of CRM ids only', async () => {
    await opened.table.put({ pk: 'order#11', sk: 'link', crmId: 11, intent, key: 'key-11', memory: {} });

    expect(await links.read(refTo('order', 11))).toEqual({
      ref: refTo('order', 11),
      intent,
      key: 'key-11',
      memory: {},
    });
  });

  it('names an item that it cannot read, and not its content', async () => {
    await opened.table.put({ ...keys.link(refTo('order', 10)), intent: 'Иванова', memory: {} });

    const reading = links.read(refTo('order', 10));
    await expect(reading).rejects.toBeInstanceOf(StateUnreadable);
    await expect(reading).rejects.toThrow('order#10 / link is not readable: wrong intent');
    await expect(reading).rejects.not.toThrow('Иванова');
  });
});
