import { afterEach, describe, expect, it } from 'vitest';
import { RELEASES, release114, release11527 } from '../../../lib/onec/ut/releases.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { firstSite, line } from '../support/cases.ts';
import { goodAt, held, outcomeOf, rowsOf } from '../support/imports.ts';

const RATES = 'Catalog_СтавкиНДС';
const DECEMBER = '2025-12-30 12:00:00';
const JANUARY = '2026-01-10 12:00:00';
const TAXATION = [
  { from: '2025-01-01', value: 'ПродажаНеОблагаетсяНДС' },
  { from: '2026-01-01', value: 'ПродажаОблагаетсяНДС' },
];

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

const rateKey = (enumName: string) => shop.vatRates.find((rate) => rate.enumName === enumName)?.key ?? '';

/** The base keeps the standard rates with their dates, as 11.5.27 does; the good of the orders is at 20 %. */
function dateRates(): void {
  const { control } = bridge.onec;
  control.patch(RATES, rateKey('НДС20'), { Основная: true, КонецПериода: '2025-12-31T00:00:00' });
  control.patch(RATES, rateKey('НДС22'), { Основная: true, НачалоПериода: '2026-01-01T00:00:00' });
  control.patch('Catalog_Номенклатура', goodAt(0), { СтавкаНДС_Key: rateKey('НДС20') });
}

async function importedOn(createdAt: string, patch: object = {}) {
  const { id, number } = newOrder(bridge, { items: [line(1, 1220)] });
  bridge.crm.patchOrder(id, { createdAt, ...patch });
  return { id, number, outcome: outcomeOf(await bridge.importOrders(id)) };
}

describe('an order of December 2025 and one of January 2026', () => {
  it('on 11.5.27 have the rate of their own date, whatever the product’s card says, and keep it', async () => {
    bridge = await startBridge({ release: release11527 });
    dateRates();
    for (const [createdAt, rate, vat] of [
      [DECEMBER, 'НДС20', 203.33],
      [JANUARY, 'НДС22', 220],
    ] as const) {
      const { id, number } = await importedOn(createdAt);
      expect(rowsOf(held(bridge, number))).toMatchObject([{ СтавкаНДС_Key: rateKey(rate), СуммаНДС: vat }]);
      bridge.crm.editOrder(id, { managerComment: 'Позвонить' });
      bridge.pass(60_000);
      await bridge.importOrders(id);
      expect(rowsOf(held(bridge, number))).toMatchObject([{ СтавкаНДС_Key: rateKey(rate), СуммаНДС: vat }]);
    }
  });

  it('on 11.5.27 with the standard rate of January missing wait, and say what to do', async () => {
    bridge = await startBridge({ release: release11527 });
    dateRates();
    bridge.onec.control.patch(RATES, rateKey('НДС22'), { DeletionMark: true });
    const { outcome } = await importedOn(JANUARY);
    expect(outcome).toMatchObject({
      kind: 'parked',
      reason: 'vatRateUnknown',
      details: { date: '2026-01-10' },
    });
    expect(outcome.message).toMatch(/20% .*10\.01\.2026.*Ставки НДС/s);
    expect((await importedOn(DECEMBER)).outcome.kind).toBe('imported');
  });

  it('on an 11.4 without 22 % the one of January waits for it, with the remedy of 11.4', async () => {
    bridge = await startBridge({ release: release114, settings: { vatRate: 'crm' } });
    const items = (id: number, vatRate: string) =>
      (bridge.crm.order(id).items as readonly object[]).map((item) => ({ ...item, vatRate }));
    const december = newOrder(bridge);
    bridge.crm.patchOrder(december.id, { createdAt: DECEMBER, items: items(december.id, '20.00') });
    expect(outcomeOf(await bridge.importOrders(december.id)).kind).toBe('imported');
    expect(rowsOf(held(bridge, december.number))).toMatchObject([{ СтавкаНДС: 'НДС20' }]);
    const january = newOrder(bridge);
    bridge.crm.patchOrder(january.id, { createdAt: JANUARY, items: items(january.id, '22.00') });
    const outcome = outcomeOf(await bridge.importOrders(january.id));
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'vatRateUnknown', details: { rate: '22.00' } });
    expect(outcome.message).toMatch(/НДС22 и НДС22_122/);
    expect(bridge.documents(january.number)).toEqual([]);
  });
});

describe.each(RELEASES)('dated taxation on UT $name', (release) => {
  it.each([
    ['ПродажаНеОблагаетсяНДС', DECEMBER, 'ПродажаНеОблагаетсяНДС', false, 0],
    ['ПродажаОблагаетсяНДС', JANUARY, 'ПродажаОблагаетсяНДС', true, 110.91],
  ] as const)(
    'an order is sold as %s on its date; without VAT no price has it in',
    async (_name, createdAt, taxation, isIncluded, vat) => {
      bridge = await startBridge({ release });
      bridge.changeSettings(firstSite(bridge, { taxation: TAXATION }));
      const { number, outcome } = await importedOn(createdAt);
      expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
      expect(held(bridge, number)).toMatchObject({
        НалогообложениеНДС: taxation,
        ЦенаВключаетНДС: isIncluded,
        СуммаДокумента: 1220,
      });
      expect(rowsOf(held(bridge, number))).toMatchObject([{ СуммаНДС: vat, СуммаСНДС: 1220 }]);
    },
  );

  it('ЕНВД with prices without VAT has no VAT on top either, and no word of it', async () => {
    bridge = await startBridge({ release });
    bridge.changeSettings(firstSite(bridge, { taxation: 'ПродажаОблагаетсяЕНВД', vatIncluded: false }));
    const { number, outcome } = await importedOn(JANUARY);
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
    expect(held(bridge, number)).toMatchObject({ ЦенаВключаетНДС: false, СуммаДокумента: 1220 });
  });
});
