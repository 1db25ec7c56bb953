/**
 * How UT's objects are described: plain data, one entry a property, under 1C's own names. From the same data come the
 * TypeScript types of entities, the strings that must be cut before sending, the schema of the sandbox and the test
 * against the lists of names of real configurations.
 */

/** A property holding the key of an element of `target` (`Catalog_Партнеры`); on the wire `<name>_Key`, Edm.Guid. */
export interface ReferenceProperty {
  readonly kind: 'reference';
  readonly target: string;
}

/**
 * A reference that may point into several sets; on the wire `<name>` and `<name>_Type`. `targets` are those that the
 * bridge deals with, the configuration may allow more; a target that is an enumeration is written `Enum_<name>` (what 1C
 * answers as `_Type` for one is UNCONFIRMED: onec-odata G14).
 */
export interface CompositeProperty {
  readonly kind: 'composite';
  readonly targets: readonly string[];
  /** The chart of characteristic types that decides what may be held; `targets` is then empty. */
  readonly chart?: string;
}

/** Text; `length` 0 is unlimited. Longer texts are cut silently by 1C (onec-odata A7). */
export interface TextProperty {
  readonly kind: 'text';
  readonly length: number;
}

/**
 * A decimal number (Edm.Double), or a whole number of at most 4 digits (Edm.Int16): a JSON number on the wire. `digits` 0
 * is not limited by the configuration.
 */
export interface NumberProperty {
  readonly kind: 'number';
  readonly digits: number;
  readonly scale: number;
}

/** A whole number that is Edm.Int64, hence a JSON string on the wire (`"КодСтроки":"1"`). */
export interface Int64Property {
  readonly kind: 'int64';
  readonly digits: number;
}

/** A date, a time or both: `2026-01-10T12:00:00`, local time of the 1C server, no offset. */
export interface DateProperty {
  readonly kind: 'date';
  readonly part: 'dateTime' | 'date' | 'time';
}

export interface FlagProperty {
  readonly kind: 'flag';
}

/** A value of an enumeration, by name; `''` is empty. `values` is empty where they are too many to be listed. */
export interface ChoiceProperty<Value extends string = string> {
  readonly kind: 'choice';
  readonly enumeration: string;
  readonly values: readonly Value[];
}

export type PropertyDescription =
  | ReferenceProperty
  | CompositeProperty
  | TextProperty
  | NumberProperty
  | Int64Property
  | DateProperty
  | FlagProperty
  | ChoiceProperty;

export type Properties = Readonly<Record<string, PropertyDescription>>;

interface CommonDescription {
  /** Name in the OData address: `Document_ЗаказКлиента`. */
  readonly set: string;
  /** The object's own properties, as much of them as the bridge uses; the standard ones follow from the other fields. */
  readonly properties: Properties;
  /** Tabular sections by name: properties of a row. */
  readonly tables: Readonly<Record<string, Properties>>;
}

export interface DocumentDescription extends CommonDescription {
  readonly kind: 'document';
  readonly numberLength: number;
}

export interface CatalogDescription extends CommonDescription {
  readonly kind: 'catalog';
  /** Length of `Code`; 0 = there is no such property (onec-odata A3). */
  readonly codeLength: number;
  readonly descriptionLength: number;
  /** `items`: elements below elements, `Parent_Key`; `foldersAndItems`: also `IsFolder`. */
  readonly hierarchy: 'none' | 'items' | 'foldersAndItems';
  /** Sets of possible owners: one gives `Owner_Key`, several a composite `Owner`. */
  readonly owners: readonly string[];
}

/** An independent, non-periodic information register: `dimensions` name the properties that make the key. */
export interface RegisterDescription extends CommonDescription {
  readonly kind: 'informationRegister';
  readonly dimensions: readonly string[];
}

/**
 * An accumulation register of type Balance: `properties` are its dimensions and resources. What is read of it is the
 * virtual table `<set>/Balance`, with `<resource>Balance` for every resource (onec-odata A5).
 */
export interface BalanceDescription extends CommonDescription {
  readonly kind: 'balanceRegister';
  readonly dimensions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * A periodic information register: records with a `Period`. What is read of it is the virtual table `SliceLast`, which
 * holds the last record of each combination of dimensions (onec-odata A5).
 */
export interface PeriodicDescription extends CommonDescription {
  readonly kind: 'periodicRegister';
  readonly dimensions: readonly string[];
  /** Whether documents make its records, which then are a set of their own, `<set>_RecordType`. */
  readonly recorded: boolean;
}

/** One object of the configuration, as much of it as the bridge uses. */
export type ObjectDescription =
  | DocumentDescription
  | CatalogDescription
  | RegisterDescription
  | PeriodicDescription
  | BalanceDescription;

/**
 * A tabular section as a set of its own: the rows of all objects, each with the `Ref_Key` of its owner; read only
 * (onec-odata A3).
 */
export interface RowsDescription extends CommonDescription {
  readonly kind: 'rows';
}

/** The rows of a tabular section of `owner` as a set of their own. */
export const rowsOf = <
  D extends DocumentDescription | CatalogDescription,
  Table extends keyof D['tables'] & string,
>(
  owner: D,
  table: Table,
) =>
  ({
    kind: 'rows',
    set: `${owner.set}_${table}`,
    properties: owner.tables[table] as D['tables'][Table],
    tables: {},
  }) as const satisfies RowsDescription;

/** One set: `Catalog_Партнеры`. */
export const reference = (target: string): ReferenceProperty => ({ kind: 'reference', target });
/** Several sets, as in `targets` of {@link CompositeProperty}. */
export const composite = (...targets: string[]): CompositeProperty => ({ kind: 'composite', targets });
/** The value of a characteristic: whatever `chart` allows, primitives included. */
export const characteristicValue = (chart: string): CompositeProperty => ({
  kind: 'composite',
  targets: [],
  chart,
});
/** @param length in characters, 0 = unlimited. */
export const text = (length = 0): TextProperty => ({ kind: 'text', length });
/** @param digits in all, 0 = not limited; `scale` of them stand behind the point. */
export const number = (digits: number, scale: number): NumberProperty => ({ kind: 'number', digits, scale });
/** UT's money: number(15,2). */
export const money = (): NumberProperty => number(15, 2);
/** UT's whole numbers that are Edm.Int64; most have ten digits. */
export const int64 = (digits = 10): Int64Property => ({ kind: 'int64', digits });
/** UT's Дата; the day alone unless told. */
export const date = (part: DateProperty['part'] = 'date'): DateProperty => ({ kind: 'date', part });
/** UT's Булево. */
export const flag = (): FlagProperty => ({ kind: 'flag' });
/** @param values all that the bridge may meet or send, by name; `''` need not be named. */
export const choice = <const Value extends string>(
  enumeration: string,
  ...values: Value[]
): ChoiceProperty<Value> => ({
  kind: 'choice',
  enumeration,
  values,
});
/** A value of an enumeration that is too large to be listed: a reader must expect any name. */
export const openChoice = (enumeration: string): ChoiceProperty => ({
  kind: 'choice',
  enumeration,
  values: [],
});

type Wire<P extends PropertyDescription, Int64> = P extends NumberProperty
  ? number
  : P extends FlagProperty
    ? boolean
    : P extends ChoiceProperty<infer Value>
      ? Value | ''
      : P extends Int64Property
        ? Int64
        : string;

/**
 * Wire properties of a description: a reference `Партнер` becomes `Партнер_Key`, a composite `Заказ` also `Заказ_Type`.
 * `Int64` is how whole numbers travel: 1C answers texts.
 */
export type WireOf<P extends Properties, Int64 = string> = {
  readonly [Name in keyof P & string as P[Name] extends ReferenceProperty ? `${Name}_Key` : Name]: Wire<
    P[Name],
    Int64
  >;
} & {
  readonly [Name in keyof P & string as P[Name] extends CompositeProperty ? `${Name}_Type` : never]: string;
};

interface Identified {
  readonly Ref_Key: string;
  /** Grows with every write, changed or not. The answer to a create may lack it: read again (onec-odata A7). */
  readonly DataVersion: string;
  readonly DeletionMark: boolean;
}

interface StandardOfDocument extends Identified {
  readonly Number: string;
  readonly Date: string;
  readonly Posted: boolean;
}

interface StandardOfCatalog extends Identified {
  readonly Description: string;
  readonly Predefined: boolean;
  readonly PredefinedDataName: string;
}

type OwnerOf<Owners extends readonly string[]> = Owners extends readonly [string]
  ? { readonly Owner_Key: string }
  : Owners extends readonly [string, string, ...string[]]
    ? { readonly Owner: string; readonly Owner_Type: string }
    : unknown;

type PlaceOf<Hierarchy extends CatalogDescription['hierarchy']> = Hierarchy extends 'none'
  ? unknown
  : Hierarchy extends 'items'
    ? { readonly Parent_Key: string }
    : { readonly Parent_Key: string; readonly IsFolder: boolean };

type StandardOf<D extends ObjectDescription | RowsDescription> = D extends DocumentDescription
  ? StandardOfDocument
  : D extends CatalogDescription
    ? StandardOfCatalog &
        (0 extends D['codeLength'] ? unknown : { readonly Code: string }) &
        PlaceOf<D['hierarchy']> &
        OwnerOf<D['owners']>
    : D extends RowsDescription
      ? { readonly Ref_Key: string; readonly LineNumber: string }
      : D extends PeriodicDescription
        ? { readonly Period: string }
        : unknown;

/** A row of a tabular section as 1C answers it: `LineNumber` is a string that runs from "1". */
export type RowOf<P extends Properties> = WireOf<P> & {
  readonly LineNumber: string;
};

/**
 * An entity of `D` as 1C answers it when every property is asked for. Of a description that is not known to the compiler
 * (`ObjectDescription` itself) only the standard properties have a type.
 */
export type EntityOf<D extends ObjectDescription | RowsDescription> = StandardOf<D> &
  (string extends keyof D['properties']
    ? Readonly<Record<string, unknown>>
    : WireOf<D['properties']> & {
        readonly [Table in keyof D['tables'] & string]: readonly RowOf<D['tables'][Table]>[];
      });
