import type { Entity } from './entity.ts';

/** One entity as it is after a transaction; null if it was deleted. */
export interface Change {
  readonly set: string;
  readonly key: string;
  readonly entity: Readonly<Entity> | null;
}
