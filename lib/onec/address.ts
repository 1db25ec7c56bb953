import type { ListQuery } from './client.ts';
import { filterText, guid } from './filter.ts';

/**
 * IIS refuses a query longer than 2048 bytes unless it is told otherwise, and it does so with the HTML page of a plain 404;
 * Apache's limit is 8190 for the whole line. 2000 passes both.
 */
const LONGEST_QUERY = 2000;

/** Address of the service, which answers with the names of what is published (onec-odata A1). */
export function serviceAddress(root: string): string {
  return `${root.replace(/\/+$/, '')}/odata/standard.odata`;
}

/** Address of a set: `<root>/odata/standard.odata/Document_…`, Cyrillic percent-encoded as UTF-8 (onec-odata A1). */
export function setAddress(root: string, set: string): string {
  return `${serviceAddress(root)}/${encode(set)}`;
}

/** Address of one entity. @throws {TypeError} if `key` is not a GUID. */
export function entityAddress(root: string, set: string, key: string): string {
  return `${setAddress(root, set)}(${guid(key)})`;
}

/** Address of an entity's method. Posting is never operational: UT forbids it for most documents (onec-odata A7). */
export function methodAddress(root: string, set: string, key: string, method: 'Post' | 'Unpost'): string {
  const parameters = method === 'Post' ? '?PostingModeOperational=false' : '';
  return `${entityAddress(root, set, key)}/${method}${parameters}`;
}

/**
 * An address with its query. A `$select` that would make it longer than web servers take is left out: the answer then
 * carries more than was asked for, which is slower and still right.
 */
export function shortAddress(address: string, query: ListQuery): string {
  const whole = exactAddress(address, query);
  if (isShort(whole) || query.select === undefined) {
    return whole;
  }
  const { select: _, ...rest } = query;
  return exactAddress(address, rest);
}

/** Whether web servers take the address as it is (see {@link LONGEST_QUERY}). */
export function isShort(address: string): boolean {
  return new URL(address).search.length <= LONGEST_QUERY;
}

/** An address whose answer is asked for as JSON, with its query, however long. */
export function exactAddress(
  address: string,
  { filter, select, orderBy, top, skip }: ListQuery = {},
): string {
  return addressWith(address, {
    $format: 'json',
    $filter: filter && filterText(filter),
    $select: select?.join(','),
    $orderby: orderBy?.join(','),
    $top: top,
    $skip: skip,
  });
}

/** An address with those of the options that are given, in their order. */
export function addressWith(
  address: string,
  options: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encode(String(value))}`],
  );
  // The `$` of the names stays literal, since 1C's documentation knows no other form (onec-odata A1).
  return given.length === 0 ? address : `${address}?${given.join('&')}`;
}

/**
 * UTF-8 percent-encoding that leaves `(`, `)`, `'` and `,` as they are (fetch itself makes `%27` of quotes, in the query
 * only). A space becomes `%20`, never `+`, and `=` inside a value `%3D`: there it can only be part of somebody's text.
 */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('%2C', ',').replaceAll('%3A', ':');
}
