declare const filterBrand: unique symbol;
declare const literalBrand: unique symbol;

/** A condition in 1C's dialect of OData v3, not yet percent-encoded. */
export type Filter = string & { readonly [filterBrand]: true };

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

export const flag = (value: boolean): Literal => String(value) as Literal;

/**
 * A key for a composite property: a bare guid silently matches nothing there (onec-odata A6).
 *
 * @throws {TypeError} if `key` is not a GUID.
 */
export const castKey = (key: string, set: string): Literal => `cast(${guid(key)},${text(set)})` as Literal;

export const eq = (property: string, value: Literal): Filter => `${property} eq ${value}` as Filter;
export const ge = (property: string, value: Literal): Filter => `${property} ge ${value}` as Filter;
export const le = (property: string, value: Literal): Filter => `${property} le ${value}` as Filter;
export const substringOf = (needle: string, property: string): Filter =>
  `substringof(${text(needle)},${property})` as Filter;

/** Several conditions in one pair of parentheses, so that they may stand inside any other; one stays as it is. */
export const and = (...conditions: readonly Filter[]): Filter => join(' and ', conditions);
export const or = (...conditions: readonly Filter[]): Filter => join(' or ', conditions);

function join(operator: string, conditions: readonly Filter[]): Filter {
  const [only, ...others] = conditions;
  if (only === undefined) {
    throw new TypeError('a condition of no parts');
  }
  return (others.length === 0 ? only : `(${conditions.join(operator)})`) as Filter;
}
