import { NEW_PEOPLE } from '../../shop/data/people.ts';
import type { Good, Shop, Site } from '../../shop/shop.ts';
import { createOfferCatalog, type Offer, type OfferCatalog } from '../offers.ts';

/** Parameters of `POST /api/v5/orders/create`; `order` is still to be put into JSON. */
export interface NewOrder {
  readonly site: string;
  readonly order: Readonly<Record<string, unknown>>;
}

/** The last two digits of the telephones of people who order for the first time. */
const FIRST_PHONE = 80;

/**
 * The order with which the demonstration begins: a new person buys three goods of the first site, one of them by
 * weight, with a discount that does not divide evenly and courier delivery for 350.00.
 *
 * @param sequence other numbers give other people (ten of them) and goods.
 * @throws {RangeError} if the shop has no goods of those kinds in stock.
 */
export function newOrderDraft(shop: Shop, sequence = 0): NewOrder {
  const [site] = shop.sites;
  const person = NEW_PEOPLE[sequence % NEW_PEOPLE.length];
  if (site === undefined || person === undefined) {
    throw new RangeError('the shop has no sites');
  }
  const [lastName, firstName, patronymic, mailbox] = person;
  const offers = createOfferCatalog(shop);
  const plain = pick(offers, site, sequence, (good) => !good.fractional && good.characteristics.length === 0);
  const variant = pick(offers, site, sequence, (good) => good.characteristics.length > 0);
  const byWeight = pick(offers, site, sequence, (good) => good.unit === 'кг');
  return {
    site: site.code,
    order: {
      lastName,
      firstName,
      patronymic,
      phone: `+7 (900) 000-00-${FIRST_PHONE + (sequence % NEW_PEOPLE.length)}`,
      email: `${mailbox}@example.ru`,
      status: 'client-confirmed',
      orderMethod: 'shopping-cart',
      customerComment: 'Позвоните за час до доставки',
      shipmentStore: site.warehouse.storeCode,
      discountManualAmount: 60,
      items: [
        { offer: { xmlId: plain.xmlId }, quantity: 2 },
        { offer: { xmlId: variant.xmlId }, quantity: 3, discountManualAmount: 10 },
        { offer: { xmlId: byWeight.xmlId }, quantity: 0.35 },
      ],
      delivery: {
        code: 'courier',
        cost: 350,
        address: { index: '100001', city: 'г. Примерск', text: 'ул. Примерная, д. 1, кв. 2' },
        time: { from: '10:00', to: '14:00' },
      },
    },
  };
}

function pick(offers: OfferCatalog, site: Site, sequence: number, suits: (good: Good) => boolean): Offer {
  const suitable = offers.all.filter(
    ({ good }) =>
      good !== undefined &&
      good.type === 'Товар' &&
      suits(good) &&
      (good.stock[site.warehouse.key] ?? 0) >= 10,
  );
  const offer = suitable[sequence % suitable.length];
  if (offer === undefined) {
    throw new RangeError('the shop has no such goods in stock');
  }
  return offer;
}
