import type {
  CatalogDescription,
  DocumentDescription,
  EntityOf,
  Properties,
  RegisterDescription,
  RowOf,
  RowsDescription,
  WireOf,
} from './describe.ts';

/** An object whose elements have a key of their own: what can be read, changed and marked one by one. */
export type KeyedDescription = DocumentDescription | CatalogDescription;

/** What can be listed by its set. Of accumulation registers only virtual tables are of use (onec-odata A5, F4). */
export type ListedDescription = KeyedDescription | RegisterDescription | RowsDescription;

/** What can be created: elements, and records of independent registers. */
export type CreatedDescription = KeyedDescription | RegisterDescription;

/** Whether a description is only known to be one, so that its names cannot be checked. */
type IsOpen<D extends ListedDescription> = string extends keyof D['properties'] ? true : false;

/** Wire names of the header of `D`, tabular sections among them. */
export type PropertyOf<D extends ListedDescription> =
  IsOpen<D> extends true ? string : keyof EntityOf<D> & string;

/** `Товары/Количество`: one column of a tabular section. */
type ColumnOf<D extends ListedDescription> = {
  [Table in keyof D['tables'] & string]: `${Table}/${keyof RowOf<D['tables'][Table]> & string}`;
}[keyof D['tables'] & string];

/** What may be selected of `D`. */
export type SelectionOf<D extends ListedDescription> =
  IsOpen<D> extends true ? string : PropertyOf<D> | ColumnOf<D>;

/** What a list may be ordered by. */
export type OrderOf<D extends ListedDescription> = PropertyOf<D> | `${PropertyOf<D>} desc`;

/** The columns of one tabular section that a selection names. */
type ColumnsIn<Selection extends string, Table extends string> = Selection extends `${Table}/${infer Column}`
  ? Column
  : never;

type SelectedColumns<D extends ListedDescription, Selection extends string> = {
  readonly [Table in keyof D['tables'] & string as [ColumnsIn<Selection, Table>] extends [never]
    ? never
    : Table]: readonly Pick<
    RowOf<D['tables'][Table]>,
    ColumnsIn<Selection, Table> & keyof RowOf<D['tables'][Table]>
  >[];
};

/** An entity of `D` of which `Selection` was asked for. */
export type Selected<D extends ListedDescription, Selection extends string> =
  IsOpen<D> extends true
    ? EntityOf<D>
    : [SelectionOf<D>] extends [Selection]
      ? EntityOf<D>
      : Pick<EntityOf<D>, Selection & keyof EntityOf<D>> & SelectedColumns<D, Selection>;

/** What is sent may say Edm.Int64 as a number too (onec-odata A2). */
type Sent<P extends Properties> = Partial<WireOf<P, string | number>>;

/**
 * A body of `D`: any of its properties, sections with all their rows. A description that is only known to be one takes any
 * body.
 */
export type BodyOf<D extends CreatedDescription> =
  IsOpen<D> extends true
    ? object
    : Sent<D['properties']> &
        Partial<Omit<EntityOf<D>, keyof WireOf<D['properties']> | keyof D['tables']>> & {
          readonly [Table in keyof D['tables'] & string]?: readonly (Sent<D['tables'][Table]> & {
            readonly LineNumber: string | number;
          })[];
        };
