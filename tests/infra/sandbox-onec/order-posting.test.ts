import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { created, message, posted, stateOf } from './orders.ts';
import {
  EMPTY_KEY,
  first,
  good,
  ORDERS,
  orderBody,
  orderRow,
  rows,
  site,
  startBase,
  type TestBase,
} from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

describe('posting', () => {
  it('A7: operational posting is refused, and so is posting that does not say', async () => {
    const { Ref_Key } = await created(base);
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
    const order = await created(base);
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
    expect(await posted(base, changes)).toMatchObject({ ОбъектРасчетов_Key: EMPTY_KEY });
    expect(base.control.entities('Catalog_ОбъектыРасчетов')).toEqual([]);
  });

  it('row identifiers are filled where empty; a client’s own is kept, or not', async () => {
    const Товары = [orderRow(1, { ИдентификаторСтроки: 'mine' }), orderRow(2)];
    const [mine, filled] = rows(await posted(base, { Товары })).map(
      ({ ИдентификаторСтроки }) => ИдентификаторСтроки,
    );
    expect([mine, filled]).toEqual(['mine', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    base.control.switches.keepRowIds = false;
    expect(rows(await posted(base, { Товары }))).not.toContainEqual(
      expect.objectContaining({ ИдентификаторСтроки: 'mine' }),
    );
  });

  it('A7: a PATCH of a posted order does not post it anew', async () => {
    const order = await posted(base);
    const key = String(order.Ref_Key);
    const row = { ...first(rows(order)), ВариантОбеспечения: 'НеТребуется' };
    expect((await base.patch(ORDERS, key, { Товары: [row] })).json).toMatchObject({
      Posted: true,
      Согласован: false,
    });
    expect(await stateOf(base, order)).toBe('ВПроцессеОтгрузки');
    await base.post(key);
    expect(await stateOf(base, order)).toBe('ГотовКОбеспечению');
  });

  it('a mark for deletion un-posts, and a marked order is not posted', async () => {
    const order = await posted(base);
    const key = String(order.Ref_Key);
    expect((await base.patch(ORDERS, key, { DeletionMark: true })).json.Posted).toBe(false);
    expect(await stateOf(base, order)).toBeUndefined();
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
    const order = await created(base, changes);
    const reply = await base.post(String(order.Ref_Key));
    expect([reply.status, reply.code]).toEqual([500, '-1']);
    expect(message(reply)).toMatch(text);
    expect((await base.read(ORDERS, String(order.Ref_Key))).json).toEqual(order);
    expect(await stateOf(base, order)).toBeUndefined();
  });

  it('an invoice order is posted in status НеСогласован', async () => {
    base.control.switches.extendedOrders = false;
    expect(await posted(base, { Статус: 'НеСогласован' })).toMatchObject({
      ЭтоЗаказКакСчет: true,
      Posted: true,
    });
  });

  it('ut-filling 5: free stock is controlled where the warehouse says so', async () => {
    base.control.patch('Catalog_Склады', site.warehouse.key, { КонтролироватьСвободныеОстатки: true });
    base.control.setStock(good.key, site.warehouse.key, 3);
    await posted(base);
    const second = await base.post(String((await created(base)).Ref_Key));
    expect(message(second)).toContain('недостаточно свободного остатка');
    await posted(base, { Товары: [orderRow(1, { Количество: 1 })] });
  });

  it('a closed period refuses writing and posting', async () => {
    const order = await created(base);
    base.control.switches.closedUntil = '2026-01-31';
    expect(message(await base.post(String(order.Ref_Key)))).toContain('запрещено');
    expect((await base.call('POST', ORDERS, { body: orderBody() })).status).toBe(500);
  });
});
