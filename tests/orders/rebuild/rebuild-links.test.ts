import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { memoryOf } from '../../../lib/orders/order/order-memory.ts';
import { StateUnreachable } from '../../../lib/state/errors.ts';
import { type Links, refTo } from '../../../lib/state/links.ts';
import { newOrder, plainGoods, startBridge } from '../support/bridge.ts';
import { customerOf, importedAndLost, OWN_KEYS, putDocument } from './support.ts';

describe('links rebuild', () => {
  it('without it, a re-import doubles a customer who left neither phone nor mail', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const { id } = newOrder(bridge, { phone: '', email: '' });
    await bridge.importOrders(id);
    const partners = bridge.onec.control.entities('Catalog_Партнеры').length;
    bridge.loseState();

    await bridge.importOrders(id);

    expect(bridge.onec.control.entities('Catalog_Партнеры')).toHaveLength(partners + 1);
  });

  it.each(RELEASES)('remembers rows and customer as an import does, in UT $name', async (release) => {
    await using bridge = await startBridge({ release, switches: { ...OWN_KEYS, keepRowIds: false } });
    const { id } = newOrder(bridge, {
      items: plainGoods
        .slice(0, 2)
        .map(({ key }) => ({ offer: { xmlId: key }, quantity: 1, initialPrice: 100 })),
      delivery: { code: 'courier', cost: 350 },
    });
    await bridge.importOrders(id);
    const imported = await bridge.links().read(refTo('order', id));
    const { rows, customer } = memoryOf(imported);
    bridge.loseState();

    await bridge.rebuildLinks();

    expect((await bridge.links().read(refTo('order', id)))?.memory).toEqual({ rows, customer });
    expect(rows).toHaveLength(3);
    expect(customer).toBe(customerOf(bridge, id));
  });

  it('run again, writes nothing: what imports remember stays', async () => {
    await using bridge = await startBridge();
    const ids = [newOrder(bridge).id, newOrder(bridge).id];
    await bridge.importOrders(...ids);
    const before = await bridge.links().readMany('order', ids);

    const report = await bridge.rebuildLinks();

    const known = { linked: 0, known: 2 };
    expect(report.links).toEqual({ order: known, partner: known, counterparty: known });
    expect(await bridge.links().readMany('order', ids)).toEqual(before);
  });

  it('goes on where it was cut off', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const ids = await importedAndLost(bridge, 4);
    const links = bridge.links();
    let writes = 0;
    const failing: Links = {
      ...links,
      confirm: (...link) => {
        writes += 1;
        return writes === 6
          ? Promise.reject(new StateUnreachable('update', undefined))
          : links.confirm(...link);
      },
    };

    await expect(bridge.rebuildLinks({ links: failing })).rejects.toBeInstanceOf(StateUnreachable);
    const report = await bridge.rebuildLinks();

    expect(report.links.order).toEqual({ linked: 0, known: 4 });
    expect(report.links.partner.known).toBeGreaterThan(0);
    expect(report.links.counterparty).toEqual({ linked: 4, known: 0 });
    expect((await links.readMany('order', ids)).size).toBe(4);
  });

  it('a dry run tells the same and writes nothing', async () => {
    await using bridge = await startBridge();
    const ids = await importedAndLost(bridge, 2);

    const dry = await bridge.rebuildLinks({ isDryRun: true });

    expect(await bridge.links().readMany('order', ids)).toEqual(new Map());
    expect(dry.isDryRun).toBe(true);
    expect(await bridge.rebuildLinks()).toEqual({ ...dry, isDryRun: false });
  });

  it('tells how far it has come', async () => {
    await using bridge = await startBridge();
    await importedAndLost(bridge, 2);
    const seen: unknown[] = [];

    await bridge.rebuildLinks({ onProgress: ({ phase, done, total }) => seen.push([phase, done, total]) });

    expect(seen).toEqual([
      ['formerLinks', 0, undefined],
      ['documents', 0, undefined],
      ['orders', 0, 2],
      ['orders', 2, 2],
      ['customers', 0, 2],
      ['customers', 2, 2],
    ]);
  });

  it('leaves documents before the first exchanged day alone', async () => {
    await using bridge = await startBridge({ settings: { startDate: '2026-03-10' } });
    const early = newOrder(bridge, { createdAt: '2026-03-09 23:59:59' });
    const due = newOrder(bridge, { createdAt: '2026-03-10 00:00:00' });
    await bridge.importOrders(due.id);
    putDocument(bridge, { НомерПоДаннымКлиента: early.number, ДатаПоДаннымКлиента: '2026-03-09T00:00:00' });
    bridge.loseState();

    expect(await bridge.rebuildLinks()).toMatchObject({ documents: 1, issues: [] });
    expect([...(await bridge.links().readMany('order', [early.id, due.id])).keys()]).toEqual([
      String(due.id),
    ]);
  });
});
