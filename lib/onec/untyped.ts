import type { ListQuery, ValuesQuery } from './client.ts';
import type { Filter } from './filter.ts';

/**
 * The reading half of the client before descriptions are put in front of it: sets by name, `Entity` is what the description
 * of the set promises.
 */
export interface Reading {
  sets(): Promise<readonly string[]>;
  list<Entity>(set: string, query?: ListQuery): Promise<readonly Entity[]>;
  count(set: string, filter?: Filter): Promise<number>;
  listByValues<Entity>(set: string, query: ValuesQuery): Promise<readonly Entity[]>;
  read<Entity>(set: string, key: string, select?: readonly string[]): Promise<Entity | undefined>;
}
