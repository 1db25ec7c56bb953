import type { Clock } from '../../../lib/platform/clock.ts';
import { findOrMakeParties, partiesOf } from './customers.ts';
import type { Actor } from './history/record.ts';
import type { Json } from './json.ts';
import { localTime } from './local-time.ts';
import type { OfferCatalog } from './offers.ts';
import { createOrderSaver, type Save, type SavedOrder } from './order-saver.ts';
import { applyInput } from './orders/apply-input.ts';
import { blankOrder, partyIds } from './orders/blank-order.ts';
import { combineOrders, type Technique } from './orders/combine-orders.ts';
import type { OrderInput } from './orders/order-input.ts';
import { applyOverlays, type Overlay } from './orders/overlay.ts';
import { renderOrder } from './orders/render-order.ts';
import type { CustomerState, OrderState, Parties } from './orders/state.ts';
import { badEntity, badInput, notFound, Refusal } from './refusal.ts';
import type { CrmStore, StoredOrder } from './store.ts';

export interface OrderBookParts {
  readonly store: CrmStore;
  readonly offers: OfferCatalog;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly currency: string;
  readonly siteCodes: ReadonlySet<string>;
  readonly storeCodes: ReadonlySet<string>;
  readonly identicalItems: boolean;
  /** Told after every save, as the account's trigger would be. */
  readonly onSaved: (event: SavedOrder) => void;
}

/** The orders of the account: every save, whoever makes it, goes through here and leaves its history. */
export interface OrderBook {
  /** @throws {Refusal} 400. */
  create(site: string, input: OrderInput, actor: Actor): Json;
  /** @throws {Refusal} 404 for an unknown id, 400. */
  edit(id: number, input: OrderInput, actor: Actor): Json;
  /** @throws {Refusal} 404. */
  remove(id: number, actor: Actor): void;
  /**
   * Merges an order into another: the first is gone, its history says into which.
   *
   * @throws {Refusal} 400 if they are the same or one of them does not exist.
   */
  combine(id: number, resultId: number, technique: Technique, actor: Actor): void;
  /**
   * Merges a customer into another of the same kind: the first is gone, its orders are the other's.
   *
   * @throws {Refusal} 400 if they are the same, of two kinds, or one of them does not exist.
   */
  combineCustomers(id: number, resultId: number, actor: Actor): void;
  /** Puts raw JSON over an order, for shapes that the API cannot make. @throws {Refusal} 404. */
  overlay(id: number, overlay: Overlay, actor: Actor): Json;
  /** The order as the API answers it. */
  render(stored: StoredOrder): Json;
}

/**
 * The book of an account over its store: finds orders, checks what is asked and applies it. What has passed is saved with
 * its history, and the trigger told.
 */
export function createOrderBook(parts: OrderBookParts): OrderBook {
  const { store, offers, currency } = parts;
  const renderWith = ({ state, overlays }: StoredOrder, parties: Parties): Json =>
    applyOverlays(renderOrder(state, { offers, parties, currency }), overlays);
  const saver = createOrderSaver({ store, render: renderWith, onSaved: parts.onSaved });

  return {
    render: (order) => renderWith(order, partiesOf(store, order.state)),
    create,
    edit,
    remove: (id, actor) => saver.remove(demandOrder(store, id), saveBy(actor)),
    combine,
    combineCustomers,
    overlay: (id, overlay, actor) => {
      const before = demandOrder(store, id);
      const after = { ...before, overlays: [...before.overlays, overlay] };
      return saver.edit(before, after, partiesOf(store, before.state), saveBy(actor));
    },
  };

  function create(site: string, input: OrderInput, actor: Actor): Json {
    if (!parts.siteCodes.has(site)) {
      throw badInput('site', 'Site is not available.');
    }
    refuseKnownExternalId(store, input, site, undefined);
    const save = saveBy(actor);
    const { at } = save;
    const parties = findOrMakeParties(store, input, site, at);
    const id = store.takeId('order');
    const blank = blankOrder({ id, site, parties, at, fromApi: actor.source === 'api' });
    return saver.create({ state: applied(blank, input, at), overlays: [] }, parties, save);
  }

  function edit(id: number, input: OrderInput, actor: Actor): Json {
    const before = demandOrder(store, id);
    const { site } = before.state;
    refuseKnownExternalId(store, input, site, id);
    const save = saveBy(actor);
    const parties = findOrMakeParties(store, input, site, save.at, partiesOf(store, before.state));
    const { contactId: _, companyId: __, ...state } = applied(before.state, input, save.at);
    return saver.edit(before, { ...before, state: { ...state, ...partyIds(parties) } }, parties, save);
  }

  function combine(id: number, resultId: number, technique: Technique, actor: Actor): void {
    const merged = demandLoaded(store, id, 'order');
    const before = demandLoaded(store, resultId, 'resultOrder');
    if (id === resultId) {
      throw badInput('resultOrder', 'An order can not be combined with itself.');
    }
    const after = { ...before, state: combineOrders(before.state, merged.state, technique) };
    saver.combine(merged, before, after, saveBy(actor));
  }

  function combineCustomers(id: number, resultId: number, actor: Actor): void {
    const merged = demandCustomer(store, id, 'customers');
    const result = demandCustomer(store, resultId, 'resultCustomer');
    if (id === resultId || merged.type !== result.type) {
      throw badInput('resultCustomer', 'A customer can not be combined with this one.');
    }
    const save = saveBy(actor);
    for (const before of store.orders().filter(({ state }) => state.customerId === id)) {
      const { contactId, ...state } = before.state;
      const after = {
        ...before,
        state: {
          ...state,
          customerId: resultId,
          ...(contactId === undefined ? {} : { contactId: contactId === id ? resultId : contactId }),
        },
      };
      saver.edit(before, after, partiesOf(store, after.state), save);
    }
    store.commit({ customers: [{ ...merged, mergedInto: resultId }] });
  }

  function saveBy(actor: Actor): Save {
    return { at: localTime(parts.clock.now(), parts.timeZone), actor };
  }

  function applied(order: OrderState, input: OrderInput, at: string): OrderState {
    return applyInput(order, input, {
      offers,
      takeId: store.takeId,
      at,
      identicalItems: parts.identicalItems,
      storeCodes: parts.storeCodes,
      customFields: store.customFields().filter(({ entity }) => entity === 'order'),
    });
  }
}

function demandOrder(store: CrmStore, id: number): StoredOrder {
  const order = store.order(id);
  if (order === undefined) {
    throw notFound();
  }
  return order;
}

function demandCustomer(store: CrmStore, id: number, parameter: string): CustomerState {
  const customer = store.customer(id);
  if (customer === undefined || customer.mergedInto !== undefined) {
    throw badInput(parameter, `Customer with id=${id} not found.`);
  }
  return customer;
}

/** The combination answers 400 where the other methods answer 404. */
function demandLoaded(store: CrmStore, id: number, parameter: string): StoredOrder {
  const order = store.order(id);
  if (order === undefined) {
    throw new Refusal(400, 'Order is not loaded', { [parameter]: `Order with id=${id} not found.` });
  }
  return order;
}

/** Uniqueness of externalId inside a site is what every official module assumes (retailcrm-api 3.1). */
function refuseKnownExternalId(
  store: CrmStore,
  input: OrderInput,
  site: string,
  own: number | undefined,
): void {
  const { externalId } = input;
  const isTaken = store
    .orders()
    .some(({ state }) => state.id !== own && state.site === site && state.header.externalId === externalId);
  if (typeof externalId === 'string' && externalId !== '' && isTaken) {
    throw badEntity({ externalId: `Order with externalId=${externalId} already exists.` });
  }
}
