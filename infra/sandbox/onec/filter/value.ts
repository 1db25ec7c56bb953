/** What an expression is known to give before any entity is seen. */
export type StaticType = 'text' | 'number' | 'flag' | 'guid' | 'date' | 'composite' | 'reference';

/** A reference together with the set it points into: what a composite property holds and what `cast` makes. */
export interface TypedReference {
  readonly key: string;
  readonly set: string;
}

/** What an expression gave; undefined = NULL, from a navigation that leads nowhere. */
export type Value = string | number | boolean | TypedReference | undefined;

/** The record that the condition is asked about, and the rows that lambda variables stand for. */
export interface Scope {
  readonly record: Readonly<Record<string, unknown>>;
  readonly variables: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** An expression with its names looked up and its types checked, ready to be asked about records. */
export interface Compiled {
  readonly type: StaticType;
  evaluate(scope: Scope): Value;
  /** What it gives whatever it is asked about. */
  readonly literal?: Value;
}
