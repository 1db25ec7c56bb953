import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EMPTY_KEY,
  first,
  good,
  ORDERS,
  orderBody,
  orderRow,
  type Reply,
  rows,
  shop,
  site,
  startBase,
  type TestBase,
  values,
} from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

async function created(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  return (await base.read(ORDERS, await base.create(ORDERS, orderBody(changes)))).json;
}

async function posted(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const key = await base.create(ORDERS, orderBody(changes));
  const reply = await base.post(key);
  expect([reply.status, reply.code]).toEqual([200, undefined]);
  return (await base.read(ORDERS, key)).json;
}

async function stateOf(order: Record<string, unknown>): Promise<unknown> {
  const filter = `Заказ eq cast(guid'${order.Ref_Key}','${ORDERS}')`;
  const reply = await base.call('GET', 'InformationRegister_СостоянияЗаказовКлиентов', {
    query: { $filter: filter },
  });
  return values(reply)[0]?.Состояние;
}

const message = (reply: Reply): string => JSON.stringify(reply.json);

describe('writing', () => {
  it('F1: numbers run by organisation and by year', async () => {
    const other = first(shop.organizations.filter(({ key }) => key !== site.organization.key));
    const numbers = [
      await created(),
      await created(),
      await created({ Организация_Key: other.key }),
      await created({ Date: '2027-01-10T12:00:00' }),
      await created({ Организация_Key: EMPTY_KEY }),
    ].map((order) => order.Number);
    expect(numbers).toEqual([
      'ТД00-000001',
      'ТД00-000002',
      `${other.prefix}00-000001`,
      'ТД00-000001',
      '0000-000001',
    ]);
  });

  it('F1: a number of the client is kept to 11 characters, and refused if taken', async () => {
    expect(await created({ Number: 'CRM-12345678' })).toMatchObject({ Number: 'CRM-1234567' });
    const again = await base.call('POST', ORDERS, { body: orderBody({ Number: 'CRM-1234567' }) });
    expect([again.status, again.code]).toEqual([500, '-1']);
  });

  it('F1: codes of rows are given once and kept, also when rows come and go', async () => {
    const order = await created({ Товары: [orderRow(1), orderRow(2)] });
    expect(rows(order).map(({ КодСтроки }) => КодСтроки)).toEqual(['1', '2']);
    const { json } = await base.patch(ORDERS, String(order.Ref_Key), {
      Товары: [orderRow(1, { КодСтроки: '2' }), orderRow(2)],
    });
    expect(rows(json).map(({ КодСтроки }) => КодСтроки)).toEqual(['2', '3']);
    expect(json.МаксимальныйКодСтроки).toBe('3');
  });

  it('F1: the total is the rows’ own, without cancelled ones, whatever was sent', async () => {
    const order = await created({
      СуммаДокумента: 1,
      Товары: [
        orderRow(1, { СуммаСНДС: 0.1 }),
        orderRow(2, { СуммаСНДС: 0.2 }),
        orderRow(3, { СуммаСНДС: 99, Отменено: true }),
      ],
    });
    expect(order.СуммаДокумента).toBe(0.3);
  });

  it('F1: Согласован is 1C’s own: false when written, true when posted', async () => {
    expect(await created({ Согласован: true })).toMatchObject({ Согласован: false });
    expect(await posted({ Согласован: false })).toMatchObject({
      Согласован: true,
      ДатаСогласования: '2026-01-10T00:00:00',
    });
    expect(await posted({ Статус: 'НеСогласован' })).toMatchObject({ Согласован: false });
  });

  it.each([
    ['', true],
    ['Наличная', true],
    ['Безналичная', false],
  ])('F1: with ФормаОплаты "%s" the cash desk stays: %s', async (form, stays) => {
    const desk = first(shop.cashDesks).key;
    const order = await created({ ФормаОплаты: form, Касса_Key: desk });
    expect(order.Касса_Key).toBe(stays ? desk : EMPTY_KEY);
  });

  it('ut-filling 0.2: an empty ПорядокРасчетов comes from the agreement', async () => {
    const agreement = first(shop.agreements.filter(({ settlementOrder }) => settlementOrder !== 'ПоЗаказам'));
    expect(await created({ Соглашение_Key: agreement.key })).toMatchObject({
      ПорядокРасчетов: agreement.settlementOrder,
    });
    expect(await created({ Соглашение_Key: EMPTY_KEY })).toMatchObject({ ПорядокРасчетов: 'ПоЗаказам' });
  });

  it('ut-filling 1.1: shipping dates of header and rows are synchronised', async () => {
    const [early, late] = ['2026-01-11T00:00:00', '2026-01-15T00:00:00'];
    const Товары = [
      orderRow(1, { ДатаОтгрузки: late }),
      orderRow(2, { ДатаОтгрузки: early }),
      orderRow(3, { ДатаОтгрузки: '2026-01-01T00:00:00', Отменено: true }),
    ];
    expect(await created({ НеОтгружатьЧастями: false, ДатаОтгрузки: late, Товары })).toMatchObject({
      ДатаОтгрузки: early,
    });
    const whole = await created({ НеОтгружатьЧастями: true, ДатаОтгрузки: late, Товары });
    expect(rows(whole).map(({ ДатаОтгрузки }) => ДатаОтгрузки)).toEqual([late, late, late]);
  });

  it('the payment identifier has the form of a real base', async () => {
    expect(await created()).toMatchObject({ ИдентификаторПлатежа: 'ЗК2601ТД000000010000' });
  });
});

describe('posting', () => {
  it('A7: operational posting is refused, and so is posting that does not say', async () => {
    const { Ref_Key } = await created();
    for (const query of [{}, { PostingModeOperational: 'true' }]) {
      const reply = await base.call('POST', `${ORDERS}(guid'${Ref_Key}')/Post`, { query });
      expect([reply.status, reply.code]).toEqual([500, '-1']);
    }
    expect((await base.read(ORDERS, String(Ref_Key))).json.Posted).toBe(false);
  });

  it('A9: an order that is not there: 404 code 9', async () => {
    expect((await base.post('11111111-2222-4333-8444-555555555555')).code).toBe('9');
  });

  it('ut-filling 0.1: the settlement object appears with the first write, in the header only while posted', async () => {
    const order = await created();
    const find = () =>
      base.find('Catalog_ОбъектыРасчетов', `Объект eq cast(guid'${order.Ref_Key}','${ORDERS}')`);
    const object = first(await find());
    const state = async () => (await base.read('Catalog_ОбъектыРасчетов', object)).json.Состояние;
    expect([order.ОбъектРасчетов_Key, await state()]).toEqual([EMPTY_KEY, 0]);
    await base.post(String(order.Ref_Key));
    expect((await base.read(ORDERS, String(order.Ref_Key))).json.ОбъектРасчетов_Key).toBe(object);
    expect(await state()).toBe(1);
    await base.unpost(String(order.Ref_Key));
    expect((await base.read(ORDERS, String(order.Ref_Key))).json).toMatchObject({
      ОбъектРасчетов_Key: EMPTY_KEY,
      Согласован: false,
      Posted: false,
    });
    expect([await state(), await find()]).toEqual([0, [object]]);
  });

  it.each([
    ['no counterparty', { Контрагент_Key: EMPTY_KEY }],
    ['settled by shipment', { ПорядокРасчетов: 'ПоНакладным' }],
  ])('ut-filling 0.1: no settlement object with %s', async (_, changes) => {
    expect(await posted(changes)).toMatchObject({ ОбъектРасчетов_Key: EMPTY_KEY });
    expect(base.control.entities('Catalog_ОбъектыРасчетов')).toEqual([]);
  });

  it('row identifiers are filled where empty; a client’s own is kept, or not', async () => {
    const Товары = [orderRow(1, { ИдентификаторСтроки: 'mine' }), orderRow(2)];
    const [mine, filled] = rows(await posted({ Товары })).map(
      ({ ИдентификаторСтроки }) => ИдентификаторСтроки,
    );
    expect([mine, filled]).toEqual(['mine', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    base.control.switches.keepRowIds = false;
    expect(rows(await posted({ Товары }))).not.toContainEqual(
      expect.objectContaining({ ИдентификаторСтроки: 'mine' }),
    );
  });

  it('A7: a PATCH of a posted order does not post it anew', async () => {
    const order = await posted();
    const key = String(order.Ref_Key);
    const row = { ...first(rows(order)), ВариантОбеспечения: 'НеТребуется' };
    expect((await base.patch(ORDERS, key, { Товары: [row] })).json).toMatchObject({
      Posted: true,
      Согласован: false,
    });
    expect(await stateOf(order)).toBe('ВПроцессеОтгрузки');
    await base.post(key);
    expect(await stateOf(order)).toBe('ГотовКОбеспечению');
  });

  it('a mark for deletion un-posts, and a marked order is not posted', async () => {
    const order = await posted();
    const key = String(order.Ref_Key);
    expect((await base.patch(ORDERS, key, { DeletionMark: true })).json.Posted).toBe(false);
    expect(await stateOf(order)).toBeUndefined();
    expect((await base.post(key)).code).toBe('-1');
  });

  it.each<[string, Record<string, unknown>, RegExp, Parameters<typeof Object.assign>[1]]>([
    ['a row without a product', { Товары: [orderRow(1, { Номенклатура_Key: EMPTY_KEY })] }, /строке 1/, {}],
    [
      'a product that does not exist',
      { Товары: [orderRow(1), orderRow(2, { Номенклатура_Key: site.warehouse.key })] },
      /строке 2/,
      {},
    ],
    ['discounts not calculated', { СкидкиРассчитаны: false }, /скидки/, { automaticDiscounts: true }],
    ['an invoice order in work', {}, /как счет/, { extendedOrders: false }],
    ['settlement by contract without one', { ПорядокРасчетов: 'ПоДоговорамКонтрагентов' }, /договор/, {}],
    ['closing before shipment', { Статус: 'Закрыт' }, /отгружен/, { closeOnlyShipped: true }],
    ['closing before payment', { Статус: 'Закрыт' }, /оплачен/, { closeOnlyPaid: true }],
  ])('ut-filling 1.1: posting is refused: %s', async (_, changes, text, switches) => {
    Object.assign(base.control.switches, switches);
    const order = await created(changes);
    const reply = await base.post(String(order.Ref_Key));
    expect([reply.status, reply.code]).toEqual([500, '-1']);
    expect(message(reply)).toMatch(text);
    expect((await base.read(ORDERS, String(order.Ref_Key))).json).toEqual(order);
    expect(await stateOf(order)).toBeUndefined();
  });

  it('an invoice order is posted in status НеСогласован', async () => {
    base.control.switches.extendedOrders = false;
    expect(await posted({ Статус: 'НеСогласован' })).toMatchObject({ ЭтоЗаказКакСчет: true, Posted: true });
  });

  it('ut-filling 5: free stock is controlled where the warehouse says so', async () => {
    base.control.patch('Catalog_Склады', site.warehouse.key, { КонтролироватьСвободныеОстатки: true });
    base.control.setStock(good.key, site.warehouse.key, 3);
    await posted();
    const second = await base.post(String((await created()).Ref_Key));
    expect(message(second)).toContain('недостаточно свободного остатка');
    await posted({ Товары: [orderRow(1, { Количество: 1 })] });
  });

  it('a closed period refuses writing and posting', async () => {
    const order = await created();
    base.control.switches.closedUntil = '2026-01-31';
    expect(message(await base.post(String(order.Ref_Key)))).toContain('запрещено');
    expect((await base.call('POST', ORDERS, { body: orderBody() })).status).toBe(500);
  });
});

describe('payment stages', () => {
  const stage = (line: number, changes: Record<string, unknown> = {}) => ({
    LineNumber: line,
    ВариантОплаты: 'КредитПослеОтгрузки',
    ВариантОтсчета: 'ОтДатыЗаказа',
    ДатаПлатежа: '2026-01-15T00:00:00',
    ПроцентПлатежа: 100,
    СуммаПлатежа: 190,
    ...changes,
  });
  const stages = (order: Record<string, unknown>) => rows(order, 'ЭтапыГрафикаОплаты');

  it('an empty table gets one stage of the whole sum on the day of the order', async () => {
    expect(stages(await posted())).toEqual([
      expect.objectContaining({
        ВариантОплаты: 'КредитПослеОтгрузки',
        ВариантОтсчета: 'ОтДатыЗаказа',
        ДатаПлатежа: '2026-01-10T00:00:00',
        ПроцентПлатежа: 100,
        СуммаПлатежа: 190,
      }),
    ]);
  });

  it('or the stages of the agreement, with their sums and dates', async () => {
    base.control.patch('Catalog_СоглашенияСКлиентами', site.agreement.key, {
      ЭтапыГрафикаОплаты: [
        { ВариантОплаты: 'АвансДоОбеспечения', ПроцентПлатежа: 33.33, Сдвиг: '0' },
        { ВариантОплаты: 'КредитПослеОтгрузки', ПроцентПлатежа: 66.67, Сдвиг: '25' },
      ],
    });
    const order = await posted();
    expect(stages(order)).toMatchObject([
      { СуммаПлатежа: 63.33, ДатаПлатежа: '2026-01-10T00:00:00' },
      { СуммаПлатежа: 126.67, ДатаПлатежа: '2026-02-04T00:00:00' },
    ]);
    expect(order).toMatchObject({ СуммаАвансаДоОбеспечения: 63.33, СуммаПредоплатыДоОтгрузки: 0 });
    expect(await stateOf(order)).toBe('ОжидаетсяАвансДоОбеспечения');
  });

  it('sums that do not meet the total are redistributed by percents', async () => {
    const table = [
      stage(1, { ПроцентПлатежа: 50, СуммаПлатежа: 1 }),
      stage(2, { ПроцентПлатежа: 50, СуммаПлатежа: 1 }),
    ];
    expect(stages(await posted({ ЭтапыГрафикаОплаты: table }))).toMatchObject([
      { СуммаПлатежа: 95 },
      { СуммаПлатежа: 95 },
    ]);
  });

  it('the last stage takes the kopeck that rounding leaves', async () => {
    const table = [33.33, 33.33, 33.34].map((percent, index) =>
      stage(index + 1, { ПроцентПлатежа: percent, СуммаПлатежа: 1 }),
    );
    const sums = stages(await posted({ ЭтапыГрафикаОплаты: table })).map(({ СуммаПлатежа }) => СуммаПлатежа);
    expect(sums).toEqual([63.33, 63.33, 63.34]);
  });

  it.each([
    ['settled by shipment', { ПорядокРасчетов: 'ПоНакладным' }],
    ['nothing to pay', { Товары: [orderRow(1, { Отменено: true })] }],
  ])('the table is cleared: %s', async (_, changes) => {
    expect(stages(await posted({ ...changes, ЭтапыГрафикаОплаты: [stage(1)] }))).toEqual([]);
  });

  it('a stage on the day of the order is early enough', async () => {
    await posted({ ЭтапыГрафикаОплаты: [stage(1, { ДатаПлатежа: '2026-01-10T00:00:00' })] });
  });

  it.each([
    ['before the document', stage(1, { ДатаПлатежа: '2026-01-09T00:00:00' }), 'меньше даты документа'],
    ['not 100 %', stage(1, { ПроцентПлатежа: 99 }), '100%'],
    ['without a kind', stage(1, { ВариантОплаты: '' }), 'ВариантОплаты'],
    ['without a reckoning', stage(1, { ВариантОтсчета: '' }), 'ВариантОтсчета'],
    ['without a date', stage(1, { ДатаПлатежа: '0001-01-01T00:00:00' }), 'ДатаПлатежа'],
    ['without a percent', stage(1, { ПроцентПлатежа: 0 }), 'ПроцентПлатежа'],
  ])('ut-filling 1.1: a stage is refused on posting: %s', async (_, wrong, text) => {
    const order = await created({ ЭтапыГрафикаОплаты: [wrong] });
    expect(message(await base.post(String(order.Ref_Key)))).toContain(text);
  });
});

describe('states (ut-filling 4)', () => {
  const service = shop.deliveryService.key;
  it.each<[string, Record<string, unknown>, string]>([
    ['1', { Статус: 'НеСогласован' }, 'ОжидаетсяСогласование'],
    ['3', { Товары: [orderRow(1, { ВариантОбеспечения: 'НеТребуется' })] }, 'ГотовКОбеспечению'],
    [
      '5',
      { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению', Количество: 1_000_000 })] },
      'ОжидаетсяОбеспечение',
    ],
    ['6, in stock', { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] }, 'ГотовКОтгрузке'],
    ['6, reserved', { Товары: [orderRow(1, { ВариантОбеспечения: 'СоСклада' })] }, 'ГотовКОтгрузке'],
    [
      '6, a delivery row left behind',
      {
        Товары: [orderRow(1), orderRow(2, { Номенклатура_Key: service, ВариантОбеспечения: 'НеТребуется' })],
      },
      'ГотовКОтгрузке',
    ],
    ['7', {}, 'ВПроцессеОтгрузки'],
    [
      '7, with delivery',
      { Товары: [orderRow(1), orderRow(2, { Номенклатура_Key: service })] },
      'ВПроцессеОтгрузки',
    ],
    ['10, wholly cancelled', { Товары: [orderRow(1, { Отменено: true })] }, 'Закрыт'],
    ['10, closed by status', { Статус: 'Закрыт' }, 'Закрыт'],
  ])('row %s', async (_, changes, state) => {
    expect(await stateOf(await posted(changes))).toBe(state);
  });

  it('row 4: a prepayment before shipment', async () => {
    base.control.patch('Catalog_СоглашенияСКлиентами', site.agreement.key, {
      ЭтапыГрафикаОплаты: [{ ВариантОплаты: 'ПредоплатаДоОтгрузки', ПроцентПлатежа: 100 }],
    });
    expect(await stateOf(await posted())).toBe('ОжидаетсяПредоплатаДоОтгрузки');
  });

  it('row 9: with the options НеЗакрывать… a cancelled order waits to be closed', async () => {
    base.control.switches.closeOnlyShipped = true;
    expect(await stateOf(await posted({ Товары: [orderRow(1, { Отменено: true })] }))).toBe('ГотовКЗакрытию');
  });

  it('goods that arrive, or that another order takes, change the state', async () => {
    base.control.setStock(good.key, site.warehouse.key, 0);
    const order = await posted({ Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] });
    expect(await stateOf(order)).toBe('ОжидаетсяОбеспечение');
    base.control.setStock(good.key, site.warehouse.key, 2);
    expect(await stateOf(order)).toBe('ГотовКОтгрузке');
    await posted();
    base.control.refreshStates();
    expect(await stateOf(order)).toBe('ОжидаетсяОбеспечение');
  });

  it('an order that is not posted has none; un-posting and deleting take it away', async () => {
    expect(await stateOf(await created())).toBeUndefined();
    const [a, b] = [await posted(), await posted()];
    await base.unpost(String(a.Ref_Key));
    await base.call('DELETE', `${ORDERS}(guid'${b.Ref_Key}')`);
    expect([await stateOf(a), await stateOf(b)]).toEqual([undefined, undefined]);
  });

  it('a lagging job: states appear when it runs', async () => {
    base.control.switches.lazyStates = true;
    const order = await posted();
    expect(await stateOf(order)).toBeUndefined();
    base.control.refreshStates();
    expect(await stateOf(order)).toBe('ВПроцессеОтгрузки');
  });

  it('a person closes an order', async () => {
    const order = await posted({ Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] });
    base.control.closeOrder(String(order.Ref_Key));
    expect(await stateOf(order)).toBe('Закрыт');
    expect((await base.read(ORDERS, String(order.Ref_Key))).json).toMatchObject({
      Статус: 'Закрыт',
      СуммаДокумента: 190,
    });
  });
});
