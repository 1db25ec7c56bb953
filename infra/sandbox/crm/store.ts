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
  const orders = new Map<number, StoredOrder>();
  const customers = new Map<number, CustomerState>();
  const history: HistoryRecord[] = [];
  const customFields = new Map<string, CustomField>();
  const records = new Map<string, Json>();
  const lastIds = { ...START };

  const apply = (change: Change): void => {
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
    Object.assign(lastIds, line.lastIds);
  }
  let isNew = journal.records.length === 0;

  return {
    order: (id) => orders.get(id),
    orders: () => [...orders.values()],
    customer: (id) => customers.get(id),
    customers: () => [...customers.values()],
    history: () => history,
    customFields: () => [...customFields.values()],
    record: (kind, key) => records.get(`${kind}/${key}`),
    isNew: () => isNew,
    takeId: (kind) => {
      lastIds[kind] += 1;
      return lastIds[kind];
    },
    commit: (change) => {
      const line: JournalLine = { ...change, lastIds: { ...lastIds } };
      journal.append(line);
      apply(change);
      isNew = false;
    },
    close: () => journal.close(),
  };
}

function applyRecords(records: Map<string, Json>, { records: changed = [] }: Change): void {
  for (const { kind, key, value } of changed) {
    records.set(`${kind}/${key}`, value);
  }
}
