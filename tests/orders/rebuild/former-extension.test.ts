import { describe, expect, it } from 'vitest';
import { refTo } from '../../../lib/state/links.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import {
  COUNTERPARTIES,
  customerOf,
  formerNotes,
  ORDERS,
  PARTNERS,
  putDocument,
  putProperty,
  putRecord,
} from './support.ts';

const [person, other, third, fourth] = shop.knownPeople;
const keysOf = (known: typeof person) => ({
  Партнер_Key: known?.partnerKey ?? '',
  Контрагент_Key: known?.counterpartyKey ?? '',
});

const linkedTo = async (bridge: TestBridge, kind: 'order' | 'partner' | 'counterparty', crmId: number) =>
  (await bridge.links().read(refTo(kind, crmId)))?.key;

describe('links of the former extension are adopted', () => {
  it('orders, also such as have no number, and persons, also such as have no orders', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const order = newOrder(bridge);
    const bornInOnec = newOrder(bridge);
    const documents = [
      putDocument(bridge, { НомерПоДаннымКлиента: order.number, ...keysOf(person) }),
      putDocument(bridge, { ДатаПоДаннымКлиента: '0001-01-01T00:00:00' }),
    ] as const;
    note('order', documents[0], order.id);
    note('order', documents[1], bornInOnec.id);
    note('partner', person?.partnerKey ?? '', customerOf(bridge, order.id));
    note('counterparty', person?.counterpartyKey ?? '', customerOf(bridge, order.id));
    note('partner', other?.partnerKey ?? '', 777);
    note('counterparty', other?.counterpartyKey ?? '', 777);

    const report = await bridge.rebuildLinks();

    expect(report).toMatchObject({
      former: 'adopted',
      links: { order: { linked: 2 }, partner: { linked: 2 } },
    });
    expect(await linkedTo(bridge, 'order', order.id)).toBe(documents[0]);
    expect(await linkedTo(bridge, 'order', bornInOnec.id)).toBe(documents[1]);
    expect(await linkedTo(bridge, 'partner', customerOf(bridge, order.id))).toBe(person?.partnerKey);
    expect(await linkedTo(bridge, 'counterparty', 777)).toBe(other?.counterpartyKey);
    expect((await bridge.links().read(refTo('order', order.id)))?.memory).toMatchObject({
      customer: customerOf(bridge, order.id),
    });
  });

  it('an import then goes on with its document, partner and counterparty', async () => {
    await using bridge = await startBridge();
    const { id, number } = newOrder(bridge, { email: '', phone: '' });
    await bridge.importOrders(id);
    const [document] = bridge.documents(number);
    const note = formerNotes(bridge);
    note('order', document?.Ref_Key ?? '', id);
    note('partner', document?.Партнер_Key ?? '', customerOf(bridge, id));
    note('counterparty', document?.Контрагент_Key ?? '', customerOf(bridge, id));
    bridge.loseState();
    await bridge.rebuildLinks();
    bridge.takeRequests();

    const [result] = await bridge.importOrders(id);

    expect(result).toMatchObject({ status: 'done', outcome: { writes: [] } });
    expect(bridge.takeRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('of older builds by the title of the order’s id, if the number agrees', async () => {
    await using bridge = await startBridge();
    const property = putProperty(bridge, { Имя: 'ИД_1', Заголовок: 'ИД' });
    const [noted, foreign] = [newOrder(bridge), newOrder(bridge)];
    const early = { ДатаПоДаннымКлиента: '2026-03-01T00:00:00' };
    const document = putDocument(bridge, { НомерПоДаннымКлиента: noted.number, ...early });
    putRecord(bridge, property, ORDERS, document, String(noted.id));
    putRecord(
      bridge,
      property,
      ORDERS,
      putDocument(bridge, { НомерПоДаннымКлиента: '', ...early }),
      `${foreign.id}`,
    );
    putRecord(bridge, property, PARTNERS, person?.partnerKey ?? '', '777');

    const report = await bridge.rebuildLinks();

    expect(report.links).toMatchObject({ order: { linked: 1 }, partner: { linked: 0 } });
    expect(await linkedTo(bridge, 'order', noted.id)).toBe(document);
    expect(await linkedTo(bridge, 'order', foreign.id)).toBeUndefined();
  });

  it('ids of another CRM account are believed for nobody', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const order = newOrder(bridge);
    note('order', putDocument(bridge, { НомерПоДаннымКлиента: 'A-1' }), order.id);
    note('partner', person?.partnerKey ?? '', customerOf(bridge, order.id));
    note('order', putDocument(bridge, { НомерПоДаннымКлиента: '' }), newOrder(bridge).id);

    const report = await bridge.rebuildLinks();

    expect(report).toMatchObject({
      former: 'otherAccount',
      issueCounts: { notInCrm: 1 },
      links: { order: { linked: 0 }, partner: { linked: 0 } },
    });
  });

  it('doubles that it made: the documents say which one is used, else nobody is linked', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const order = newOrder(bridge);
    const customer = customerOf(bridge, order.id);
    note('order', putDocument(bridge, { НомерПоДаннымКлиента: order.number, ...keysOf(other) }), order.id);
    for (const double of [person, other]) {
      note('partner', double?.partnerKey ?? '', customer);
    }
    for (const double of [third, fourth]) {
      note('partner', double?.partnerKey ?? '', 777);
    }

    const report = await bridge.rebuildLinks();

    expect(await linkedTo(bridge, 'partner', customer)).toBe(other?.partnerKey);
    expect(await linkedTo(bridge, 'partner', 777)).toBeUndefined();
    expect(report.issues).toEqual([{ reason: 'customerConflict', message: expect.stringContaining('777') }]);
  });

  it('a document without a number never takes an order that one with its number has', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const order = newOrder(bridge);
    const numbered = putDocument(bridge, { НомерПоДаннымКлиента: order.number });
    note('order', numbered, order.id);
    note('order', putDocument(bridge, {}), order.id);

    const dry = await bridge.rebuildLinks({ isDryRun: true });
    const report = await bridge.rebuildLinks();

    expect(report.issueCounts).toEqual({ linkedElsewhere: 1 });
    expect(await linkedTo(bridge, 'order', order.id)).toBe(numbered);
    expect({ ...dry, isDryRun: false }).toEqual(report);
  });

  it('companies and objects marked for deletion are left alone', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const order = newOrder(bridge);
    note('order', putDocument(bridge, { НомерПоДаннымКлиента: order.number }), order.id);
    const company = crypto.randomUUID();
    bridge.onec.control.put(COUNTERPARTIES, company, { ЮрФизЛицо: 'ЮрЛицо', Description: 'ООО «Ромашка»' });
    note('counterparty', company, 15);
    bridge.onec.control.patch(PARTNERS, person?.partnerKey ?? '', { DeletionMark: true });
    note('partner', person?.partnerKey ?? '', 16);

    const report = await bridge.rebuildLinks();

    expect(report).toMatchObject({
      former: 'adopted',
      links: { partner: { linked: 0 }, counterparty: { linked: 0 } },
    });
  });

  it('a note and a number that name different orders: the number is believed', async () => {
    await using bridge = await startBridge();
    const note = formerNotes(bridge);
    const [noted, numbered] = [newOrder(bridge), newOrder(bridge)];
    const document = putDocument(bridge, {
      НомерПоДаннымКлиента: numbered.number,
      Организация_Key: bridge.settings.sites[0]?.organization,
    });
    note('order', document, noted.id);

    await bridge.rebuildLinks();

    expect(await linkedTo(bridge, 'order', noted.id)).toBeUndefined();
    expect(await linkedTo(bridge, 'order', numbered.id)).toBe(document);
  });
});
