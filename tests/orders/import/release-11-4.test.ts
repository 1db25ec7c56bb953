import { afterEach, describe, expect, it } from 'vitest';
import { release114 } from '../../../lib/onec/ut/releases.ts';
import { bridgeSettings, newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, held, imported, importedAgain, outcomeOf, rowsOf } from '../support/imports.ts';

const ORDERS = 'Document_ЗаказКлиента';
const ADDRESS = { city: 'г. Примерск', text: 'ул. Первая, 1', notes: 'домофон 1' };

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

describe('UT 11.4', () => {
  it('has its own names of supply, and its own properties filled', async () => {
    bridge = await startBridge({ release: release114 });
    const { number } = await imported(bridge, { status: 'ready-to-wait', shipmentDate: '2026-03-12' });
    expect(rowsOf(held(bridge, number)).map((row) => row.ВариантОбеспечения)).toEqual(['Требуется']);
    expect(held(bridge, number)).toMatchObject({
      ЖелаемаяДатаОтгрузки: '2026-03-12T00:00:00',
      ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях',
      ПорядокРасчетов: 'ПоЗаказамНакладным',
    });
  });

  it('a shipping date that moves takes the desired one along', async () => {
    bridge = await startBridge({ release: release114 });
    const { id, number } = await imported(bridge, { shipmentDate: '2026-03-12' });
    bridge.crm.editOrder(id, { shipmentDate: '2026-03-15' });
    bridge.pass(1000);
    await bridge.importOrders(id);
    expect(held(bridge, number)).toMatchObject({
      ДатаОтгрузки: '2026-03-15T00:00:00',
      ЖелаемаяДатаОтгрузки: '2026-03-15T00:00:00',
    });
  });

  it('takes the order of payment over from the agreement', async () => {
    bridge = await startBridge({ release: release114 });
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', bridge.settings.sites[0]?.agreement ?? '', {
      ПорядокОплаты: 'РасчетыВВалютеОплатаВРублях',
    });
    const { number } = await imported(bridge);
    expect(held(bridge, number).ПорядокОплаты).toBe('РасчетыВВалютеОплатаВРублях');
  });

  it('sends the stages of the payment schedule where the agreement has none of its own', async () => {
    bridge = await startBridge({ release: release114 });
    const schedule = '6f1c2b3a-0000-4000-8000-000000000077';
    bridge.onec.control.put('Catalog_ГрафикиОплаты', schedule, {
      Этапы: [
        { ВариантОплаты: 'АвансДоОбеспечения', Сдвиг: '0', ПроцентПлатежа: 50 },
        { ВариантОплаты: 'КредитПослеОтгрузки', Сдвиг: '3', ПроцентПлатежа: 50 },
      ],
    });
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', bridge.settings.sites[0]?.agreement ?? '', {
      ГрафикОплаты_Key: schedule,
    });
    const { number } = await imported(bridge, { shipmentDate: '2026-03-12' });
    const stages = rowsOf(held(bridge, number), 'ЭтапыГрафикаОплаты');
    expect(stages.map((row) => [row.ДатаПлатежа, row.СуммаПлатежа])).toEqual([
      ['2026-03-10T00:00:00', 100],
      ['2026-03-15T00:00:00', 100],
    ]);
  });

  it('what settings name and 11.4 lacks is replaced by the nearest, so that nothing differs afterwards', async () => {
    const [site] = bridgeSettings().sites;
    bridge = await startBridge({
      release: release114,
      settings: {
        sites: [{ ...(site as NonNullable<typeof site>), taxation: 'ПродажаПоПатенту' }],
        deliveries: [{ crm: 'courier', method: 'ДоКлиентаКурьером', carrier: null }],
      },
    });
    const { id, number } = await imported(bridge, { delivery: { code: 'courier', address: ADDRESS } });
    expect(held(bridge, number)).toMatchObject({
      НалогообложениеНДС: 'ПродажаНеОблагаетсяНДС',
      СпособДоставки: 'ДоКлиента',
    });
    expect(rowsOf(held(bridge, number)).map((row) => row.СтавкаНДС)).toEqual(['БезНДС']);
    expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
  });

  it('a product whose rate 11.4 does not know parks the order', async () => {
    bridge = await startBridge({ release: release114 });
    bridge.onec.control.patch('Catalog_Номенклатура', goodAt(0), { СтавкаНДС: '' });
    const { id } = newOrder(bridge);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'vatRateUnknown',
    });
  });

  it('rows that a person set apart stay so when another row changes', async () => {
    bridge = await startBridge({ release: release114 });
    const items = [0, 1].map((index) => ({
      offer: { xmlId: goodAt(index) },
      quantity: 1,
      initialPrice: 100,
    }));
    const { id, number } = await imported(bridge, { items, status: 'ready-to-wait' });
    const [first, second] = rowsOf(held(bridge, number));
    bridge.onec.control.patch(ORDERS, held(bridge, number).Ref_Key, {
      Товары: [first, { ...second, ВариантОбеспечения: 'Обособленно' }],
    });
    const settings = bridge.settings.statuses.map((row) => ({ ...row, supply: null }));
    bridge.changeSettings({ statuses: settings });
    const [item, other] = bridge.crm.order(id).items as readonly { readonly id: number }[];
    bridge.crm.editOrder(id, { items: [{ id: item?.id ?? 0, quantity: 2 }, { id: other?.id ?? 0 }] });
    bridge.pass(1000);
    await bridge.importOrders(id);
    expect(rowsOf(held(bridge, number)).map((row) => [row.Количество, row.ВариантОбеспечения])).toEqual([
      [2, 'Требуется'],
      [1, 'Обособленно'],
    ]);
  });
});
