declare const literalBrand: unique symbol;

/**
 * A condition on the entities of a set, as a tree: `lib/onec/ut` puts other names into it for other releases. How 1C
 * writes it is {@link filterText}.
 */
export type Filter = Comparison | Search | Join;

interface Comparison {
  readonly kind: 'comparison';
  readonly operator: 'eq' | 'ge' | 'le';
  /** As on the wire: `Партнер_Key`. */
  readonly property: string;
  readonly value: Literal;
}

interface Search {
  readonly kind: 'search';
  readonly property: string;
  readonly needle: Literal;
}

interface Join {
  readonly kind: 'join';
  readonly operator: 'and' | 'or';
  readonly conditions: readonly Filter[];
}

/** A value inside a condition, quoted and escaped. */
export type Literal = string & { readonly [literalBrand]: true };

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** `guid'…'`. @throws {TypeError} if `key` is not a GUID: it would otherwise become part of the condition's syntax. */
export function guid(key: string): Literal {
  if (!GUID.test(key)) {
    throw new TypeError(`not a GUID: ${JSON.stringify(key)}`);
  }
  return `guid'${key}'` as Literal;
}

/** A text in single quotes, inner quotes doubled. */
export const text = (value: string): Literal => `'${value.replaceAll("'", "''")}'` as Literal;

/** `datetime'2026-01-10T12:00:00'`. @throws {TypeError} if `value` is not in 1C's own notation. */
export function dateTime(value: string): Literal {
  if (!DATE_TIME.test(value)) {
    throw new TypeError(`not a date of 1C's: ${JSON.stringify(value)}`);
  }
  return `datetime'${value}'` as Literal;
}

/** `true` or `false`, without quotes. */
export const flag = (value: boolean): Literal => String(value) as Literal;

/**
 * A key for a composite property: a bare guid silently matches nothing there (onec-odata A6).
 *
 * @throws {TypeError} if `key` is not a GUID.
 */
export const castKey = (key: string, set: string): Literal => `cast(${guid(key)},${text(set)})` as Literal;

/** The property equals the value; of a composite property it must be a {@link castKey}. */
export const eq = (property: string, value: Literal): Filter => compare('eq', property, value);
/** The property is not less than the value. Not for references: 1C answers 500 (onec-odata A6). */
export const ge = (property: string, value: Literal): Filter => compare('ge', property, value);
/** The property is not greater than the value. Not for references, as {@link ge}. */
export const le = (property: string, value: Literal): Filter => compare('le', property, value);
/** The text of the property contains `needle`, which is quoted here (onec-odata A6). */
export const substringOf = (needle: string, property: string): Filter => ({
  kind: 'search',
  property,
  needle: text(needle),
});

/** Several conditions, all of which must hold. @throws {TypeError} if there are none. */
export const and = (...conditions: readonly Filter[]): Filter => join('and', conditions);
/** Several conditions, one of which must hold. @throws {TypeError} if there are none. */
export const or = (...conditions: readonly Filter[]): Filter => join('or', conditions);

/**
 * A condition in 1C's dialect of OData v3 (onec-odata A6), not yet percent-encoded. Joined conditions stand in one pair of
 * parentheses, so that they may stand inside any other.
 */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'comparison':
      return `${filter.property} ${filter.operator} ${filter.value}`;
    case 'search':
      return `substringof(${filter.needle},${filter.property})`;
    case 'join':
      return `(${filter.conditions.map(filterText).join(` ${filter.operator} `)})`;
  }
}

/** The values of a condition, as they stand in it. */
export function literalsOf(filter: Filter): readonly Literal[] {
  switch (filter.kind) {
    case 'comparison':
      return [filter.value];
    case 'search':
      return [filter.needle];
    case 'join':
      return filter.conditions.flatMap(literalsOf);
  }
}

function compare(operator: Comparison['operator'], property: string, value: Literal): Filter {
  return { kind: 'comparison', operator, property, value };
}

function join(operator: Join['operator'], conditions: readonly Filter[]): Filter {
  const [only, ...others] = conditions;
  if (only === undefined) {
    throw new TypeError('a condition of no parts');
  }
  return others.length === 0 ? only : { kind: 'join', operator, conditions };
}
