import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import type { OrderDocument } from '../../../lib/orders/document/facts.ts';
import type { OrderMemory } from '../../../lib/orders/document/gather-facts.ts';
import { StateUnreachable } from '../../../lib/state/errors.ts';
import type { Links } from '../../../lib/state/links.ts';
import { newOrder, plainGoods, startBridge, type TestBridge } from '../support/bridge.ts';

const ORDERS = 'Document_ЗаказКлиента';
const OWN_KEYS = { keepClientKeys: false };

/** Imports orders of new people and loses the state. @returns their ids. */
async function importedAndLost(bridge: TestBridge, count: number): Promise<readonly number[]> {
  const ids = Array.from({ length: count }, () => newOrder(bridge).id);
  await bridge.importOrders(...ids);
  bridge.loseState();
  return ids;
}

/** Puts a document of the order's day into 1C, as a person would. */
function putDocument(bridge: TestBridge, properties: object): void {
  bridge.onec.control.put(ORDERS, crypto.randomUUID(), {
    ДатаПоДаннымКлиента: '2026-03-10T00:00:00',
    ...properties,
  });
}

/** What a copy of a document has in common with it. */
const signsOf = (document: OrderDocument | undefined) => ({
  Организация_Key: document?.Организация_Key,
  НомерПоДаннымКлиента: document?.НомерПоДаннымКлиента,
  Number: 'ТД00-000099',
});

const customerOf = (bridge: TestBridge, orderId: number): number =>
  (bridge.crm.order(orderId) as { readonly customer: { readonly id: number } }).customer.id;

const reasons = (report: { readonly issues: readonly { readonly reason: string }[] }) =>
  report.issues.map(({ reason }) => reason);

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
    const imported = await bridge.links().read('order', id);
    const { rows, customer }: Partial<OrderMemory> = imported?.memory ?? {};
    bridge.loseState();

    await bridge.rebuildLinks();

    expect((await bridge.links().read('order', id))?.memory).toEqual({ rows, customer });
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
    expect([...(await bridge.links().readMany('order', [early.id, due.id])).keys()]).toEqual([due.id]);
  });
});

describe('what could be two things is reported and left alone', () => {
  it('a document whose order the CRM does not have', async () => {
    await using bridge = await startBridge();
    const [id = 0, other = 0] = await importedAndLost(bridge, 2);
    bridge.crm.deleteOrder(id);

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['notInCrm']);
    expect([...(await bridge.links().readMany('order', [id, other])).keys()]).toEqual([other]);
  });

  it('two documents with the number and day of one order; the bridge knows its own by the key', async () => {
    await using bridge = await startBridge();
    const [id = 0] = await importedAndLost(bridge, 1);
    const [own] = bridge.documents();
    putDocument(bridge, { ...signsOf(own), Number: 'ТД00-009999' });

    const report = await bridge.rebuildLinks();

    expect(report.issues).toEqual([
      { reason: 'severalDocuments', message: expect.stringContaining('ТД00-009999') },
    ]);
    expect((await bridge.links().read('order', id))?.key).toBe(own?.Ref_Key);
  });

  it('the same in a 1C that gives its own keys: neither is taken', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    putDocument(bridge, signsOf(bridge.documents()[0]));

    const report = await bridge.rebuildLinks();

    expect(report.issueCounts).toEqual({ severalDocuments: 1 });
    expect(await bridge.links().read('order', id)).toBeUndefined();
  });

  it('a document marked for deletion stands in nobody’s way', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    const [own] = bridge.documents();
    putDocument(bridge, { ...signsOf(own), DeletionMark: true });

    expect((await bridge.rebuildLinks()).issues).toEqual([]);
    expect((await bridge.links().read('order', id))?.key).toBe(own?.Ref_Key);
  });

  it('orders of two shops with one number are told apart by the organisation', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const sites = bridge.settings.sites.slice(0, 2);
    const organizations = sites.map(({ organization }) => organization);
    const ids = sites.map(({ code }) =>
      Number(bridge.crm.createOrder(code, { number: '77', firstName: 'Пример' }).id),
    );
    for (const organization of organizations) {
      putDocument(bridge, { Организация_Key: organization, НомерПоДаннымКлиента: '77' });
    }

    expect(await bridge.rebuildLinks()).toMatchObject({ links: { order: { linked: 2 } } });
    const links = await bridge.links().readMany('order', ids);
    const linked = ids.map((id) => bridge.onec.control.entity(ORDERS, links.get(id)?.key ?? ''));
    expect(linked.map((document) => document?.Организация_Key)).toEqual(organizations);
  });

  it('two orders with the number and day of one document', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    const { id: other } = newOrder(bridge, { number: String(bridge.crm.order(id).number) });

    const report = await bridge.rebuildLinks();

    expect(report.issues).toEqual([{ reason: 'severalOrders', message: expect.stringContaining(`${id}`) }]);
    expect(await bridge.links().readMany('order', [id, other])).toEqual(new Map());
  });

  it('an order that is linked to another document; a link to a document that is gone is replaced', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [kept = 0, gone = 0] = await importedAndLost(bridge, 2);
    const elsewhere = crypto.randomUUID();
    bridge.onec.control.put(ORDERS, elsewhere, { DeletionMark: true });
    await bridge.links().confirm('order', kept, elsewhere, { rows: [] });
    await bridge.links().confirm('order', gone, crypto.randomUUID(), { rows: [] });

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['linkedElsewhere']);
    expect(report.links.order).toEqual({ linked: 1, known: 0 });
    expect(await bridge.links().read('order', kept)).toMatchObject({ key: elsewhere, memory: { rows: [] } });
    const links = await bridge.links().readMany('order', [gone]);
    expect(bridge.documents().map(({ Ref_Key }) => Ref_Key)).toContain(links.get(gone)?.key);
  });

  it('an order that a worker links while the links are rebuilt', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    const links = bridge.links();
    const meanwhile = crypto.randomUUID();
    await links.confirm('order', id, meanwhile, {});

    const report = await bridge.rebuildLinks({ links: { ...links, readMany: async () => new Map() } });

    expect(report.issues).toEqual([
      { reason: 'linkedElsewhere', message: expect.stringContaining(meanwhile) },
    ]);
    expect((await links.read('order', id))?.key).toBe(meanwhile);
  });

  it('a customer whose documents have different partners', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const first = newOrder(bridge);
    const { customer, lastName, phone } = bridge.crm.order(first.id) as Record<
      string,
      { readonly id: number }
    >;
    const second = newOrder(bridge, { customer: { id: customer?.id }, lastName, phone });
    await bridge.importOrders(first.id, second.id);
    const namesake = { Контрагент_Key: crypto.randomUUID(), Партнер_Key: crypto.randomUUID() };
    bridge.onec.control.put('Catalog_Контрагенты', namesake.Контрагент_Key, {
      Description: `${lastName} Пример`,
      ЮрФизЛицо: 'ФизЛицо',
    });
    bridge.onec.control.patch(ORDERS, bridge.documents(second.number)[0]?.Ref_Key ?? '', namesake);
    bridge.loseState();

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['customerConflict', 'customerConflict']);
    expect(report.links).toMatchObject({ order: { linked: 2 }, partner: { linked: 0 } });
    expect(await bridge.links().readMany('partner', [customer?.id ?? 0])).toEqual(new Map());
  });

  it('a customer to whom the order was given after the document was made', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const order = newOrder(bridge);
    await bridge.importOrders(order.id);
    const other = newOrder(bridge);
    const { lastName, phone, email } = bridge.crm.order(other.id) as Record<string, string>;
    bridge.crm.editOrder(order.id, {
      customer: { id: customerOf(bridge, other.id) },
      lastName,
      phone,
      email,
    });
    bridge.loseState();

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['customerDiffers']);
    expect(report.links).toMatchObject({ order: { linked: 1 }, partner: { linked: 0 } });
    expect((await bridge.links().read('order', order.id))?.memory).not.toHaveProperty('customer');
  });

  it('an order that cannot be read', async () => {
    await using bridge = await startBridge();
    const [id = 0] = await importedAndLost(bridge, 1);
    bridge.crm.patchOrder(id, { totalSumm: 'x' });

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['notInCrm', 'orderMalformed']);
  });

  it('a company’s order is linked, its customer is not', async () => {
    await using bridge = await startBridge();
    const [id = 0] = await importedAndLost(bridge, 1);
    bridge.crm.patchOrder(id, { contragent: { contragentType: 'legal-entity' } });

    const report = await bridge.rebuildLinks();

    expect(report).toMatchObject({ issues: [], links: { order: { linked: 1 }, partner: { linked: 0 } } });
  });
});
