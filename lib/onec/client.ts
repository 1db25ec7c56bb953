import type { Filter, Literal } from './filter.ts';

export interface ListQuery {
  readonly filter?: Filter;
  /**
   * Property names with `_Key`; absent = everything, tabular sections included. A list that would make the address too
   * long for web servers is left out: then everything comes.
   */
  readonly select?: readonly string[];
  readonly orderBy?: string;
  readonly top?: number;
  readonly skip?: number;
}

export interface ValuesQuery {
  readonly property: string;
  readonly values: readonly Literal[];
  /** A further condition that every entity must meet. */
  readonly and?: Filter;
  readonly select?: readonly string[];
}

/**
 * 1C's standard OData interface (onec-odata A). Sets are named as in the address (`Document_ЗаказКлиента`), entities have
 * 1C's own property names. Reads are repeated on passing faults; writes never are: a write whose answer was lost throws
 * `UnknownOutcome`, and the caller searches before it repeats. Every method throws an `OnecError`.
 */
export interface OnecClient {
  /** Names of all that the base publishes: sets, and their tabular sections as `Document_ЗаказКлиента_Товары`. */
  sets(): Promise<readonly string[]>;
  /** One request, one page. */
  list<Entity>(set: string, query?: ListQuery): Promise<readonly Entity[]>;
  /** All pages in the stable order of `Ref_Key` (gt/lt on references do not exist in 1C). */
  listAll<Entity>(set: string, query?: Pick<ListQuery, 'filter' | 'select'>): Promise<readonly Entity[]>;
  /** Entities whose property equals one of many values; split into as many requests as the address length demands. */
  listByValues<Entity>(set: string, query: ValuesQuery): Promise<readonly Entity[]>;
  /** One entity, or undefined if there is none (404, code 9). */
  read<Entity>(set: string, key: string, select?: readonly string[]): Promise<Entity | undefined>;
  /**
   * The entity as 1C answers it: its `Ref_Key` counts, whatever key was proposed; its `DataVersion` may be empty
   * (onec-odata A7).
   */
  create<Entity>(set: string, body: object): Promise<Entity>;
  /** PATCH: only the named properties change; a tabular section is replaced as a whole. */
  update<Entity>(set: string, key: string, changes: object): Promise<Entity>;
  /** Posts a document, never operationally (onec-odata A7). */
  post(set: string, key: string): Promise<void>;
  unpost(set: string, key: string): Promise<void>;
}
