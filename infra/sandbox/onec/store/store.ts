import type { Change } from './change.ts';
import type { Entity } from './entity.ts';
import type { Journal } from './journal.ts';
import { decodeVersion, encodeVersion } from './version.ts';

/**
 * The entities of the base in memory, in the order of their creation. What is seeded is not journalled: it is the same
 * at every start; what is committed is, and is laid over the seed when the journal is opened again.
 */
export class Store {
  #sets = new Map<string, Map<string, Readonly<Entity>>>();
  readonly #journal: Journal | undefined;
  #version = 0n;

  constructor(seed: readonly Change[], journal?: Journal) {
    this.#journal = journal;
    this.#apply(seed);
    for (const changes of journal?.transactions ?? []) {
      this.#apply(changes);
    }
  }

  get(set: string, key: string): Readonly<Entity> | undefined {
    return this.#sets.get(set)?.get(key);
  }

  list(set: string): Iterable<Readonly<Entity>> {
    return this.#sets.get(set)?.values() ?? [];
  }

  /** The next value of `DataVersion`: it grows with every write of anything. */
  nextVersion(): string {
    this.#version += 1n;
    return encodeVersion(this.#version);
  }

  /** Makes the changes on disk and in memory; all of them or, if the disk refuses, none. */
  commit(changes: readonly Change[]): void {
    if (changes.length === 0) {
      return;
    }
    this.#journal?.append(changes);
    this.#apply(changes);
  }

  /**
   * The base as it is now. Entities are replaced and never changed, so that to remember which there are is enough; what stands
   * in a journal stays in it.
   *
   * @returns what brings the base back to this moment, as often as it is called.
   */
  snapshot(): () => void {
    const held = copyOf(this.#sets);
    const version = this.#version;
    return () => {
      this.#sets = copyOf(held);
      this.#version = version;
    };
  }

  close(): void {
    this.#journal?.close();
  }

  #apply(changes: readonly Change[]): void {
    for (const { set, key, entity } of changes) {
      const entities = this.#sets.get(set) ?? new Map<string, Readonly<Entity>>();
      this.#sets.set(set, entities);
      if (entity === null) {
        entities.delete(key);
      } else {
        entities.set(key, entity);
        this.#sawVersion(entity.DataVersion);
      }
    }
  }

  #sawVersion(version: Entity[string] | undefined): void {
    if (typeof version === 'string' && version !== '') {
      const seen = decodeVersion(version);
      if (seen > this.#version) {
        this.#version = seen;
      }
    }
  }
}

const copyOf = <Value>(
  sets: ReadonlyMap<string, ReadonlyMap<string, Value>>,
): Map<string, Map<string, Value>> => new Map([...sets].map(([set, entities]) => [set, new Map(entities)]));
