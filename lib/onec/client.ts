import type { Filter, Literal } from './filter.ts';
import type { DocumentDescription, EntityOf } from './ut/describe.ts';
import type {
  BodyOf,
  CreatedDescription,
  KeyedDescription,
  ListedDescription,
  OrderOf,
  PropertyOf,
  Selected,
  SelectionOf,
} from './ut/entity.ts';

export interface ListQuery<Selection extends string = string, Order extends string = string> {
  readonly filter?: Filter;
  /**
   * Wire names, `Партнер_Key`, and `Товары/Цена` for columns of a tabular section; absent = everything, tabular sections
   * included. A list that would make the address too long for web servers is left out: then everything comes.
   */
  readonly select?: readonly Selection[];
  /** The first decides; a reference sorts by its presentation, which others may share (decision "lists of 1C"). */
  readonly orderBy?: readonly Order[];
  readonly top?: number;
  readonly skip?: number;
}

/** A list that is read whole, however many pages it takes. */
export type WholeQuery<Selection extends string = string> = Pick<ListQuery<Selection>, 'filter' | 'select'>;

export interface ValuesQuery<Property extends string = string, Selection extends string = string> {
  readonly property: Property;
  readonly values: readonly Literal[];
  /** A further condition that every entity must meet. */
  readonly and?: Filter;
  readonly select?: readonly Selection[];
}

/**
 * 1C's standard OData interface (onec-odata A). What is asked for is named by its description, which also tells the
 * compiler what comes back: entities with 1C's own property names, as many of them as were selected. Reads are repeated on
 * passing faults; writes never are: a write whose answer was lost throws `UnknownOutcome`, and the caller searches before
 * it repeats. Every method throws an `OnecError`.
 */
export interface OnecClient {
  /** Names of all that the base publishes: sets, and their tabular sections as `Document_ЗаказКлиента_Товары`. */
  sets(): Promise<readonly string[]>;
  /** One request, one page. */
  list<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    query?: ListQuery<S, OrderOf<D>>,
  ): Promise<readonly Selected<D, S>[]>;
  /** All pages in the stable order of `Ref_Key` (gt/lt on references do not exist in 1C). */
  listAll<D extends KeyedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    query?: WholeQuery<S>,
  ): Promise<readonly Selected<D, S>[]>;
  /** Entities whose property equals one of many values; split into as many requests as the address length demands. */
  listByValues<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    query: ValuesQuery<PropertyOf<D>, S>,
  ): Promise<readonly Selected<D, S>[]>;
  /** One entity, or undefined if there is none (404, code 9). */
  read<D extends KeyedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    key: string,
    select?: readonly S[],
  ): Promise<Selected<D, S> | undefined>;
  /**
   * The entity as 1C answers it: its `Ref_Key` counts, whatever key was proposed; its `DataVersion` may be empty
   * (onec-odata A7).
   */
  create<D extends CreatedDescription>(object: D, body: BodyOf<D>): Promise<EntityOf<D>>;
  /** PATCH: only the named properties change; a tabular section is replaced as a whole. */
  update<D extends KeyedDescription>(object: D, key: string, changes: BodyOf<D>): Promise<EntityOf<D>>;
  /** Posts a document, never operationally (onec-odata A7). */
  post(document: DocumentDescription, key: string): Promise<void>;
  unpost(document: DocumentDescription, key: string): Promise<void>;
}
