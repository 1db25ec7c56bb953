import { NEW_PEOPLE } from '../../shop/data/people.ts';
import type { Prng } from '../../shop/prng.ts';
import type { Person, Shop, Site } from '../../shop/shop.ts';
import { completeInn } from '../../shop/tax-id.ts';
import { PAYMENT_TYPES } from '../dictionaries.ts';
import type { Offer, OfferCatalog } from '../offers.ts';

/** What makes a seeded order unlike the others. */
export type Peculiarity =
  | 'offline'
  | 'noItems'
  | 'cancelledItem'
  | 'unknownProduct'
  | 'handTypedLine'
  | 'corporate'
  | 'unmappedStatus';

export interface DraftParts {
  readonly shop: Shop;
  readonly offers: OfferCatalog;
  readonly prng: Prng;
}

export interface OrderDraft {
  readonly site: Site;
  /** The customer is known to 1C. */
  readonly knownPerson: Person | undefined;
  /** JSON of the parameter `order`. */
  readonly order: Readonly<Record<string, unknown>>;
  readonly paymentType: string;
}

type DraftItem = Readonly<Record<string, unknown>>;

const STREETS = ['ул. Примерная', 'пр-т Образцовый', 'ул. Тестовая', 'пер. Учебный', 'наб. Демонстрационная'];
const CITIES = ['г. Примерск', 'г. Образцово', 'п. Тестовый'];
const CUSTOMER_COMMENTS = [
  'Позвоните за час до доставки',
  'Домофон не работает, звоните на мобильный',
  'Нужен чек на юридическое лицо: "Ромашка & Ко" <срочно>',
];
const MANAGER_COMMENTS = [
  'Постоянный покупатель',
  'Согласовали замену упаковки',
  'Просит собрать аккуратно 🙂',
];

/** A company's order: what the CRM knows of the buyer, an invented one. */
const CORPORATE: DraftItem = {
  customer: { type: 'customer_corporate', nickName: 'ООО «Пример-Опт»' },
  contragent: {
    contragentType: 'legal-entity',
    legalName: 'ООО «Пример-Опт»',
    legalAddress: '100001, г. Примерск, ул. Примерная, д. 10',
    INN: completeInn('770000001'),
    KPP: '770001001',
    OGRN: '1027700000001',
    BIK: '044525000',
    bank: 'Банк «Образец»',
    corrAccount: '30101810000000000000',
    bankAccount: '40702810000000000001',
  },
};

/** A believable order; what it holds depends on the state of `prng` only. */
export function draftOrder(parts: DraftParts, peculiarity: Peculiarity | undefined): OrderDraft {
  const { shop, prng } = parts;
  const site = prng.pick(shop.sites);
  const knownPerson = prng.chance(65) ? prng.pick(shop.knownPeople) : undefined;
  const order = {
    ...personOf(prng, knownPerson),
    ...(peculiarity === 'corporate' ? CORPORATE : {}),
    orderMethod: peculiarity === 'offline' ? 'offline' : prng.pick(['shopping-cart', 'phone', 'one-click']),
    managerId: prng.pick(shop.users).crmId,
    shipmentStore: site.warehouse.storeCode,
    ...(prng.chance(30) ? { customerComment: prng.pick(CUSTOMER_COMMENTS) } : {}),
    ...(prng.chance(25) ? { managerComment: prng.pick(MANAGER_COMMENTS) } : {}),
    ...orderDiscount(prng),
    delivery: deliveryOf(prng),
    items: itemsOf(parts, site, peculiarity),
  };
  return { site, knownPerson, order, paymentType: prng.pick(PAYMENT_TYPES)[0] };
}

function personOf(prng: Prng, known: Person | undefined): DraftItem {
  if (known === undefined) {
    const [lastName, firstName, patronymic, mailbox] = prng.pick(NEW_PEOPLE);
    const tail = String(NEW_PEOPLE.findIndex((row) => row[3] === mailbox) + 60);
    return {
      lastName,
      firstName,
      ...(prng.chance(60) ? { patronymic } : {}),
      phone: `+7 (900) 000-00-${tail}`,
      email: `${mailbox}@example.ru`,
    };
  }
  const [lastName, firstName, patronymic] = known.fullName.split(' ');
  return {
    lastName,
    firstName,
    patronymic,
    ...(known.phone === undefined ? {} : { phone: prng.chance(50) ? known.phone : plainPhone(known.phone) }),
    ...(known.email === undefined ? {} : { email: known.email }),
  };
}

/** The site writes the same number its own way: `+79000000012`. */
function plainPhone(phone: string): string {
  const digits = phone.replace(/,.*$/, '').replace(/\D/g, '');
  return `+7${digits.slice(-10)}`;
}

function orderDiscount(prng: Prng): DraftItem {
  const kind = prng.integer(1, 10);
  if (kind <= 2) {
    return { discountManualAmount: prng.integer(1, 20) * 10 };
  }
  return kind <= 4 ? { discountManualPercent: prng.integer(3, 12) } : {};
}

function deliveryOf(prng: Prng): DraftItem {
  const address = {
    index: `10000${prng.integer(0, 9)}`,
    countryIso: 'RU',
    city: prng.pick(CITIES),
    text: `${prng.pick(STREETS)}, д. ${prng.integer(1, 90)}, кв. ${prng.integer(1, 200)}`,
  };
  const kind = prng.integer(1, 10);
  if (kind <= 6) {
    return { code: 'courier', cost: 350, netCost: 200, time: { from: '10:00', to: '14:00' }, address };
  }
  return kind <= 8
    ? { code: 'russian-post', cost: 420.5, netCost: 400, address }
    : { code: 'self-delivery', cost: 0 };
}

function itemsOf(parts: DraftParts, site: Site, peculiarity: Peculiarity | undefined): DraftItem[] {
  if (peculiarity === 'noItems') {
    return [];
  }
  const { prng, offers } = parts;
  const inStock = offers.all.filter(({ good }) => (good?.stock[site.warehouse.key] ?? 0) >= 10);
  const chosen = new Set<Offer>();
  const lines = peculiarity === 'cancelledItem' ? 3 : prng.integer(1, 5);
  while (chosen.size < lines) {
    chosen.add(prng.pick(inStock));
  }
  const items = [...chosen].map((offer) => itemOf(prng, offer));
  switch (peculiarity) {
    case 'cancelledItem':
      return items.map((item, index) => (index === 0 ? { ...item, status: 'out-of-stock' } : item));
    case 'unknownProduct':
      return [...items, { offer: { id: offers.unknownToOneC.id }, quantity: 1 }];
    case 'handTypedLine':
      return [...items, { productName: 'Гравировка по договоренности', initialPrice: 450, quantity: 1 }];
    default:
      return items;
  }
}

function itemOf(prng: Prng, offer: Offer): DraftItem {
  const quantity = offer.good?.fractional ? prng.integer(30, 700) / 200 : prng.integer(1, 5);
  const kind = prng.integer(1, 10);
  const discount =
    kind <= 2
      ? { discountManualAmount: Math.floor(offer.price / 1500) }
      : kind === 3
        ? { discountManualPercent: 7.5 }
        : {};
  return { offer: { id: offer.id }, quantity, priceType: { code: 'base' }, ...discount };
}
