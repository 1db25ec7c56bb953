import type { Clock } from '../../../lib/platform/clock.ts';
import { findOrMakeParties, partiesOf } from './customers.ts';
import { diffOrders } from './history/diff-orders.ts';
import { type Actor, type HistoryRecord, shortOrder } from './history/record.ts';
import type { Json } from './json.ts';
import { localTime } from './local-time.ts';
import type { OfferCatalog } from './offers.ts';
import { type ApplyParts, applyInput } from './orders/apply-input.ts';
import { blankOrder, partyIds } from './orders/blank-order.ts';
import { combineOrders, type Technique } from './orders/combine-orders.ts';
import type { OrderInput } from './orders/order-input.ts';
import { applyOverlays, type Overlay } from './orders/overlay.ts';
import { renderOrder } from './orders/render-order.ts';
import type { Parties } from './orders/state.ts';
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

export interface SavedOrder {
  readonly orderId: number;
  readonly kind: 'created' | 'edited' | 'deleted';
  readonly source: Actor['source'];
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
  /** Puts raw JSON over an order, for shapes that the API cannot make. @throws {Refusal} 404. */
  overlay(id: number, overlay: Overlay, actor: Actor): Json;
  /** The order as the API answers it. */
  render(stored: StoredOrder): Json;
}

export function createOrderBook(parts: OrderBookParts): OrderBook {
  const { store, offers } = parts;

  const renderWith = ({ state, overlays }: StoredOrder, parties: Parties): Json =>
    applyOverlays(renderOrder(state, { offers, parties, currency: parts.currency }), overlays);

  const render = (order: StoredOrder): Json => renderWith(order, partiesOf(store, order.state));

  const stored = (id: number): StoredOrder => {
    const order = store.order(id);
    if (order === undefined) {
      throw notFound();
    }
    return order;
  };

  const now = (): string => localTime(parts.clock.now(), parts.timeZone);

  const applyParts = (at: string): ApplyParts => ({
    offers,
    takeId: store.takeId,
    at,
    identicalItems: parts.identicalItems,
    storeCodes: parts.storeCodes,
    customFields: store.customFields().filter(({ entity }) => entity === 'order'),
  });

  const record = (
    order: Json,
    id: number,
    save: Save,
    rest: Pick<HistoryRecord, 'created' | 'deleted' | 'combinedTo' | 'change'>,
  ): HistoryRecord => ({
    id: store.takeId('history'),
    orderId: id,
    createdAt: save.at,
    actor: save.actor,
    ...rest,
    order: rest.created === true ? order : { ...shortOrder(order), id },
  });

  /**
   * Commits a changed order with one history record per changed field; a save that changes nothing leaves none.
   * `merged` tells of the order that went up in this one.
   */
  const saveEdit = (
    before: StoredOrder,
    after: StoredOrder,
    parties: Parties,
    save: Save,
    merged?: HistoryRecord,
  ): Json => {
    const { id } = after.state;
    const rendered = renderWith(after, parties);
    const changes = diffOrders(render(before), rendered);
    const history = changes.map((change) => record(rendered, id, save, { change }));
    store.commit({
      customers: [parties.customer, parties.contact],
      orders: [after],
      ...(merged === undefined
        ? { history }
        : { deletedOrders: [merged.orderId], history: [merged, ...history] }),
    });
    if (history.length > 0) {
      parts.onSaved({ orderId: id, kind: 'edited', source: save.actor.source });
    }
    return rendered;
  };

  return {
    render,
    create: (site, input, actor) => {
      if (!parts.siteCodes.has(site)) {
        throw badInput('site', 'Site is not available.');
      }
      refuseKnownExternalId(store, input, site, undefined);
      const at = now();
      const parties = findOrMakeParties(store, input, site, at);
      const blank = blankOrder({
        id: store.takeId('order'),
        site,
        parties,
        at,
        fromApi: actor.source === 'api',
      });
      const order: StoredOrder = { state: applyInput(blank, input, applyParts(at)), overlays: [] };
      const { id, status } = order.state;
      const rendered = renderWith(order, parties);
      const change = { field: 'status', oldValue: null, newValue: { code: status } };
      const history = [record(rendered, id, { at, actor }, { created: true, change })];
      store.commit({ customers: [parties.customer, parties.contact], orders: [order], history });
      parts.onSaved({ orderId: id, kind: 'created', source: actor.source });
      return rendered;
    },
    edit: (id, input, actor) => {
      const before = stored(id);
      const { site } = before.state;
      refuseKnownExternalId(store, input, site, id);
      const at = now();
      const parties = findOrMakeParties(store, input, site, at, partiesOf(store, before.state));
      const { contactId: _, companyId: __, ...applied } = applyInput(before.state, input, applyParts(at));
      const state = { ...applied, ...partyIds(parties) };
      return saveEdit(before, { ...before, state }, parties, { at, actor });
    },
    remove: (id, actor) => {
      const history = [record(render(stored(id)), id, { at: now(), actor }, { deleted: true })];
      store.commit({ deletedOrders: [id], history });
      parts.onSaved({ orderId: id, kind: 'deleted', source: actor.source });
    },
    combine: (id, resultId, technique, actor) => {
      const [other, before] = [
        demandLoaded(store, id, 'order'),
        demandLoaded(store, resultId, 'resultOrder'),
      ];
      if (id === resultId) {
        throw badInput('resultOrder', 'An order can not be combined with itself.');
      }
      const save = { at: now(), actor };
      const after = { ...before, state: combineOrders(before.state, other.state, technique) };
      const combinedTo = { ...shortOrder(render(before)), id: resultId };
      const merged = record(render(other), id, save, { combinedTo });
      saveEdit(before, after, partiesOf(store, before.state), save, merged);
      parts.onSaved({ orderId: id, kind: 'deleted', source: actor.source });
    },
    overlay: (id, overlay, actor) => {
      const before = stored(id);
      const after = { ...before, overlays: [...before.overlays, overlay] };
      return saveEdit(before, after, partiesOf(store, before.state), { at: now(), actor });
    },
  };
}

function demandLoaded(store: CrmStore, id: number, parameter: string): StoredOrder {
  const order = store.order(id);
  if (order === undefined) {
    throw new Refusal(400, 'Order is not loaded', { [parameter]: `Order with id=${id} not found.` });
  }
  return order;
}

/** When and by whom. */
interface Save {
  readonly at: string;
  readonly actor: Actor;
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
