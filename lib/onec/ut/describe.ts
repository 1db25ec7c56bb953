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

/** A reference that may point into several sets; on the wire `<name>` and `<name>_Type`. */
export interface CompositeProperty {
  readonly kind: 'composite';
  readonly targets: readonly string[];
}

/** Text; `length` 0 is unlimited. Longer texts are cut silently by 1C (onec-odata A7). */
export interface TextProperty {
  readonly kind: 'text';
  readonly length: number;
}

/** A decimal number, a JSON number on the wire. `digits` 0 is not limited by the configuration. */
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

/** A value of an enumeration, by name; `''` is empty. */
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

/** One object of the configuration, as much of it as the bridge uses. */
export interface ObjectDescription {
  /** Name in the OData address: `Document_ЗаказКлиента`. */
  readonly set: string;
  readonly kind: 'document' | 'catalog' | 'informationRegister';
  readonly properties: Properties;
  /** Tabular sections by name: properties of a row. */
  readonly tables: Readonly<Record<string, Properties>>;
}

export const reference = (target: string): ReferenceProperty => ({ kind: 'reference', target });
export const composite = (...targets: string[]): CompositeProperty => ({ kind: 'composite', targets });
export const text = (length = 0): TextProperty => ({ kind: 'text', length });
export const number = (digits: number, scale: number): NumberProperty => ({ kind: 'number', digits, scale });
/** UT's money: number(15,2). */
export const money = (): NumberProperty => number(15, 2);
export const int64 = (digits = 10): Int64Property => ({ kind: 'int64', digits });
export const date = (part: DateProperty['part'] = 'date'): DateProperty => ({ kind: 'date', part });
export const flag = (): FlagProperty => ({ kind: 'flag' });
export const choice = <const Value extends string>(
  enumeration: string,
  ...values: Value[]
): ChoiceProperty<Value> => ({
  kind: 'choice',
  enumeration,
  values,
});

type Wire<P extends PropertyDescription> = P extends NumberProperty
  ? number
  : P extends FlagProperty
    ? boolean
    : P extends ChoiceProperty<infer Value>
      ? Value | ''
      : string;

/** Wire properties of a description: a reference `Партнер` becomes `Партнер_Key`, a composite `Заказ` also `Заказ_Type`. */
export type WireOf<P extends Properties> = {
  readonly [Name in keyof P & string as P[Name] extends ReferenceProperty ? `${Name}_Key` : Name]: Wire<
    P[Name]
  >;
} & {
  readonly [Name in keyof P & string as P[Name] extends CompositeProperty ? `${Name}_Type` : never]: string;
};

interface StandardOf {
  readonly document: { readonly Number: string; readonly Date: string; readonly Posted: boolean };
  readonly catalog: { readonly Description: string };
  readonly informationRegister: unknown;
}

interface Identified {
  readonly Ref_Key: string;
  readonly DataVersion: string;
  readonly DeletionMark: boolean;
}

/** A row of a tabular section as 1C answers it: `LineNumber` is a string that runs from "1". */
export type RowOf<P extends Properties> = WireOf<P> & { readonly LineNumber: string };

/** An entity of `D` as 1C answers it when every property is asked for. */
export type EntityOf<D extends ObjectDescription> = WireOf<D['properties']> &
  StandardOf[D['kind']] &
  (D['kind'] extends 'informationRegister' ? unknown : Identified) & {
    readonly [Table in keyof D['tables'] & string]: readonly RowOf<D['tables'][Table]>[];
  };
