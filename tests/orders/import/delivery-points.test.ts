import { afterEach, describe, expect, it } from 'vitest';
import { release11520, release11527 } from '../../../lib/onec/ut/releases.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf, held, imported, importedAgain, outcomeOf } from '../support/imports.ts';

const ORDERS = 'Document_ЗаказКлиента';
const POINTS = 'Catalog_ТочкиДоставки';
const ADDRESS = { city: 'г. Примерск', text: 'ул. Первая, 1', notes: 'домофон 1' };
const LINE = 'г. Примерск ул. Первая, 1';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

describe('UT 11.5.27 with "доставка 2.5"', () => {
  const delivered = { code: 'courier', address: ADDRESS, time: { from: '10:00', to: '12:00' } };

  /** The base keeps delivery points: the one of a warehouse is enough to tell. */
  async function startDelivering(): Promise<void> {
    bridge = await startBridge({ release: release11527, switches: { delivery: '2.5' } });
    bridge.onec.control.put(POINTS, '6f1c2b3a-0000-4000-8000-000000000088', {
      Description: 'Склад',
      Owner: shop.warehouses[0]?.key ?? '',
      Owner_Type: 'StandardODATA.Catalog_Склады',
    });
  }

  const pointsOf = (partner: unknown) =>
    bridge.onec.control.entities(POINTS).filter(({ Owner }) => Owner === partner);

  it('the address survives at a delivery point of the customer', async () => {
    await startDelivering();
    const { id, number } = await imported(bridge, { delivery: delivered });
    const document = held(bridge, number);
    const [point] = pointsOf(document.Партнер_Key);
    expect(point).toMatchObject({ Адрес: LINE, Description: LINE });
    expect(document).toMatchObject({
      Posted: true,
      АдресДоставки: LINE,
      ДополнительнаяИнформацияПоДоставке: 'домофон 1',
      ВремяДоставкиС: '0001-01-01T10:00:00',
      ТребуетсяДоставка: true,
      ВидПланированияДоставки: 'ОтдельнымДокументом',
      СпособДоставки25: 'НашимиСилами',
      ТочкаДоставки_Key: point?.Ref_Key,
    });
    bridge.loseState();
    expect(await importedAgain(bridge, id)).toEqual({ kind: 'imported', writes: [] });
  });

  it('the next order of the customer to the same address uses the same point, another address another', async () => {
    await startDelivering();
    const first = await imported(bridge, { delivery: delivered });
    const second = await imported(bridge, { customer: customerOf(bridge, first.id), delivery: delivered });
    expect(held(bridge, second.number).ТочкаДоставки_Key).toBe(held(bridge, first.number).ТочкаДоставки_Key);
    bridge.crm.editOrder(second.id, { delivery: { ...delivered, address: { text: 'ул. Вторая, 2' } } });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(second.id))).toMatchObject({ kind: 'imported', warnings: [] });
    expect(held(bridge, second.number).АдресДоставки).toContain('ул. Вторая, 2');
    expect(pointsOf(held(bridge, first.number).Партнер_Key)).toHaveLength(2);
  });

  it('a customer is never brought to the point of another one', async () => {
    await startDelivering();
    const { id, number } = await imported(bridge, { delivery: delivered });
    const other = bridge.crm.order((await imported(bridge)).id);
    const former = held(bridge, number);
    bridge.crm.patchOrder(id, { customer: other.customer, phone: other.phone, email: other.email });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    const document = held(bridge, number);
    expect(document.Партнер_Key).not.toBe(former.Партнер_Key);
    expect(pointsOf(document.Партнер_Key)).toMatchObject([
      { Ref_Key: document.ТочкаДоставки_Key, Адрес: LINE },
    ]);
  });

  it('a long address is kept whole', async () => {
    await startDelivering();
    const text = `ул. ${'Длинная '.repeat(40)}1`;
    const { number } = await imported(bridge, { delivery: { ...delivered, address: { text } } });
    expect(held(bridge, number).АдресДоставки).toBe(text);
  });

  it('the answer to the new point is lost: the retry finds it', async () => {
    await startDelivering();
    const { id, number } = newOrder(bridge, { delivery: delivered });
    bridge.onec.control.faults.add({
      match: { method: 'POST', set: POINTS },
      times: 1,
      action: { kind: 'dropAfter' },
    });
    expect((await bridge.importOrders(id))[0]?.status).toBe('failed');
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(pointsOf(held(bridge, number).Партнер_Key)).toHaveLength(1);
  });

  it('an order that is fetched needs no delivery', async () => {
    await startDelivering();
    const { id, number } = await imported(bridge, { delivery: delivered });
    bridge.crm.editOrder(id, { delivery: { ...delivered, code: 'self-delivery' } });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    expect(held(bridge, number)).toMatchObject({ ТребуетсяДоставка: false, СпособДоставки: 'Самовывоз' });
    expect(await importedAgain(bridge, id)).toMatchObject({ writes: [] });
  });

  it('what a person planned row by row stays', async () => {
    await startDelivering();
    const { id, number } = await imported(bridge, { delivery: delivered });
    bridge.onec.control.patch(ORDERS, held(bridge, number).Ref_Key, { СпособУказанияДоставки: 'ПоСтрокам' });
    bridge.crm.editOrder(id, { delivery: { ...delivered, address: { text: 'ул. Вторая, 2' } } });
    bridge.pass(1000);
    await bridge.importOrders(id);
    expect(held(bridge, number)).toMatchObject({ СпособУказанияДоставки: 'ПоСтрокам', Posted: true });
    expect(pointsOf(held(bridge, number).Партнер_Key)).toHaveLength(1);
  });
});

describe.each(['none', '2.0'] as const)('UT 11.5.27 with delivery %s', (delivery) => {
  it('keeps the address in the order and makes no delivery point', async () => {
    bridge = await startBridge({ release: release11527, switches: { delivery } });
    const order = newOrder(bridge, { delivery: { code: 'courier', address: { text: 'ул. Первая, 1' } } });
    expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
    expect(held(bridge, order.number)).toMatchObject({
      АдресДоставки: 'ул. Первая, 1',
      ТребуетсяДоставка: false,
    });
    expect(bridge.onec.control.entities(POINTS)).toEqual([]);
  });
});

it('11.5.20 has no delivery points, and none are asked for', async () => {
  bridge = await startBridge({ release: release11520 });
  bridge.takeRequests();
  await imported(bridge, { delivery: { code: 'courier', address: ADDRESS } });
  expect(bridge.takeRequests().filter((request) => request.includes(POINTS))).toEqual([]);
});
