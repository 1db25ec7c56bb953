import type { CrmOrder } from '../../lib/crm/order.ts';
import type { CustomerFacts } from '../../lib/orders/customer/facts.ts';
import { type Person, personOf } from '../../lib/orders/customer/person.ts';
import { planCustomer } from '../../lib/orders/customer/plan-customer.ts';
import { sentContacts } from '../../lib/orders/customer/sent-contacts.ts';
import type { DocumentFacts } from '../../lib/orders/order/facts.ts';
import { planDocument } from '../../lib/orders/order/plan-document.ts';
import { crmItem, crmOrder } from '../orders/support/crm-order.ts';
import { testDigest } from '../orders/support/digest.ts';
import { factsFor } from '../orders/support/facts.ts';
import { testKey, validSettings } from '../settings/valid-settings.ts';
import { atLeast, type BenchRow, median, tableOf, withoutBar } from './bench-row.ts';
import { referenceWork } from './reference.ts';

const ROUNDS = 60;
/** Rounds that are the compiler's. */
const WARM_UP = 12;
/** So many of each a round, some 50 ms: short beside the minutes for which a machine slows down, long beside a collection of garbage. */
const PLANS = 400;
const REFERENCES = 1_500;

/**
 * What 20,000 orders a second and core are on the quiet machine that this bar was set on, as a ratio that holds on others and on busy ones.
 * Commit 078c82a planned 21,736 to 22,196 a second there, 21,966 in the middle. Against {@link referenceWork}, both in turn, the same commit
 * plans 25.3 orders (24.9 to 25.7 in seven runs at a load of 10 to 18 on two cores, which plans 6,000 a second) for 100 of the
 * reference: 20,000 / 21,966 × 25.3. On that machine the reference would run 86,900 times a second.
 */
const BAR = 23;

const ROWS = [1, 2, 3, 4, 5];

const settings = validSettings();

/** Five different lines, none of whose discounts divides evenly, and delivery: Σ 333.33 × n − 0.67 × n + 350. */
const order = crmOrder({
  items: ROWS.map((id) =>
    crmItem(id, {
      quantity: String(id),
      initialPrice: '333.33',
      discountTotal: '0.67',
      prices: [{ price: '332.66', quantity: String(id) }],
    }),
  ),
  delivery: { code: 'courier', cost: '350', address: { city: 'Примерск', text: 'ул. Примерная, д. 1' } },
  totalSumm: '5339.90',
});

/** A customer who is new to 1C, so that everything has to be planned. */
const nobody: CustomerFacts = {
  partner: undefined,
  counterparty: undefined,
  vanished: { partner: undefined, counterparty: undefined },
  proposed: { partner: testKey(901), counterparty: testKey(902) },
  contactKinds: new Map([
    ['ТелефонПартнера', testKey(1)],
    ['EmailПартнера', testKey(2)],
    ['ТелефонКонтрагента', testKey(3)],
    ['EmailКонтрагента', testKey(4)],
    ['ПочтовыйАдресКонтрагента', testKey(5)],
  ]),
  sent: sentContacts({ phone: '+7 (900) 000-00-01', email: 'primer@example.ru' }, testDigest),
  isAmbiguous: false,
};

/** The bar of planning: what is decided about an order of five rows and delivery, its customer included. */
export async function run(): Promise<BenchRow[]> {
  const person = personOf(order);
  if (person === undefined) {
    throw new Error('the order names no person');
  }
  const facts = factsFor(order);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const plans = perSecond(PLANS, () => planOnce(order, person, facts));
    const references = perSecond(REFERENCES, referenceWork);
    return { plans, references, ratio: (100 * plans) / references };
  }).slice(WARM_UP);
  const middle = (figure: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[figure]));
  const name = 'Orders: planning five rows, delivery and a new customer';
  return [
    atLeast(BAR, { name, figure: middle('ratio'), unit: 'orders for 100 of the reference' }),
    withoutBar({ name, figure: middle('plans'), unit: 'orders/s/core' }),
    withoutBar({
      name: 'The reference that planning is compared with',
      figure: middle('references'),
      unit: 'times/s/core',
    }),
  ];
}

/** Per second of processor time, all threads of the process counted, so that waiting for a core does not change the figure. */
function perSecond(times: number, work: (index: number) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index += 1) {
    work(index);
  }
  const { user, system } = process.cpuUsage(before);
  return (times / (user + system)) * 1e6;
}

function planOnce(order: CrmOrder, person: Person, facts: DocumentFacts): void {
  const { partner, counterparty, writes } = planCustomer(
    {
      person,
      digest: testDigest,
      orderNumber: order.number,
      address: 'Примерск, ул. Примерная, д. 1',
      accessGroup: settings.accessGroup,
      release: facts.release,
    },
    nobody,
  );
  const plan = planDocument(order, { id: person.crmId, partner, counterparty }, facts, settings);
  if ('problems' in plan || plan.writes.length + writes.length !== 4) {
    throw new Error(`planned something else: ${JSON.stringify(plan)}`);
  }
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
