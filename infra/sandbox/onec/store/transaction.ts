import type { Change } from './change.ts';
import type { Entity } from './entity.ts';
import type { Store } from './store.ts';

/** Writes that become visible together or not at all: a refusal while posting leaves nothing half-posted (ut-filling 0). */
export class Transaction {
  readonly #store: Store;
  readonly #changes = new Map<string, Change>();

  constructor(store: Store) {
    this.#store = store;
  }

  get(set: string, key: string): Readonly<Entity> | undefined {
    const change = this.#changes.get(`${set}\n${key}`);
    return change === undefined ? this.#store.get(set, key) : (change.entity ?? undefined);
  }

  /** A copy to change and put back; undefined if there is no such entity. */
  edit(set: string, key: string): Entity | undefined {
    return structuredClone(this.get(set, key));
  }

  /** Every entity of a set, those of this transaction included. */
  list(set: string): Readonly<Entity>[] {
    const changed = [...this.#changes.values()].filter((change) => change.set === set);
    if (changed.length === 0) {
      return [...this.#store.list(set)];
    }
    const replaced = new Set(changed.map(({ key }) => this.#store.get(set, key)));
    const untouched = [...this.#store.list(set)].filter((entity) => !replaced.has(entity));
    return [...untouched, ...changed.flatMap(({ entity }) => (entity === null ? [] : [entity]))];
  }

  put(set: string, key: string, entity: Entity): void {
    this.#changes.set(`${set}\n${key}`, { set, key, entity });
  }

  remove(set: string, key: string): void {
    this.#changes.set(`${set}\n${key}`, { set, key, entity: null });
  }

  nextVersion(): string {
    return this.#store.nextVersion();
  }

  commit(): void {
    this.#store.commit([...this.#changes.values()]);
  }
}
