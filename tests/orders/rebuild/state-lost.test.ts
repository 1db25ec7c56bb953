import { describe, expect, it } from 'vitest';
import type { Switches } from '../../../infra/sandbox/onec/switches.ts';
import type { OrderResult } from '../../../lib/orders/import/import-batch.ts';
import type { LinkKind } from '../../../lib/state/links.ts';
import { plainGoods, shop, startBridge, type TestBridge } from '../support/bridge.ts';

const ORDERS = 30;
const known = shop.knownPeople.filter(({ phone, email }) => phone !== undefined && email !== undefined);

/**
 * Orders of both shops: people known to 1C, new people, some without phone and mail, and people who come back; two rows
 * each, deliveries, cancelled orders.
 */
function createOrders(bridge: TestBridge): readonly number[] {
  const ids: number[] = [];
  for (let index = 0; index < ORDERS; index += 1) {
    const site = shop.sites[index % shop.sites.length]?.code ?? '';
    const order = bridge.crm.createOrder(site, {
      ...buyer(bridge, index, ids.at(-1)),
      status: index % 12 === 5 ? 'cancel-other' : 'client-confirmed',
      items: [index, index + 7].map((at, row) => ({
        offer: { xmlId: plainGoods[at % plainGoods.length]?.key ?? '' },
        quantity: row + 1,
        initialPrice: 100 + index,
      })),
      ...(index % 4 === 0 ? { delivery: { code: 'courier', cost: 350 } } : {}),
    });
    ids.push(Number(order.id));
  }
  return ids;
}

function buyer(bridge: TestBridge, index: number, lastOrder: number | undefined): object {
  if (index % 3 === 2 && lastOrder !== undefined) {
    return sameAgain(bridge, lastOrder);
  }
  const newName = { lastName: `Новиков-${index}`, firstName: 'Пример' };
  if (index % 3 === 1) {
    const contacts = { phone: `+7 (902) 000-00-${10 + index}`, email: `new-${index}@example.ru` };
    return index % 2 === 0 ? newName : { ...newName, ...contacts };
  }
  const { fullName = '', phone, email } = known[index % known.length] ?? {};
  const [lastName, firstName, patronymic] = fullName.split(' ');
  return { lastName, firstName, patronymic, phone, email };
}

/** The card of the CRM that the order has, and its name and contacts. */
function sameAgain(bridge: TestBridge, orderId: number): object {
  const order = bridge.crm.order(orderId) as Readonly<Record<string, unknown>>;
  const { lastName, firstName, patronymic, phone, email, customer } = order;
  return {
    customer: { id: (customer as { readonly id: number }).id },
    lastName,
    firstName,
    patronymic,
    phone,
    email,
  };
}

const SETS = ['Document_ЗаказКлиента', 'Catalog_Партнеры', 'Catalog_Контрагенты'];

/** Every order, partner and counterparty of 1C with its version. */
const versions = (bridge: TestBridge) =>
  SETS.flatMap((set) =>
    bridge.onec.control.entities(set).map(({ Ref_Key, DataVersion }) => `${set} ${Ref_Key} ${DataVersion}`),
  );

const writes = (bridge: TestBridge) => bridge.takeRequests().filter((request) => !request.startsWith('GET'));

const kinds = (results: readonly OrderResult[]) =>
  results.map((result) => (result.status === 'done' ? result.outcome.kind : result));

const customersOf = (bridge: TestBridge, orderIds: readonly number[]): readonly number[] =>
  orderIds.map((id) => (bridge.crm.order(id) as { readonly customer: { readonly id: number } }).customer.id);

async function linkedKeys(bridge: TestBridge, kind: LinkKind, crmIds: readonly number[]) {
  const links = await bridge.links().readMany(kind, crmIds);
  return crmIds.map((crmId) => links.get(String(crmId))?.key);
}

describe('the state table is lost', () => {
  it.each([
    ['keeps given keys', {}],
    ['gives keys and row identifiers of its own', { keepClientKeys: false, keepRowIds: false }],
  ] satisfies [string, Partial<Switches>][])(
    'links rebuild, then a full re-import makes no duplicate, in a 1C that %s',
    async (_, switches) => {
      await using bridge = await startBridge({ switches });
      const ids = createOrders(bridge);
      const customers = customersOf(bridge, ids);
      expect(kinds(await bridge.importOrders(...ids))).toEqual(ids.map(() => 'imported'));
      const keysOf = async () => [
        ...(await linkedKeys(bridge, 'order', ids)),
        ...(await linkedKeys(bridge, 'partner', customers)),
        ...(await linkedKeys(bridge, 'counterparty', customers)),
      ];
      const before = { keys: await keysOf(), versions: versions(bridge) };
      bridge.loseState();
      bridge.takeRequests();

      const report = await bridge.rebuildLinks();

      const people = { linked: new Set(customers).size, known: 0 };
      expect(report).toEqual({
        isDryRun: false,
        former: 'none',
        documents: ids.length,
        links: { order: { linked: ids.length, known: 0 }, partner: people, counterparty: people },
        issueCounts: {},
        issues: [],
      });
      expect(await keysOf()).toEqual(before.keys);

      const again = await bridge.importOrders(...ids);
      const third = await bridge.importOrders(...ids);

      expect(again.every(({ status }) => status === 'done')).toBe(true);
      expect(kinds(third)).toEqual(ids.map(() => 'unchanged'));
      expect(writes(bridge)).toEqual([]);
      expect(versions(bridge)).toEqual(before.versions);
    },
  );
});
