import { describe, expect, it } from 'vitest';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { refTo } from '../../../lib/state/links.ts';
import { newOrder, startBridge } from '../support/bridge.ts';
import { customerOf, importedAndLost, ORDERS, OWN_KEYS, putDocument } from './support.ts';

/** What a copy of a document has in common with it. */
const signsOf = (document: OrderDocument | undefined) => ({
  Организация_Key: document?.Организация_Key,
  НомерПоДаннымКлиента: document?.НомерПоДаннымКлиента,
  Number: 'ТД00-000099',
});

const reasons = (report: { readonly issues: readonly { readonly reason: string }[] }) =>
  report.issues.map(({ reason }) => reason);

describe('what could be two things is reported and left alone', () => {
  it('a document whose order the CRM does not have', async () => {
    await using bridge = await startBridge();
    const [id = 0, other = 0] = await importedAndLost(bridge, 2);
    bridge.crm.deleteOrder(id);

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['notInCrm']);
    expect([...(await bridge.links().readMany('order', [id, other])).keys()]).toEqual([String(other)]);
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
    expect((await bridge.links().read(refTo('order', id)))?.key).toBe(own?.Ref_Key);
  });

  it('the same in a 1C that gives its own keys: neither is taken', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    putDocument(bridge, signsOf(bridge.documents()[0]));

    const report = await bridge.rebuildLinks();

    expect(report.issueCounts).toEqual({ severalDocuments: 1 });
    expect(await bridge.links().read(refTo('order', id))).toBeUndefined();
  });

  it('a document marked for deletion stands in nobody’s way', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    const [own] = bridge.documents();
    putDocument(bridge, { ...signsOf(own), DeletionMark: true });

    expect((await bridge.rebuildLinks()).issues).toEqual([]);
    expect((await bridge.links().read(refTo('order', id)))?.key).toBe(own?.Ref_Key);
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
    const linked = ids.map((id) => bridge.onec.control.entity(ORDERS, links.get(String(id))?.key ?? ''));
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
    await bridge.links().confirm(refTo('order', kept), elsewhere, { rows: [] });
    await bridge.links().confirm(refTo('order', gone), crypto.randomUUID(), { rows: [] });

    const report = await bridge.rebuildLinks();

    expect(reasons(report)).toEqual(['linkedElsewhere']);
    expect(report.links.order).toEqual({ linked: 1, known: 0 });
    expect(await bridge.links().read(refTo('order', kept))).toMatchObject({
      key: elsewhere,
      memory: { rows: [] },
    });
    const links = await bridge.links().readMany('order', [gone]);
    expect(bridge.documents().map(({ Ref_Key }) => Ref_Key)).toContain(links.get(String(gone))?.key);
  });

  it('an order that a worker links while the links are rebuilt', async () => {
    await using bridge = await startBridge({ switches: OWN_KEYS });
    const [id = 0] = await importedAndLost(bridge, 1);
    const links = bridge.links();
    const meanwhile = crypto.randomUUID();
    await links.confirm(refTo('order', id), meanwhile, {});

    const report = await bridge.rebuildLinks({ links: { ...links, readMany: async () => new Map() } });

    expect(report.issues).toEqual([
      { reason: 'linkedElsewhere', message: expect.stringContaining(meanwhile) },
    ]);
    expect((await links.read(refTo('order', id)))?.key).toBe(meanwhile);
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
    expect((await bridge.links().read(refTo('order', order.id)))?.memory).not.toHaveProperty('customer');
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
