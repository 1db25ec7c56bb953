import type { SandboxCrm } from '../../../../infra/sandbox/crm/sandbox-crm.ts';
import { draftOrder, type Peculiarity } from '../../../../infra/sandbox/crm/seed/order-drafts.ts';
import type { Prng } from '../../../../infra/sandbox/shop/prng.ts';
import type { Shop } from '../../../../infra/sandbox/shop/shop.ts';
import { createEdits, STATUSES } from './order-edits.ts';
import { createShoppers } from './shoppers.ts';

type Json = Readonly<Record<string, unknown>>;

/** What will become of an order in 1C, as far as its first state tells. */
export type Prospect = 'imported' | 'skipped' | 'parked';

interface OpenOrder {
  readonly id: number;
  readonly prospect: Prospect;
  /** Nobody touches it any more: 1C would not take a later change. */
  isOver: boolean;
  isDeleted: boolean;
}

/** The people who work in the CRM: they take orders and change them, all of it at random. */
export interface Office {
  readonly orders: readonly OpenOrder[];
  /** @returns the order's id. */
  takeOrder(): number;
  /** Changes one of the orders. @returns its id, and whether the CRM tells anybody at once: of a deletion only the history does. */
  changeOrder(): { readonly id: number; readonly isTold: boolean };
}

const PECULIARITIES: ReadonlyMap<Peculiarity, Prospect> = new Map([
  ['offline', 'skipped'],
  ['noItems', 'skipped'],
  ['unmappedStatus', 'skipped'],
  ['unknownProduct', 'parked'],
  ['handTypedLine', 'parked'],
  ['cancelledItem', 'imported'],
]);

const STATUS_NOT_EXCHANGED = 'redirect';
const PECULIAR_PERCENT = 3;

export function openOffice(crm: SandboxCrm, shop: Shop, prng: Prng): Office {
  const shoppers = createShoppers(prng, shop.knownPeople);
  const orders: OpenOrder[] = [];

  const takeOrder = (): number => {
    const peculiarity = prng.chance(PECULIAR_PERCENT) ? prng.pick([...PECULIARITIES.keys()]) : undefined;
    const { site, order: draft } = draftOrder({ shop, offers: crm.offers, prng }, peculiarity);
    const shopper = shoppers.next();
    const { patronymic: _, phone: __, email: ___, ...rest } = draft;
    const order = crm.createOrder(site.code, {
      ...rest,
      ...shopper.fields,
      status: peculiarity === 'unmappedStatus' ? STATUS_NOT_EXCHANGED : prng.pick(STATUSES),
      ...(shopper.card === undefined ? {} : { customer: { id: shopper.card } }),
    });
    shopper.card = Number((order.customer as Json).id);
    const prospect = peculiarity === undefined ? 'imported' : (PECULIARITIES.get(peculiarity) ?? 'imported');
    orders.push({ id: Number(order.id), prospect, isOver: prospect !== 'imported', isDeleted: false });
    return Number(order.id);
  };

  const edit = createEdits(crm.offers, prng, shoppers.freshPhone);

  const changeOrder = (): { id: number; isTold: boolean } => {
    const order = prng.pick(orders.filter(({ isOver }) => !isOver).slice(-300));
    const kind = prng.integer(1, 100);
    if (kind <= 1) {
      crm.deleteOrder(order.id);
      order.isDeleted = true;
      order.isOver = true;
      return { id: order.id, isTold: false };
    }
    if (kind <= 4) {
      order.isOver = true;
      crm.editOrder(order.id, { status: 'cancel-other' });
    } else {
      crm.editOrder(order.id, edit(crm.order(order.id)));
    }
    return { id: order.id, isTold: true };
  };

  return { orders, takeOrder, changeOrder };
}
