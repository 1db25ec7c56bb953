import type { Filter, Literal } from './filter.ts';
import type {
  BalanceDescription,
  DocumentDescription,
  EntityOf,
  PeriodicDescription,
} from './ut/describe.ts';
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
import type {
  BalanceColumnOf,
  BalanceOf,
  DimensionOf,
  RecordColumnOf,
  WireDimensionOf,
} from './ut/virtual-table.ts';

export interface ListQuery<Selection extends string = string, Order extends string = string> {
  readonly filter?: Filter;
  /**
   * Wire names, `Партнер_Key`, and `Товары/Цена` for columns of a tabular section; absent = everything, tabular sections
   * included. A list that would make the address too long for web servers is left out: then everything comes.
   */
  readonly select?: readonly Selection[];
  /** The first decides; a reference sorts by its presentation, which others may share (design, decisions). */
  readonly orderBy?: readonly Order[];
  readonly top?: number;
  readonly skip?: number;
}

/** A list that is read whole, however many pages it takes. */
export type WholeQuery<Selection extends string = string> = Pick<ListQuery<Selection>, 'filter' | 'select'>;

/** A property that equals one of many values; as many requests are made as the address length demands. */
export interface AnyOf<Property extends string = string> {
  readonly property: Property;
  readonly values: readonly Literal[];
}

export interface ValuesQuery<Property extends string = string, Selection extends string = string>
  extends AnyOf<Property> {
  /** A further condition that every entity must meet. */
  readonly and?: Filter;
  readonly select?: readonly Selection[];
}

export interface BalanceQuery<
  Dimension extends string = string,
  Selection extends string = string,
  Property extends string = string,
> {
  /** On dimensions under their wire names, whether they are asked for or not; what is left is added up. */
  readonly condition?: Filter;
  /** A dimension among `dimensions`, by its wire name: the parts would have to be added up otherwise. */
  readonly anyOf?: AnyOf<Property>;
  /** By what to add up, without `_Key`; absent = all dimensions, which is the most rows. */
  readonly dimensions?: readonly Dimension[];
  readonly select?: readonly Selection[];
}

export interface SliceQuery<Selection extends string = string, Property extends string = string> {
  /** Local time of the 1C server; what was recorded later does not count. Absent = now and whatever lies in the future. */
  readonly period?: string;
  /** On dimensions under their wire names: on anything else it would hide the last record and bring up an older one. */
  readonly condition?: Filter;
  readonly anyOf?: AnyOf<Property>;
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
  /** How many entities meet the condition. */
  count(object: ListedDescription, filter?: Filter): Promise<number>;
  /** All pages at once; for lists too large to be held, and for what is promised, see `listPages`. */
  listAll<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    query?: WholeQuery<S>,
  ): Promise<readonly Selected<D, S>[]>;
  /** Entities whose property equals one of many values; split into as many requests as the address length demands. */
  listByValues<D extends ListedDescription, S extends SelectionOf<D> = SelectionOf<D>>(
    object: D,
    query: ValuesQuery<PropertyOf<D>, S>,
  ): Promise<readonly Selected<D, S>[]>;
  /**
   * Balances of today, in one answer for each part of `anyOf`: pages would be computed anew, every one of them (onec-odata
   * F4). What comes to nothing is missing.
   */
  balance<
    D extends BalanceDescription,
    N extends DimensionOf<D> = DimensionOf<D>,
    S extends BalanceColumnOf<D, N> = BalanceColumnOf<D, N>,
  >(
    register: D,
    query?: BalanceQuery<N, S, WireDimensionOf<D, N>>,
  ): Promise<readonly Pick<BalanceOf<D, N>, S>[]>;
  /** The last record of each combination of dimensions, in one answer for each part of `anyOf`. */
  sliceLast<D extends PeriodicDescription, S extends RecordColumnOf<D> = RecordColumnOf<D>>(
    register: D,
    query?: SliceQuery<S, RecordColumnOf<D>>,
  ): Promise<readonly Pick<EntityOf<D>, S>[]>;
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
