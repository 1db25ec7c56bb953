import type { CrmClient, OrdersAnswer } from '../../crm/client.ts';
import type { OnecClient } from '../../onec/client.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Links } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { RowIdentity } from '../order/facts.ts';
import { findGoods } from '../order/goods/find-goods.ts';
import type { OrderMemory } from '../order/order-memory.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { readRows } from './documents.ts';
import { issues, type RebuildIssue } from './issues.ts';
import type { WriteLink, WrittenLink } from './link-writer.ts';
import type { FormerLinks } from './plan-former.ts';
import { agrees, type DocumentGroup, matchGroup, type OrderPair } from './plan-matches.ts';
import { identifyRows } from './plan-row-identities.ts';
import { type CustomerOfPair, proveCustomers } from './prove-customers.ts';

/** What linking orders needs. */
export interface LinkOrdersDeps {
  readonly crm: Pick<CrmClient, 'ordersByIds' | 'ordersByNumbers'>;
  readonly onec: OnecClient;
  readonly dictionaries: Pick<Dictionaries, 'characteristics'>;
  readonly links: Links;
  readonly proposed: ProposedKeys;
  readonly write: WriteLink;
}

/** What became of the orders' links, and what the orders say about their customers. */
export interface LinkedOrders {
  readonly written: readonly WrittenLink[];
  readonly issues: readonly RebuildIssue[];
  readonly customers: readonly CustomerOfPair[];
  /** Documents of which the CRM confirms, and denies, what the former extension noted. */
  readonly former: { readonly confirmed: number; readonly denied: number };
}

const WRITES_AT_ONCE = 8;

/**
 * Links the documents of some groups to their orders: two requests to the CRM, a few to 1C, one write a link that is not
 * there yet.
 */
export async function linkOrders(
  groups: readonly DocumentGroup[],
  former: FormerLinks,
  settings: Settings,
  deps: LinkOrdersDeps,
): Promise<LinkedOrders> {
  const { orders, malformed } = await askCrm(groups, former, deps.crm);
  const sources = { orders, former: former.orders, sites: settings.sites, proposed: deps.proposed };
  const matches = groups.map((group) => matchGroup(group, sources));
  const pairs = matches.flatMap((match) => match.pairs);
  const customers = await proveCustomers(pairs, former, settings, deps);
  const written = await writeOrders(pairs, customers, settings, deps);
  const agreed = groups
    .flatMap(({ documents }) => documents)
    .map((document) => {
      const note = former.orders.get(document.Ref_Key);
      return agrees(
        document,
        note,
        orders.find(({ id }) => id === note?.orderId),
      );
    });
  return {
    written,
    issues: [
      ...matches.flatMap((match) => match.issues),
      ...malformed.map(({ id, problem }) => issues.orderMalformed(id, problem)),
    ],
    customers,
    former: {
      confirmed: agreed.filter((one) => one === true).length,
      denied: agreed.filter((one) => one === false).length,
    },
  };
}

async function askCrm(
  groups: readonly DocumentGroup[],
  former: FormerLinks,
  crm: LinkOrdersDeps['crm'],
): Promise<OrdersAnswer> {
  const noted = groups.flatMap(({ documents }) =>
    documents.flatMap(({ Ref_Key }) => former.orders.get(Ref_Key)?.orderId ?? []),
  );
  const byId = await crm.ordersByIds(noted);
  const byNumber = await crm.ordersByNumbers(groups.map(({ number }) => number).filter(Boolean));
  const known = new Map([...byId.orders, ...byNumber.orders].map((order) => [order.id, order]));
  const malformed = new Map([...byId.malformed, ...byNumber.malformed].map((order) => [order.id, order]));
  return { orders: [...known.values()], malformed: [...malformed.values()] };
}

async function writeOrders(
  pairs: readonly OrderPair[],
  customers: readonly CustomerOfPair[],
  settings: Settings,
  deps: LinkOrdersDeps,
): Promise<readonly WrittenLink[]> {
  const held = await deps.links.readMany(
    'order',
    pairs.map(({ order }) => order.id),
  );
  const fresh = pairs.filter(({ document, order }) => held.get(String(order.id))?.key !== document.Ref_Key);
  const identify = await readIdentities(fresh, settings, deps);
  const proven = new Map(
    customers.filter(({ isProven }) => isProven).map(({ order, person }) => [order.id, person.crmId]),
  );
  return eachLimited(pairs, WRITES_AT_ONCE, (pair) => {
    const { id } = pair.order;
    const customer = proven.get(id);
    const memory: Partial<OrderMemory> = {
      rows: identify(pair),
      ...(customer === undefined ? {} : { customer }),
    };
    const found = {
      kind: 'order',
      crmId: id,
      key: pair.document.Ref_Key,
      held: held.get(String(id)),
    } as const;
    return deps.write({ ...found, memory: { ...memory } });
  });
}

/** Reads what tells the rows of the pairs; nothing is said of the rows of any other. */
async function readIdentities(
  pairs: readonly OrderPair[],
  settings: Settings,
  { onec, dictionaries, proposed }: LinkOrdersDeps,
): Promise<(pair: OrderPair) => readonly RowIdentity[]> {
  if (pairs.length === 0) {
    return () => [];
  }
  const items = pairs.flatMap(({ order }) => order.items);
  const goods = await findGoods(items, settings, { onec, dictionaries });
  const rows = await readRows(
    pairs.map(({ document }) => document.Ref_Key),
    onec,
  );
  return ({ document, order }) => identifyRows(order, rows.get(document.Ref_Key) ?? [], goods, proposed);
}
