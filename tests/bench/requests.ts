import { completeInn } from '../../infra/sandbox/shop/tax-id.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from '../orders/support/bridge.ts';
import { newCompanyOrder, ROMASHKA } from '../orders/support/companies.ts';
import { atMost, type BenchRow, tableOf } from './bench-row.ts';

/** The bars of politeness: how often 1C is asked on behalf of one order, dictionaries known as in a warm worker. */
export async function run(): Promise<BenchRow[]> {
  await using bridge = await startBridge();
  const person = { phone: '+7 (900) 000-00-41', email: 'known@example.ru' };
  const items = fiveOffers().map((xmlId) => ({ offer: { xmlId }, quantity: 2, initialPrice: 100 }));
  const first = newOrder(bridge, { ...person, items });
  await importOne(bridge, first.id, 'imported');
  const card = bridge.crm.order(first.id).customer as { readonly id: number };
  const second = newOrder(bridge, { ...person, items, delivery: { cost: 350 }, customer: { id: card.id } });
  const forNewOrder = await importOne(bridge, second.id, 'imported');
  bridge.pass(60_000);
  const forUnchanged = await importOne(bridge, second.id, 'unchanged');
  const company = newCompanyOrder(bridge, { order: { items } });
  await importOne(bridge, company.id, 'imported');
  const another = newCompanyOrder(bridge, {
    customerId: 10,
    company: { id: 16, name: 'Лютик' },
    contact: { id: 2 },
    contragent: { ...ROMASHKA, INN: completeInn('770000002') },
    order: { items, delivery: { cost: 350 } },
  });
  const forNewCompany = await importOne(bridge, another.id, 'imported');
  return [
    atMost(16, {
      name: 'Orders: requests to 1C, new order of a new company with account and contact person',
      figure: forNewCompany,
      unit: 'requests',
    }),
    atMost(7, {
      name: 'Orders: requests to 1C, new order of a known customer, one of them for deletion marks',
      figure: forNewOrder,
      unit: 'requests',
    }),
    atMost(1, { name: 'Orders: requests to 1C, unchanged order', figure: forUnchanged, unit: 'requests' }),
  ];
}

/** Four plain goods and one that is sold in sizes. */
function fiveOffers(): readonly string[] {
  const sized = shop.goods.find(({ characteristics }) => characteristics.length > 0);
  return [...plainGoods.slice(0, 4).map(({ key }) => key), `${sized?.key}#${sized?.characteristics[0]?.key}`];
}

/** @returns how many requests reached 1C. @throws {Error} if the order ends otherwise. */
async function importOne(
  bridge: TestBridge,
  orderId: number,
  kind: 'imported' | 'unchanged',
): Promise<number> {
  bridge.takeRequests();
  const [result] = await bridge.importOrders(orderId);
  if (result?.status !== 'done' || result.outcome.kind !== kind) {
    throw new Error(`order ${orderId} was to be ${kind}: ${JSON.stringify(result)}`);
  }
  return bridge.takeRequests().length;
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
