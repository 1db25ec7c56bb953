import type { Base } from '../base.ts';
import { refreshStates } from '../behaviour/order-state-record.ts';
import { POSTED_SET, STOCK_SET, stockBalance, stockKey } from '../behaviour/stock.ts';
import type { Faults } from '../faults/rules.ts';
import type { RequestLog } from '../http/request-log.ts';
import { EMPTY_KEY, emptyEntity, emptyRow } from '../schema/empty.ts';
import { periodicRecord } from '../schema/periodic-record.ts';
import type { SetSchema } from '../schema/schema.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf } from '../store/entity.ts';
import { Transaction } from '../store/transaction.ts';
import type { Switches } from '../switches.ts';
import { setPosted } from '../write/write.ts';

/** The administrator asked for something that is not there. */
export class UnknownEntity extends Error {
  readonly code = 'unknownEntity';

  constructor(what: string) {
    super(`${what} does not exist in the sandbox`);
    this.name = 'UnknownEntity';
  }
}

/** The sandbox from behind: what a person working in 1C, or a test, does to it. */
export class Control {
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly #base: Base;

  constructor(base: Base, faults: Faults, requests: RequestLog) {
    this.#base = base;
    this.faults = faults;
    this.requests = requests;
  }

  /** What clients lost silently so far (onec-odata A7). */
  get damage(): Base['damage'] {
    return this.#base.damage;
  }

  /** May be turned at any time. */
  get switches(): Switches {
    return this.#base.switches;
  }

  /** All entities of a set as stored; also `sandbox_stock` and `sandbox_posted`. */
  entities(set: string): readonly Readonly<Entity>[] {
    return [...this.#base.store.list(set)];
  }

  entity(set: string, key: string): Readonly<Entity> | undefined {
    return this.#base.store.get(set, key.toLowerCase());
  }

  /**
   * Writes an entity over whatever is there, as a person in 1C would: `DataVersion` grows, no handler runs. A property that
   * is left out keeps its value; of a new entity it is empty.
   *
   * @throws {UnknownEntity} for an unknown set; {TypeError} for an unknown property: this is no client to be fooled.
   */
  put(set: string, key: string, properties: Readonly<Record<string, unknown>>): Readonly<Entity> {
    const schema = this.#demandSet(set);
    const known = this.#base.store.get(set, key.toLowerCase());
    const draft: Entity =
      known === undefined ? { ...emptyEntity(schema), Ref_Key: key } : structuredClone<Entity>(known);
    for (const [name, value] of Object.entries(properties)) {
      draft[name] = demandStorable(schema, name, value);
    }
    const transaction = new Transaction(this.#base.store);
    if ('DataVersion' in draft) {
      draft.DataVersion = transaction.nextVersion();
    }
    transaction.put(set, key.toLowerCase(), draft);
    transaction.commit();
    return draft;
  }

  /** As `put`, of an entity that exists. @throws {UnknownEntity} */
  patch(set: string, key: string, properties: Readonly<Record<string, unknown>>): Readonly<Entity> {
    if (this.entity(set, key) === undefined) {
      throw new UnknownEntity(`${set}(${key})`);
    }
    return this.put(set, key, properties);
  }

  /** Removes an entity from the base, with no handler. @throws {UnknownEntity} */
  remove(set: string, key: string): void {
    if (this.entity(set, key) === undefined) {
      throw new UnknownEntity(`${set}(${key})`);
    }
    const transaction = new Transaction(this.#base.store);
    transaction.remove(set, key.toLowerCase());
    transaction.commit();
  }

  /**
   * Writes a record of a periodic register, as a document would; what is left out is empty.
   *
   * @throws {UnknownEntity} for an unknown register; {TypeError} for an unknown property.
   */
  record(set: string, properties: Readonly<Record<string, string | number | boolean>>): void {
    const register = this.#base.schema.periodic.get(set);
    if (register === undefined) {
      throw new UnknownEntity(set);
    }
    const change = periodicRecord(register, properties);
    const transaction = new Transaction(this.#base.store);
    transaction.put(set, change.key, change.entity);
    transaction.commit();
  }

  /** All that the base holds. @returns what brings it back to this moment; faults, switches and logs stay as they are. */
  snapshot(): () => void {
    return this.#base.store.snapshot();
  }

  /** Units of an item on hand. */
  stock(item: string, warehouse: string, characteristic = EMPTY_KEY): number {
    return numberOf(this.entity(STOCK_SET, stockKey({ item, characteristic, warehouse })) ?? {}, 'ВНаличии');
  }

  /** Sets the units on hand; computes the states of orders and the available stock anew. */
  setStock(item: string, warehouse: string, units: number, characteristic = EMPTY_KEY): void {
    const place = { item, characteristic, warehouse };
    const transaction = new Transaction(this.#base.store);
    transaction.put(STOCK_SET, stockKey(place), stockBalance(place, units));
    transaction.commit();
    refreshStates(this.#base);
  }

  /** Closes an order as if it were shipped and paid: every live row to be shipped, status Закрыт, posted again. */
  closeOrder(key: string): Readonly<Entity> {
    const order = structuredClone(this.entity('Document_ЗаказКлиента', key));
    if (order === undefined) {
      throw new UnknownEntity(`Document_ЗаказКлиента(${key})`);
    }
    const rows = rowsOf(order, 'Товары').map((row) =>
      flagOf(row, 'Отменено') ? row : { ...row, ВариантОбеспечения: 'Отгрузить' },
    );
    this.put('Document_ЗаказКлиента', key, { Статус: 'Закрыт', Товары: rows });
    return this.post('Document_ЗаказКлиента', key);
  }

  /** Posts a document as a person would. @throws {ODataFault} if the configuration refuses. */
  post(set: string, key: string): Readonly<Entity> {
    return setPosted(this.#base, this.#demandSet(set), key.toLowerCase(), true);
  }

  /** Un-posts a document as a person would. */
  unpost(set: string, key: string): Readonly<Entity> {
    return setPosted(this.#base, this.#demandSet(set), key.toLowerCase(), false);
  }

  /** Computes the states of posted orders: the job that `lazyStates` holds back. */
  refreshStates(): void {
    refreshStates(this.#base);
  }

  /** Orders as they were when last posted. */
  posted(key: string): Readonly<Entity> | undefined {
    return this.entity(POSTED_SET, key);
  }

  #demandSet(set: string): SetSchema {
    const schema = this.#base.schema.sets.get(set);
    if (schema === undefined) {
      throw new UnknownEntity(set);
    }
    return schema;
  }
}

function demandStorable(schema: SetSchema, name: string, value: unknown): Entity[string] {
  const table = schema.tables.get(name);
  if (table !== undefined && Array.isArray(value)) {
    return value.map((row: Row, index) => ({ ...emptyRow(table), ...row, LineNumber: String(index + 1) }));
  }
  if (schema.fields.has(name) && isScalar(value)) {
    return value;
  }
  throw new TypeError(`${schema.set}.${name} is not a property, or its value is of the wrong kind`);
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
