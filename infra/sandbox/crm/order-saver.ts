import { partiesOf } from './customers.ts';
import { diffOrders } from './history/diff-orders.ts';
import { type Actor, type HistoryRecord, shortOrder } from './history/record.ts';
import type { Json } from './json.ts';
import type { Parties } from './orders/state.ts';
import type { CrmStore, StoredOrder } from './store.ts';

/** What the account's trigger is told of a save. */
export interface SavedOrder {
  readonly orderId: number;
  readonly kind: 'created' | 'edited' | 'deleted';
  readonly source: Actor['source'];
}

/** When an order is saved, in the account's local time, and by whom. */
export interface Save {
  readonly at: string;
  readonly actor: Actor;
}

export interface OrderSaverParts {
  readonly store: CrmStore;
  /** The order as the API answers it; its parties need not be stored yet. */
  readonly render: (order: StoredOrder, parties: Parties) => Json;
  /** Told after every save that changed something. */
  readonly onSaved: (event: SavedOrder) => void;
}

/** Commits orders with their history (retailcrm-api 2.2), then tells the trigger. What it is given has been checked. */
export interface OrderSaver {
  /** One record that holds the whole order. @returns the order as the API answers it. */
  create(order: StoredOrder, parties: Parties, save: Save): Json;
  /**
   * One record per changed field; a save that changes nothing leaves none and tells nobody.
   *
   * @returns the order as the API answers it.
   */
  edit(before: StoredOrder, after: StoredOrder, parties: Parties, save: Save): Json;
  remove(order: StoredOrder, save: Save): void;
  /** An edit that another order goes up in: that one is gone, and its record says into which. */
  combine(merged: StoredOrder, before: StoredOrder, after: StoredOrder, save: Save): void;
}

/** The one way into the store for orders. */
export function createOrderSaver({ store, render, onSaved }: OrderSaverParts): OrderSaver {
  return {
    create: (order, parties, save) => {
      const rendered = render(order, parties);
      const { id, status } = order.state;
      const change = { field: 'status', oldValue: null, newValue: { code: status } };
      const history = [{ ...record(id, rendered, save), created: true as const, change, order: rendered }];
      store.commit({ customers: [parties.customer, parties.contact], orders: [order], history });
      tell('created', id, save);
      return rendered;
    },
    edit: (before, after, parties, save) => {
      const rendered = render(after, parties);
      const history = changeRecords(before, rendered, save);
      store.commit({ customers: [parties.customer, parties.contact], orders: [after], history });
      tellOfEdit(history, save);
      return rendered;
    },
    remove: (order, save) => {
      const { id } = order.state;
      const history = [{ ...record(id, asStored(order), save), deleted: true as const }];
      store.commit({ deletedOrders: [id], history });
      tell('deleted', id, save);
    },
    combine: (merged, before, after, save) => {
      const { id } = merged.state;
      const combinedTo = shortOrderOf(before.state.id, asStored(before));
      const last = { ...record(id, asStored(merged), save), combinedTo };
      const history = changeRecords(before, asStored(after), save);
      store.commit({ orders: [after], deletedOrders: [id], history: [last, ...history] });
      tellOfEdit(history, save);
      tell('deleted', id, save);
    },
  };

  /** Of an order whose parties are stored. */
  function asStored(order: StoredOrder): Json {
    return render(order, partiesOf(store, order.state));
  }

  function changeRecords(before: StoredOrder, after: Json, save: Save): readonly HistoryRecord[] {
    const { id } = before.state;
    return diffOrders(asStored(before), after).map((change) => ({ ...record(id, after, save), change }));
  }

  function record(orderId: number, order: Json, { at, actor }: Save): HistoryRecord {
    const id = store.takeId('history');
    return { id, orderId, createdAt: at, actor, order: shortOrderOf(orderId, order) };
  }

  function tellOfEdit([record]: readonly HistoryRecord[], save: Save): void {
    if (record !== undefined) {
      tell('edited', record.orderId, save);
    }
  }

  function tell(kind: SavedOrder['kind'], orderId: number, { actor }: Save): void {
    onSaved({ orderId, kind, source: actor.source });
  }
}

/** An overlay may have put another id, or none, over the order's own. */
const shortOrderOf = (id: number, order: Json): Json => ({ ...shortOrder(order), id });
