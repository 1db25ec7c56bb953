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
import { atLeast, type BenchRow, tableOf } from './bench-row.ts';

const ROUNDS = 15;
const PLANS = 5_000;
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
  const rounds = Array.from({ length: ROUNDS }, () => plansPerSecond(order, person, facts));
  // The best round is the one that the machine's other work, and the compiler, disturbed least.
  return [
    atLeast(20_000, {
      name: 'Orders: planning five rows, delivery and a new customer',
      figure: Math.max(...rounds),
      unit: 'plans/s/core',
    }),
  ];
}

/** Per second of processor time, all threads of the process counted, so that a busy machine does not change the figure. */
function plansPerSecond(order: CrmOrder, person: Person, facts: DocumentFacts): number {
  const before = process.cpuUsage();
  for (let count = 0; count < PLANS; count += 1) {
    planOnce(order, person, facts);
  }
  const { user, system } = process.cpuUsage(before);
  return (PLANS / (user + system)) * 1e6;
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
  const plan = planDocument(order, { crmId: person.crmId, partner, counterparty }, facts, settings);
  if ('problems' in plan || plan.writes.length + writes.length !== 4) {
    throw new Error(`planned something else: ${JSON.stringify(plan)}`);
  }
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
