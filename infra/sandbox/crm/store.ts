import { type Journal, NO_JOURNAL, openJournal } from '../common/journal.ts';
import type { CustomField } from './custom-fields/custom-field.ts';
import type { HistoryRecord } from './history/record.ts';
import type { Json } from './json.ts';
import type { IdKind } from './orders/apply-items.ts';
import type { Overlay } from './orders/overlay.ts';
import type { CustomerState, OrderState } from './orders/state.ts';

export interface StoredOrder {
  readonly state: OrderState;
  readonly overlays: readonly Overlay[];
}

/** What one save changes; written and replayed as a whole. */
interface Change {
  readonly orders?: readonly StoredOrder[];
  readonly deletedOrders?: readonly number[];
  readonly customers?: readonly CustomerState[];
  readonly history?: readonly HistoryRecord[];
  readonly customFields?: readonly CustomField[];
  readonly records?: readonly StoredRecord[];
}

/** Kinds of what the account keeps by a plain key: stock and prices by offer, settings of sites, integration modules. */
export type RecordKind = 'inventory' | 'prices' | 'site' | 'module';

/** Something that is only ever replaced as a whole. */
export interface StoredRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: Json;
}

/** A line of the journal: a change and the ids that were given out up to it. */
interface JournalLine extends Change {
  readonly lastIds: Readonly<Record<IdKind, number>>;
}

/** Everything that the account holds. */
export interface CrmStore {
  order(id: number): StoredOrder | undefined;
  /** In the order of their creation. */
  orders(): readonly StoredOrder[];
  customer(id: number): CustomerState | undefined;
  customers(): readonly CustomerState[];
  /** Ascending by id. */
  history(): readonly HistoryRecord[];
  /** Of all entities, in the order of their creation. */
  customFields(): readonly CustomField[];
  record(kind: RecordKind, key: string): Json | undefined;
  /** Whether nothing was ever saved here. */
  isNew(): boolean;
  /** A number of that kind that was never given out before. */
  takeId(kind: IdKind): number;
  commit(change: Change): void;
  /** All that the account holds, in memory. @returns what brings it back to this moment, as often as it is called. */
  snapshot(): () => void;
  close(): void;
}

/** First ids minus one, far apart so that one kind is never taken for another. */
const START: Record<IdKind, number> = {
  order: 4000,
  item: 9000,
  payment: 6000,
  customer: 500,
  company: 300,
  history: 10_000,
};

/**
 * Keeps the account in memory; with a file, also as a journal that is replayed at the next start.
 *
 * @throws {JournalDamaged} if the file has an unreadable line before its last.
 */
export function openCrmStore(file: string | undefined): CrmStore {
  const journal: Journal = file === undefined ? NO_JOURNAL : openJournal(file);
  let account: Account = {
    orders: new Map(),
    customers: new Map(),
    history: [],
    customFields: new Map(),
    records: new Map(),
    lastIds: { ...START },
  };

  const apply = (change: Change): void => {
    const { orders, customers, history, customFields, records } = account;
    for (const order of change.orders ?? []) {
      orders.set(order.state.id, order);
    }
    for (const id of change.deletedOrders ?? []) {
      orders.delete(id);
    }
    for (const customer of change.customers ?? []) {
      customers.set(customer.id, customer);
    }
    for (const field of change.customFields ?? []) {
      customFields.set(`${field.entity}/${field.code}`, field);
    }
    applyRecords(records, change);
    history.push(...(change.history ?? []));
  };
  // The file is the store's own: its lines have the shape that commit wrote.
  for (const line of journal.records as readonly JournalLine[]) {
    apply(line);
    Object.assign(account.lastIds, line.lastIds);
  }
  let isNew = journal.records.length === 0;

  return {
    order: (id) => account.orders.get(id),
    orders: () => [...account.orders.values()],
    customer: (id) => account.customers.get(id),
    customers: () => [...account.customers.values()],
    history: () => account.history,
    customFields: () => [...account.customFields.values()],
    record: (kind, key) => account.records.get(`${kind}/${key}`),
    isNew: () => isNew,
    takeId: (kind) => {
      account.lastIds[kind] += 1;
      return account.lastIds[kind];
    },
    commit: (change) => {
      const line: JournalLine = { ...change, lastIds: { ...account.lastIds } };
      journal.append(line);
      apply(change);
      isNew = false;
    },
    snapshot: () => {
      const held = copyOf(account);
      return () => {
        account = copyOf(held);
      };
    },
    close: () => journal.close(),
  };
}

/** What the account holds. */
interface Account {
  readonly orders: Map<number, StoredOrder>;
  readonly customers: Map<number, CustomerState>;
  readonly history: HistoryRecord[];
  readonly customFields: Map<string, CustomField>;
  readonly records: Map<string, Json>;
  readonly lastIds: Record<IdKind, number>;
}

/** What is kept is replaced and never changed, so that to copy which there are is enough. */
const copyOf = ({ orders, customers, history, customFields, records, lastIds }: Account): Account => ({
  orders: new Map(orders),
  customers: new Map(customers),
  history: [...history],
  customFields: new Map(customFields),
  records: new Map(records),
  lastIds: { ...lastIds },
});

function applyRecords(records: Map<string, Json>, { records: changed = [] }: Change): void {
  for (const { kind, key, value } of changed) {
    records.set(`${kind}/${key}`, value);
  }
}
