import { afterEach, describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { OnecSetNotPublished } from '../../../lib/onec/errors.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { describeOrder } from '../../../lib/orders/report/order-report.ts';
import { reportPlans } from '../../../lib/orders/report/report-plans.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, imported } from '../support/imports.ts';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

/** The report on what an import of the orders would leave in 1C, one after the other. */
async function planned(orderIds: readonly number[], onec: OnecClient = bridge.client) {
  const reports = await reportPlans(await bridge.preview(...orderIds), onec);
  return orderIds.map((orderId) => {
    const report = reports.get(orderId);
    return report === undefined ? undefined : describeOrder(report, 'full');
  });
}

const [good] = plainGoods;
const organization = () =>
  shop.organizations.find(({ key }) => key === bridge.settings.sites[0]?.organization);
const warehouse = () => shop.warehouses.find(({ key }) => key === bridge.settings.sites[0]?.warehouse);

describe.each(RELEASES)('UT $name: the report on a plan', (release) => {
  it('of a new order of a new customer has every name, and the sums that 1C will have', async () => {
    bridge = await startBridge({ release });
    const { id, number } = newOrder(bridge, {
      lastName: 'Новикова',
      items: [{ offer: { xmlId: goodAt(0) }, quantity: 2, initialPrice: 600, discountManualAmount: 100 }],
    });
    expect(await planned([id])).toEqual([
      [
        'Покупатель:  Новикова Пример',
        `Организация: ${organization()?.name}, склад: ${warehouse()?.name}`,
        `Статус:      КОбеспечению, номер в RetailCRM: ${number}`,
        'Строки:',
        expect.stringMatching(
          new RegExp(
            `^ {2}1\\. ${good?.name} · 2 × 600,00 · скидка 200,00 · = 1\\u00a0000,00 · НДС \\d+% \\d+,\\d\\d · \\S+$`,
          ),
        ),
        expect.stringMatching(/^НДС: {3}\d+,\d\d$/),
        'Сумма: 1\u00a0000,00',
        'Сверка: строки и доставка 1\u00a0000,00, сумма заказа в RetailCRM 1\u00a0000,00, разница 0,00',
      ],
    ]);
  });
});

describe('the report on a plan', () => {
  it('of a changed order lays the changes over what 1C holds', async () => {
    bridge = await startBridge();
    const { id } = await imported(bridge);
    bridge.crm.editOrder(id, { status: 'ready-to-wait', managerComment: 'Позвонить' });
    const [lines = []] = await planned([id]);
    expect(lines.join('\n')).toMatch(/Покупатель: {2}Примеров-\d+ Пример\n/);
    expect(lines.at(-2)).toBe('Сумма: 200,00');
  });

  it('N-11: of an order that stays as it is shows it as 1C has it', async () => {
    bridge = await startBridge();
    const { id } = await imported(bridge);
    const [lines = []] = await planned([id]);
    expect(lines.at(-2)).toBe('Сумма: 200,00');
  });

  it('of an order that is left out does not exist', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge, { orderMethod: 'offline' });
    expect(await planned([id])).toEqual([undefined]);
  });

  it('shows keys where 1C does not publish names', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge);
    const hidden = ['Catalog_Организации', 'Catalog_Склады'];
    const onec: OnecClient = {
      ...bridge.client,
      listByValues: (object, query) =>
        hidden.includes(object.set)
          ? Promise.reject(new OnecSetNotPublished({ operation: 'list', set: object.set }))
          : bridge.client.listByValues(object, query),
    };
    const [lines = []] = await planned([id], onec);
    expect(lines[1]).toBe(`Организация: ${organization()?.key}, склад: ${warehouse()?.key}`);
    expect(lines[4]).toContain(good?.name);
  });

  it('of many orders takes no more requests than of one', async () => {
    bridge = await startBridge();
    const orders = [newOrder(bridge).id, newOrder(bridge).id, newOrder(bridge).id];
    const previews = await bridge.preview(...orders);
    const requests = async (count: number) => {
      bridge.takeRequests();
      expect((await reportPlans(previews.slice(0, count), bridge.client)).size).toBe(count);
      return bridge.takeRequests();
    };
    const ofOne = await requests(1);
    expect(await requests(3)).toEqual(ofOne);
    expect(new Set(ofOne).size).toBe(ofOne.length);
  });

  it('masks the customer in a list', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge, { lastName: 'Новикова' });
    const report = (await reportPlans(await bridge.preview(id), bridge.client)).get(id);
    expect(report && describeOrder(report, 'masked')[0]).toBe('Покупатель:  Н*** П***');
  });
});
