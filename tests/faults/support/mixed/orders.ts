import { createPrng, type Prng } from '../../../../infra/sandbox/shop/prng.ts';
import { completeInn } from '../../../../infra/sandbox/shop/tax-id.ts';
import type { Stage } from '../stage.ts';

type Json = Readonly<Record<string, unknown>>;

const KINDS = ['person', 'person', 'person', 'legal-entity', 'enterpreneur'] as const;
/** So many orders a buyer makes on average. */
const ORDERS_OF_A_BUYER = 4;
const STATUSES = ['new', 'client-confirmed', 'ready-to-wait', 'assembling', 'cancel-other', 'no-call'];
const ACCOUNT = '40702810000000000000';

/**
 * Somebody who buys: what his orders say of him is always the same, so that what becomes of him in 1C does not depend on which
 * of them comes first. The CRM's cards are made with his first order.
 */
interface Buyer {
  readonly fields: Json;
  readonly address: Json;
  readonly site: string;
  cards?: Json;
}

function makeBuyer(number: number, prng: Prng, sites: readonly string[]): Buyer {
  const kind = KINDS[number % KINDS.length] ?? 'person';
  const digits = String(number).padStart(4, '0');
  const person = {
    lastName: `Смешанный-${number}`,
    firstName: 'Пример',
    phone: `+7 (900) 002-${digits.slice(0, 2)}-${digits.slice(2)}`,
    email: `mixed-${number}@example.com`,
  };
  const nickName = `${kind === 'enterpreneur' ? 'ИП' : 'ООО'} Смешанный-${number}`;
  return {
    site: prng.pick(sites),
    address: { city: 'г. Примерск', text: `ул. Первая, ${number}` },
    fields:
      kind === 'person'
        ? person
        : {
            ...person,
            customer: { type: 'customer_corporate', nickName },
            contragent: legalDetails(kind, nickName, digits),
          },
  };
}

function legalDetails(contragentType: string, legalName: string, digits: string): Json {
  const isTrader = contragentType === 'enterpreneur';
  return {
    contragentType,
    legalName,
    legalAddress: `100001, г. Примерск, ул. Вторая, ${digits}`,
    INN: completeInn(isTrader ? `770000${digits}` : `77000${digits}`),
    ...(isTrader ? { OGRNIP: `30477000000${digits}` } : { KPP: '770001001', OGRN: `102770000${digits}` }),
    BIK: '044525000',
    bank: 'Банк «Образец»',
    bankAccount: `${ACCOUNT.slice(0, -4)}${digits}`,
  };
}

/**
 * Puts orders of persons, companies and sole traders on two sites into the CRM, the same ones for the same seed.
 *
 * @returns their ids, oldest first.
 */
export function takeMixedOrders(stage: Stage, count: number, seed: string): readonly number[] {
  const prng = createPrng(`${seed}/mixed`);
  const sites = stage.shop.sites.map(({ code }) => code);
  const buyers = Array.from({ length: Math.ceil(count / ORDERS_OF_A_BUYER) }, (_, number) =>
    makeBuyer(number, prng, sites),
  );
  return Array.from({ length: count }, () => {
    const buyer = prng.pick(buyers);
    const order = stage.crm.createOrder(buyer.site, {
      ...buyer.fields,
      ...buyer.cards,
      status: prng.pick(STATUSES),
      items: makeLines(stage, prng),
      ...discountOf(prng),
      delivery: { code: 'courier', cost: prng.pick([0, 350, 99.99]), address: buyer.address },
      managerComment: prng.chance(30) ? `Заметка ${prng.integer(1, 1000)}` : '',
    });
    buyer.cards ??= cardsOf(order);
    return Number(order.id);
  });
}

const discountOf = (prng: Prng): Json =>
  prng.chance(40)
    ? { discountManualPercent: prng.integer(1, 20) }
    : { discountManualAmount: prng.integer(0, 9) };

function makeLines({ shop }: Stage, prng: Prng): readonly Json[] {
  const count = prng.integer(1, 6);
  const first = prng.integer(0, shop.goods.length - count);
  return shop.goods.slice(first, first + count).map(({ key, price, fractional, characteristics }) => {
    const [characteristic] = characteristics;
    return {
      offer: { xmlId: characteristic === undefined ? key : `${key}#${characteristic.key}` },
      initialPrice: price,
      quantity: fractional ? prng.integer(50, 3000) / 1000 : prng.integer(1, 7),
      status: prng.chance(10) ? 'out-of-stock' : 'new',
    };
  });
}

/** The cards that the CRM has made with a first order, by which the next ones name them. */
function cardsOf({ customer, contact, company }: Json): Json {
  const { id, type } = customer as Json;
  return type === 'customer_corporate'
    ? {
        customer: { id },
        contact: { id: (contact as Json).id },
        ...(company === undefined ? {} : { company: { id: (company as Json).id } }),
      }
    : { customer: { id } };
}
