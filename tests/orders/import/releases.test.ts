import { afterEach, describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { refTo } from '../../../lib/state/links.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, held, imported, importedAgain, outcomeOf, rowsOf } from '../support/imports.ts';

const ORDERS = 'Document_ЗаказКлиента';
const ADDRESS = { city: 'г. Примерск', text: 'ул. Первая, 1', notes: 'домофон 1' };
const LINE = 'г. Примерск ул. Первая, 1';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

describe.each(RELEASES)('UT $name', (release) => {
  it('a new order becomes one posted document, exactly as it was planned', async () => {
    bridge = await startBridge({ release });
    const { number } = await imported(bridge, { delivery: { code: 'courier', cost: 350, address: ADDRESS } });
    const document = held(bridge, number);
    expect(document).toMatchObject({
      Posted: true,
      СуммаДокумента: 550,
      АдресДоставки: LINE,
      СпособДоставки: 'ДоКлиента',
    });
    const names = shop.vatRates.map(({ key, enumName }) => [key, enumName] as const);
    const rates = rowsOf(document).map(
      (row) => row.СтавкаНДС ?? new Map(names).get(String(row.СтавкаНДС_Key)),
    );
    expect(rates).toEqual([plainGoods[0]?.vatRate.enumName, 'НДС20']);
  });

  it('nothing is written when nothing changed, with its state or without', async () => {
    bridge = await startBridge({ release });
    const { id, number } = await imported(bridge, {
      delivery: { code: 'courier', cost: 350, address: ADDRESS },
    });
    const version = held(bridge, number).DataVersion;
    expect(await importedAgain(bridge, id)).toEqual({ kind: 'unchanged', writes: [] });
    bridge.loseState();
    expect(await importedAgain(bridge, id)).toEqual({ kind: 'imported', writes: [] });
    expect(held(bridge, number).DataVersion).toBe(version);
  });

  it('I-71, I-72: rows keep their codes while quantities change and items come and go', async () => {
    bridge = await startBridge({ release });
    const items = [0, 1, 2].map((index) => ({
      offer: { xmlId: goodAt(index) },
      quantity: 1,
      initialPrice: 100,
    }));
    const { id, number } = await imported(bridge, { items, delivery: { cost: 350 } });
    const before = rowsOf(held(bridge, number));
    const [first, , third] = bridge.crm.order(id).items as readonly { readonly id: number }[];
    bridge.crm.editOrder(id, {
      items: [
        { id: first?.id ?? 0, quantity: 4 },
        { id: third?.id ?? 0 },
        { offer: { xmlId: goodAt(3) }, quantity: 1, initialPrice: 50 },
      ],
    });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    const after = rowsOf(held(bridge, number));
    expect(after.map((row) => [row.Номенклатура_Key, row.Количество, row.КодСтроки])).toEqual([
      [goodAt(0), 4, before[0]?.КодСтроки],
      [goodAt(2), 1, before[2]?.КодСтроки],
      [goodAt(3), 1, '5'],
      [bridge.settings.deliveryItem, 1, before[3]?.КодСтроки],
    ]);
    expect(held(bridge, number)).toMatchObject({ Posted: true, СуммаДокумента: 900 });
    expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
  });

  it('rebuilt links know the rows again', async () => {
    bridge = await startBridge({ release });
    const items = [0, 1].map((index) => ({
      offer: { xmlId: goodAt(index) },
      quantity: 1,
      initialPrice: 100,
    }));
    const { id, number } = await imported(bridge, { items, delivery: { cost: 350 } });
    bridge.loseState();
    await bridge.rebuildLinks();
    const memory = (await bridge.links().read(refTo('order', id)))?.memory;
    expect(memory).toMatchObject({
      rows: rowsOf(held(bridge, number)).map((row) => ({
        row: row.ИдентификаторСтроки ?? '',
        code: row.КодСтроки,
      })),
    });
    expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
  });

  it('two lines of one product stay apart', async () => {
    bridge = await startBridge({ release });
    const line = (index: number, price: number) => ({
      offer: { xmlId: goodAt(index) },
      quantity: 1,
      initialPrice: price,
    });
    const { id, number } = newOrder(bridge, { items: [line(0, 100), line(1, 200)] });
    const [first, second] = bridge.crm.order(id).items as readonly Record<string, unknown>[];
    const same = { ...second, offer: first?.offer };
    bridge.crm.patchOrder(id, { items: [first, same] });
    await bridge.importOrders(id);
    bridge.crm.patchOrder(id, { items: [first, { ...same, quantity: 3, prices: [] }], totalSumm: 700 });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    expect(rowsOf(held(bridge, number)).map((row) => [row.КодСтроки, row.Цена, row.Количество])).toEqual([
      ['1', 100, 1],
      ['2', 200, 3],
    ]);
  });

  it.each(['new', 'ready-to-wait', 'client-confirmed', 'assembling'])(
    'an order in status %s is posted',
    async (status) => {
      bridge = await startBridge({ release });
      const { id, number } = await imported(bridge, { status, delivery: { cost: 350 } });
      expect(held(bridge, number).Posted).toBe(true);
      expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
    },
  );

  it('I-56: a cancelled order is closed with every row cancelled', async () => {
    bridge = await startBridge({ release });
    const { id, number } = await imported(bridge, { delivery: { cost: 350 } });
    bridge.crm.editOrder(id, { status: 'cancel-other' });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    expect(held(bridge, number)).toMatchObject({
      Статус: 'Закрыт',
      Posted: true,
      СуммаДокумента: 0,
      ЭтапыГрафикаОплаты: [],
    });
  });

  it('a number longer than 1C holds is found again by what 1C holds of it', async () => {
    bridge = await startBridge({ release });
    const order = newOrder(bridge);
    const number = `Заказ-${'0'.repeat(60)}`;
    bridge.crm.patchOrder(order.id, { number });
    const first = outcomeOf(await bridge.importOrders(order.id));
    expect(first).toMatchObject({ kind: 'imported', warnings: [{ code: 'textCut' }] });
    bridge.loseState();
    expect(await importedAgain(bridge, order.id)).toEqual({ kind: 'imported', writes: [] });
    expect(bridge.documents()).toHaveLength(1);
  });

  it('the answer to a create is lost: one document, whoever chooses keys', async () => {
    bridge = await startBridge({ release, switches: { keepClientKeys: false } });
    const { id, number } = newOrder(bridge, { delivery: { code: 'courier', address: ADDRESS } });
    bridge.onec.control.faults.add({
      match: { method: 'POST', set: ORDERS, path: ORDERS },
      times: 1,
      action: { kind: 'dropAfter' },
    });
    expect((await bridge.importOrders(id))[0]?.status).toBe('failed');
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(held(bridge, number).Posted).toBe(true);
  });

  it('the stages of an agreement end up in the order, whoever computes them', async () => {
    bridge = await startBridge({ release });
    const agreement = bridge.settings.sites[0]?.agreement ?? '';
    const stage = (ВариантОплаты: string, Сдвиг: string, ПроцентПлатежа: number) => ({
      ВариантОплаты,
      Сдвиг,
      ПроцентПлатежа,
    });
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', agreement, {
      ЭтапыГрафикаОплаты: [
        stage('ПредоплатаДоОтгрузки', '1', 33.33),
        stage('КредитПослеОтгрузки', '7', 66.67),
      ],
    });
    const { id, number } = await imported(bridge, {
      items: [{ offer: { xmlId: goodAt(0) }, quantity: 1, initialPrice: 100.01 }],
    });
    const stages = rowsOf(held(bridge, number), 'ЭтапыГрафикаОплаты');
    expect(stages.map((row) => [row.ВариантОплаты, row.ПроцентПлатежа, row.СуммаПлатежа])).toEqual([
      ['ПредоплатаДоОтгрузки', 33.33, 33.33],
      ['КредитПослеОтгрузки', 66.67, 66.68],
    ]);
    expect(held(bridge, number)).toMatchObject({ Posted: true, СуммаПредоплатыДоОтгрузки: 33.33 });
    expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
  });
});
