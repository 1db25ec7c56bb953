import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compositeKey } from '../../../infra/sandbox/onec/odata/address.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, imported, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeAll(async () => {
  bridge = await startBridge();
});

afterAll(async () => {
  await bridge[Symbol.asyncDispose]();
});

/** Imports a new order of which the CRM answers so. */
async function importPatched(patch: Readonly<Record<string, unknown>>) {
  const order = newOrder(bridge);
  bridge.crm.patchOrder(order.id, patch);
  return { ...order, outcome: outcomeOf(await bridge.importOrders(order.id)) };
}

const writesOf = () => bridge.takeRequests().filter((request) => !request.startsWith('GET'));

describe('what the CRM says of an order', () => {
  it('R-3: in another currency than the site’s is parked before anything is written', async () => {
    bridge.takeRequests();
    const { outcome, number } = await importPatched({ currency: 'KZT' });
    expect(outcome).toMatchObject({
      kind: 'parked',
      reason: 'currencyDiffers',
      details: { currency: 'KZT', siteCurrency: 'RUB' },
    });
    expect(writesOf()).toEqual([]);
    expect(bridge.documents(number)).toEqual([]);
  });

  it('R-3: edited into another currency later is parked, and the document stays', async () => {
    const { id, number } = await imported(bridge);
    const before = onlyDocument(bridge, number).DataVersion;
    bridge.crm.patchOrder(id, { currency: 'USD', managerComment: 'в долларах' });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ reason: 'currencyDiffers' });
    expect(onlyDocument(bridge, number).DataVersion).toBe(before);
  });

  it('D-1: is imported without what nobody needs and nobody can read', async () => {
    const { outcome, number } = await importPatched({
      delivery: { time: { from: '9:00', to: '14:00' } },
      shipmentDate: '2026-02-31',
      payments: { 5: { id: 5, type: 'cash', status: 'paid', amount: 200, paidAt: '2026-03-05' } },
    });
    expect(outcome).toMatchObject({ kind: 'imported' });
    const [warning] = outcome.kind === 'imported' ? outcome.warnings : [];
    expect(warning?.code).toBe('fieldUnreadable');
    for (const field of ['delivery.time.from', 'shipmentDate', 'payments[0].paidAt']) {
      expect(warning?.message).toContain(field);
    }
    expect(onlyDocument(bridge, number).Posted).toBe(true);
  });

  it('B-13: with a date that does not exist is parked, and the others of its batch go on', async () => {
    const bad = newOrder(bridge);
    const good = newOrder(bridge);
    bridge.crm.patchOrder(bad.id, { createdAt: '2026-02-31 10:00:00' });
    const results = await bridge.importOrders(bad.id, good.id);
    expect(outcomeOf(results, bad.id)).toMatchObject({ kind: 'parked', reason: 'orderMalformed' });
    expect(outcomeOf(results, good.id)).toMatchObject({ kind: 'imported' });
  });

  it('B-16: with one item id twice is parked', async () => {
    const item = { id: 77, offer: { xmlId: goodAt(0) }, quantity: 1, initialPrice: 100, status: 'new' };
    const { outcome } = await importPatched({ items: [item, { ...item, vatRate: '10.00' }] });
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'orderMalformed' });
  });

  it('R-9: with characters that no database takes arrives without them', async () => {
    const { outcome, number } = await importPatched({
      managerComment: 'по\u0000зво\u000bнить\ud800\nв дверь',
    });
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
    expect(onlyDocument(bridge, number).Комментарий).toBe('позвонить\nв дверь');
  });

  it.each([
    ['a negative quantity', { quantity: -2, initialPrice: 900 }, -1800],
    [
      'a price of one rouble sold for half a million',
      { quantity: 1, initialPrice: 1, prices: [{ price: 500_000, quantity: 1 }] },
      500_000,
    ],
  ])('B-4: with %s is parked, and nothing is written', async (_, figures, totalSumm) => {
    bridge.takeRequests();
    const items = [{ id: 78, offer: { xmlId: goodAt(0) }, status: 'new', ...figures }];
    const { outcome, number } = await importPatched({ items, totalSumm });
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'rowImpossible' });
    expect(writesOf()).toEqual([]);
    expect(bridge.documents(number)).toEqual([]);
  });

  it('D-11: with a quantity set to 0 keeps the row, cancelled', async () => {
    const items = [0, 1].map((index) => ({
      offer: { xmlId: goodAt(index) },
      quantity: 2,
      initialPrice: 100,
    }));
    const { id, number } = await imported(bridge, { items });
    const rows = bridge.crm.order(id).items as readonly Record<string, unknown>[];
    bridge.crm.patchOrder(id, {
      items: rows.map((row, index) => (index === 1 ? { ...row, quantity: 0, prices: [] } : row)),
      totalSumm: 200,
    });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    const document = onlyDocument(bridge, number);
    expect(document.Товары.map((row) => [row.Количество, row.Отменено])).toEqual([
      [2, false],
      [2, true],
    ]);
    expect(document.СуммаДокумента).toBe(200);
  });

  it('D-12: with a product that is a set in 1C is parked', async () => {
    const key = goodAt(7);
    bridge.onec.control.put('Catalog_Номенклатура', key, { ТипНоменклатуры: 'Набор' });
    const { outcome } = await importPatched({
      items: [{ id: 79, offer: { xmlId: key }, quantity: 1, initialPrice: 100, status: 'new' }],
      totalSumm: 100,
    });
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'productIsSet' });
  });

  it('R-12: with a number like a phone is named by it in what is kept', async () => {
    const { id } = await importPatched({ number: '89001234567', totalSumm: 1 });
    expect((await bridge.outcomes.read(id))?.message).toContain('заказа 89001234567 —');
    expect((await bridge.timeline.list(id)).records.at(-1)?.message).toContain('89001234567');
  });
});

describe('an order that moves to the site of another organisation', () => {
  const register = 'InformationRegister_СостоянияЗаказовКлиентов';

  const placesOf = (code: string) => {
    const site = bridge.settings.sites.find((candidate) => candidate.code === code);
    return {
      Организация_Key: site?.organization,
      Склад_Key: site?.warehouse,
      НалогообложениеНДС: site?.taxation,
      БанковскийСчет_Key: site?.bankAccount,
      Касса_Key: site?.cashDesk,
    };
  };

  it('R-4, B-5: takes its document along, with every place of the new site, and comes back', async () => {
    const { id, number } = await imported(bridge);
    expect(onlyDocument(bridge, number)).toMatchObject(placesOf('shop1'));
    expect(placesOf('shop2').Организация_Key).not.toBe(placesOf('shop1').Организация_Key);
    for (const site of ['shop2', 'shop1']) {
      bridge.crm.patchOrder(id, { site });
      bridge.pass(1000);
      expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
      expect(onlyDocument(bridge, number)).toMatchObject({
        ...placesOf(site),
        Posted: true,
        СуммаДокумента: 200,
      });
    }
  });

  it.each([
    ['shipped', { СуммаОтгрузки: 100, ПроцентОтгрузки: 50 }],
    ['paid', { СуммаОплаты: 100, ПроцентОплаты: 50 }],
  ])('R-4: is parked once a part is %s, and nothing is written', async (_, figures) => {
    const { id, number } = await imported(bridge);
    const { Ref_Key: key, DataVersion: version } = onlyDocument(bridge, number);
    bridge.onec.control.patch(register, compositeKey(key, 'Document_ЗаказКлиента'), figures);
    bridge.crm.patchOrder(id, { site: 'shop2' });
    bridge.pass(1000);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'organizationDiffers',
    });
    expect(writesOf()).toEqual([]);
    expect(onlyDocument(bridge, number).DataVersion).toBe(version);
  });
});
