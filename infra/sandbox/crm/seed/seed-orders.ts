import type { Clock } from '../../../../lib/platform/clock.ts';
import { createPrng } from '../../shop/prng.ts';
import type { Shop } from '../../shop/shop.ts';
import type { Actor } from '../history/record.ts';
import { localTime } from '../local-time.ts';
import type { OfferCatalog } from '../offers.ts';
import type { OrderBook } from '../order-book.ts';
import { type OrderInput, parseOrderInput } from '../orders/order-input.ts';
import { draftOrder, type OrderDraft, type Peculiarity } from './order-drafts.ts';

export interface SeedParts {
  readonly shop: Shop;
  readonly offers: OfferCatalog;
  readonly timeZone: string;
  /** When the account opens: the seeded orders lie before it. */
  readonly startAt: number;
  /** An order book that takes the time of its saves from the given clock. */
  readonly openBook: (clock: Clock) => OrderBook;
}

const SEEDED_ORDERS = 44;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOURS_BETWEEN = 11;

/** By the order's number in the seed. */
const PECULIARITIES: Readonly<Record<number, Peculiarity>> = {
  5: 'offline',
  11: 'noItems',
  17: 'cancelledItem',
  23: 'unknownProduct',
  29: 'handTypedLine',
  35: 'unmappedStatus',
  36: 'corporate',
};

/** Statuses of the reference preset, the common ones more often (original-import 1.5). */
const STATUSES = [
  'new',
  'client-confirmed',
  'assembling',
  'complete',
  'availability-confirmed',
  'send-to-assembling',
  'new',
  'prepayed',
  'offer-analog',
  'complete',
  'no-product',
  'assembling-complete',
  'client-confirmed',
  'cancel-other',
  'ready-to-wait',
  'new',
];

/** A status that the reference preset has no row for. */
const UNMAPPED_STATUS = 'delivering';

/** The shops' own program, whose key is not the bridge's. */
const SHOP_SITE: Actor = { source: 'api', keyMark: 'shop-site' };

/**
 * Fills a new account with orders of the last three weeks: created by the sites, then confirmed, paid for and moved on
 * by people, so that the history has something to tell. The same shop and start give the same orders.
 */
export function seedOrders(parts: SeedParts): void {
  const prng = createPrng(`orders/${parts.shop.organizations.map(({ key }) => key).join('/')}`);
  let now = 0;
  const book = parts.openBook({ now: () => now });
  const customers = new Map<string, unknown>();
  for (let index = 0; index < SEEDED_ORDERS; index += 1) {
    const peculiarity = PECULIARITIES[index];
    const draft = draftOrder({ shop: parts.shop, offers: parts.offers, prng }, peculiarity);
    const before = (SEEDED_ORDERS - index) * HOURS_BETWEEN * HOUR;
    now = parts.startAt - before + prng.integer(0, 3 * 60) * MINUTE;
    const order = book.create(draft.site.code, inputOf(draft, customers), SHOP_SITE);
    if (draft.knownPerson !== undefined) {
      customers.set(draft.knownPerson.partnerKey, order.customer);
    }
    const actor: Actor = { source: 'user', userId: prng.pick(parts.shop.users).crmId };
    const isPaid = prng.chance(45);
    now += prng.integer(5, 90) * MINUTE;
    book.edit(
      Number(order.id),
      paymentInput(draft, order.totalSumm, isPaid, localTime(now, parts.timeZone)),
      actor,
    );
    const status =
      peculiarity === 'unmappedStatus' ? UNMAPPED_STATUS : (STATUSES[index % STATUSES.length] ?? 'new');
    now += prng.integer(5, 120) * MINUTE;
    book.edit(Number(order.id), parseOrderInput({ status }, 'full'), actor);
  }
}

/** A person's second order belongs to the customer that the first one made. */
function inputOf(draft: OrderDraft, customers: ReadonlyMap<string, unknown>): OrderInput {
  const known = draft.knownPerson === undefined ? undefined : customers.get(draft.knownPerson.partnerKey);
  const customer =
    typeof known === 'object' && known !== null && 'id' in known ? { customer: { id: known.id } } : {};
  return parseOrderInput({ ...draft.order, ...customer }, 'full');
}

function paymentInput(draft: OrderDraft, amount: unknown, isPaid: boolean, at: string): OrderInput {
  const payment = isPaid
    ? { type: draft.paymentType, amount, status: 'paid', paidAt: at }
    : { type: draft.paymentType, amount, status: 'not-paid' };
  return parseOrderInput({ payments: [payment] }, 'full');
}
