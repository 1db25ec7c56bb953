import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BANK,
  CASH,
  cashBody,
  postDocument,
  postedDocument,
  RETURNS,
  returnBody,
  SHIPMENTS,
  shipmentBody,
  shippedOrder,
  shippedRow,
  unpostDocument,
} from './documents.ts';
import { created, message, posted, stateOf } from './orders.ts';
import {
  EMPTY_KEY,
  first,
  good,
  ORDERS,
  orderRow,
  rows,
  shop,
  site,
  startBase,
  type TestBase,
} from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

const stockThere = () => base.control.stock(good.key, site.warehouse.key);

describe('payments (ut-filling 1.2)', () => {
  it('one of the whole order, shipped before, closes it; un-posted, it is waited for again', async () => {
    const { order } = await shippedOrder(base);
    expect(await stateOf(base, order)).toBe('ОжидаетсяОплатаПослеОтгрузки');
    const key = await postedDocument(base, CASH, cashBody(order, 190));
    expect(await stateOf(base, order)).toBe('Закрыт');
    await unpostDocument(base, CASH, key);
    expect(await stateOf(base, order)).toBe('ОжидаетсяОплатаПослеОтгрузки');
  });

  it('a row without a settlement object is the payment’s own advance, whatever its basis says', async () => {
    const { order } = await shippedOrder(base);
    const key = await postedDocument(base, CASH, cashBody({ ...order, ОбъектРасчетов_Key: EMPTY_KEY }, 190));
    const [row] = rows((await base.read(CASH, key)).json, 'РасшифровкаПлатежа');
    expect(row?.ОбъектРасчетов_Key).not.toBe(EMPTY_KEY);
    expect(row?.ОбъектРасчетов_Key).not.toBe(order.ОбъектРасчетов_Key);
    expect(await stateOf(base, order)).toBe('ОжидаетсяОплатаПослеОтгрузки');
  });

  it('a bank receipt moves nothing until the bank has carried it out', async () => {
    const { order } = await shippedOrder(base);
    const { Касса_Key: _, ...body } = cashBody(order, 190, {
      БанковскийСчет_Key: first(shop.bankAccounts).key,
    });
    const key = await postedDocument(base, BANK, body);
    expect(await stateOf(base, order)).toBe('ОжидаетсяОплатаПослеОтгрузки');
    await base.patch(BANK, key, { ПроведеноБанком: true, ДатаПроведенияБанком: '2026-01-11T00:00:00' });
    expect(await stateOf(base, order)).toBe('ОжидаетсяОплатаПослеОтгрузки');
    await postDocument(base, BANK, key);
    expect(await stateOf(base, order)).toBe('Закрыт');
  });

  it('the sum of the document is not computed, the partner of its rows is', async () => {
    const { order } = await shippedOrder(base);
    const key = await base.create(CASH, cashBody(order, 190, { СуммаДокумента: 7 }));
    const { json } = await base.read(CASH, key);
    expect([json.СуммаДокумента, json.Партнер_Key]).toEqual([7, order.Партнер_Key]);
  });

  it('in a closed period: refused', async () => {
    const order = await posted(base);
    base.control.switches.closedUntil = '2026-01-31';
    const reply = await base.call('POST', CASH, { body: cashBody(order, 190) });
    expect([reply.status, reply.code]).toEqual([500, '-1']);
  });
});

describe('shipments (ut-filling 1.3)', () => {
  it('takes the goods out of the warehouse, closes what was to be shipped, and gives back when un-posted', async () => {
    const before = stockThere();
    const { order, shipment } = await shippedOrder(base);
    expect([stockThere(), await stateOf(base, order)]).toEqual([before - 2, 'ОжидаетсяОплатаПослеОтгрузки']);
    expect((await base.read(SHIPMENTS, shipment)).json).toMatchObject({
      СуммаДокумента: 190,
      ПорядокРасчетов: order.ПорядокРасчетов,
      Товары: [{ ЗаказКлиента: order.Ref_Key, ОбъектРасчетов_Key: order.ОбъектРасчетов_Key }],
    });
    await unpostDocument(base, SHIPMENTS, shipment);
    expect([stockThere(), await stateOf(base, order)]).toEqual([before, 'ВПроцессеОтгрузки']);
  });

  it('a part leaves the rest to be shipped, and no more than the rest is let through', async () => {
    const order = await posted(base);
    const part = { Товары: [shippedRow(first(rows(order)), 0, 1)] };
    await postedDocument(base, SHIPMENTS, shipmentBody(order, part));
    expect(await stateOf(base, order)).toBe('ВПроцессеОтгрузки');
    const second = await base.create(SHIPMENTS, shipmentBody(order));
    const reply = await postDocument(base, SHIPMENTS, second);
    expect(reply.status).toBe(500);
    expect(message(reply)).toMatch(/оформлено больше, чем указано в распоряжении/);
  });

  it.each([
    ['of an order that is not posted', async () => created(base)],
    [
      'of rows that are not to be shipped',
      async () => posted(base, { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] }),
    ],
  ])('%s: refused', async (_, make) => {
    const key = await base.create(SHIPMENTS, shipmentBody(await make()));
    expect(await postDocument(base, SHIPMENTS, key)).toMatchObject({ status: 500, code: '-1' });
  });

  it('with another counterparty than the order: no settlement object is found', async () => {
    const order = await posted(base);
    const other = first(
      shop.knownPeople.filter(({ counterpartyKey }) => counterpartyKey !== order.Контрагент_Key),
    );
    const key = await base.create(SHIPMENTS, shipmentBody(order, { Контрагент_Key: other.counterpartyKey }));
    expect(message(await postDocument(base, SHIPMENTS, key))).toMatch(/объект расчетов/);
  });

  it('an order is not reduced below what was shipped of it', async () => {
    const { order } = await shippedOrder(base);
    await base.patch(ORDERS, String(order.Ref_Key), {
      Товары: [{ ...first(rows(order)), Количество: 1, КоличествоУпаковок: 1 }],
    });
    expect(message(await base.post(String(order.Ref_Key)))).toMatch(/оформлено больше/);
  });

  it('closing waits for shipment and payment where the options say so', async () => {
    base.control.switches.closeOnlyShipped = true;
    base.control.switches.closeOnlyPaid = true;
    const { order } = await shippedOrder(base);
    const close = async () => {
      await base.patch(ORDERS, String(order.Ref_Key), { Статус: 'Закрыт' });
      return base.post(String(order.Ref_Key));
    };
    expect(message(await close())).toMatch(/не полностью оплачен/);
    await base.patch(ORDERS, String(order.Ref_Key), { Статус: 'КОбеспечению' });
    await postedDocument(base, CASH, cashBody(order, 190));
    expect(await stateOf(base, order)).toBe('ГотовКЗакрытию');
    expect(await close()).toMatchObject({ status: 200 });
    expect(await stateOf(base, order)).toBe('Закрыт');
  });
});

describe('returns (ut-filling 1.4, 3)', () => {
  it('brings goods back into the warehouse; the order keeps its debt unless it is set off', async () => {
    const { order, shipment } = await shippedOrder(base);
    const before = stockThere();
    const key = await postedDocument(base, RETURNS, returnBody(order, shipment, 2));
    expect([stockThere(), await stateOf(base, order)]).toEqual([before + 2, 'ОжидаетсяОплатаПослеОтгрузки']);
    await base.patch(RETURNS, key, {
      РасшифровкаПлатежа: [{ LineNumber: '1', ОбъектРасчетов_Key: order.ОбъектРасчетов_Key, Сумма: 190 }],
    });
    await postDocument(base, RETURNS, key);
    expect([stockThere(), await stateOf(base, order)]).toEqual([before + 2, 'Закрыт']);
  });

  it('no more comes back than was shipped, over all returns of the shipment', async () => {
    const { order, shipment } = await shippedOrder(base);
    await postedDocument(base, RETURNS, returnBody(order, shipment, 1));
    const second = await base.create(RETURNS, returnBody(order, shipment, 2));
    expect(message(await postDocument(base, RETURNS, second))).toMatch(/больше/);
  });

  it.each([
    ['a price of 0', { Цена: 0 }, /Цена/],
    ['an amount of 0', { Сумма: 0, СуммаНДС: 0 }, /Сумма/],
    ['VAT above the amount', { СуммаНДС: 500 }, /НДС больше/],
  ])('%s: refused', async (_, changes, text) => {
    const { order, shipment } = await shippedOrder(base);
    const key = await base.create(RETURNS, returnBody(order, shipment, 1, changes));
    expect(message(await postDocument(base, RETURNS, key))).toMatch(text);
  });

  it('a row forgets its shipment unless its cost is taken from there', async () => {
    const { order, shipment } = await shippedOrder(base);
    const body = returnBody(order, shipment, 1, { СпособОпределенияСебестоимости: 'Вручную' });
    const [row] = rows((await base.read(RETURNS, await base.create(RETURNS, body))).json);
    expect(row?.ДокументРеализации).toBe(EMPTY_KEY);
  });
});
