import * as z from 'zod/mini';
import { StateRefused, StateUnreadable } from './errors.ts';
import type { Item, Key } from './table.ts';

/** DynamoDB's limit for nested values. */
const DEEPEST_LEVEL = 32;

/**
 * A copy of `value` as it will be read back: `undefined` properties are left out, as in JSON. Both tables store only
 * what passes here, so that neither accepts a value that the other changes or refuses.
 *
 * @param path where the value stands in the item, for the error.
 * @throws {StateRefused} for anything that JSON or DynamoDB cannot hold: `undefined` in a list, NaN, dates, class instances,
 *   numbers beyond the safe integers.
 */
function storedCopy(value: unknown, path: string, level = 0): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'number' && isStorableNumber(value)) {
    return value;
  }
  if (typeof value !== 'object' || level >= DEEPEST_LEVEL) {
    throw new StateRefused(`${path} is not a JSON value`, { path });
  }
  if (Array.isArray(value)) {
    return value.map((element, index) => storedCopy(element, `${path}[${index}]`, level + 1));
  }
  if (!isPlainObject(value)) {
    throw new StateRefused(`${path} is an instance of a class`, { path });
  }
  return copyOfProperties(value, path, level);
}

/** Neither too large for the SDK to write without a loss, nor too small for DynamoDB. */
function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= 1e-130);
}

/** {@link storedCopy} of every attribute. */
export function storedCopyOf<T extends object>(attributes: T): T {
  return copyOfProperties(attributes, '', 0) as T;
}

/**
 * An item read through the schema of its kind.
 *
 * @throws {StateUnreadable} naming the attribute; never its value.
 */
export function decodeItem<S extends z.ZodMiniType>(schema: S, item: Item): z.output<S> {
  const result = z.safeParse(schema, item);
  if (result.success) {
    return result.data;
  }
  const places = result.error.issues.map((issue) => issue.path.join('.') || 'item').join(', ');
  throw new StateUnreadable(item, `wrong ${places}`);
}

/** What a list of items holds: one that cannot be read is named and hides none of the others. */
export interface Listed<Stored> {
  readonly records: readonly Stored[];
  /** Keys of the items that cannot be read. */
  readonly unreadable: readonly Key[];
}

/** A list of items, each read by `decode`. @throws what `decode` throws, but for {@link StateUnreadable}. */
export function decodeItems<Stored>(decode: (item: Item) => Stored, items: readonly Item[]): Listed<Stored> {
  const records: Stored[] = [];
  const unreadable: Key[] = [];
  for (const item of items) {
    try {
      records.push(decode(item));
    } catch (error) {
      if (!(error instanceof StateUnreadable)) {
        throw error;
      }
      unreadable.push({ pk: item.pk, sk: item.sk });
    }
  }
  return { records, unreadable };
}

/**
 * An item read through the schema of its kind; undefined if there is none, or none that can be read: for records that the bridge
 * itself writes anew.
 */
export function decodeIfReadable<S extends z.ZodMiniType>(
  schema: S,
  item: Item | undefined,
): z.output<S> | undefined {
  const result = z.safeParse(schema, item);
  return result.success ? result.data : undefined;
}

/**
 * What is read, or undefined if what is stored cannot be read: for what the work that follows replaces, so that a damaged
 * record does not keep its successor out (R-1, D-13).
 */
export async function ifReadable<Stored>(read: Promise<Stored | undefined>): Promise<Stored | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof StateUnreadable) {
      return undefined;
    }
    throw error;
  }
}

function copyOfProperties(value: object, path: string, level: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, property]) => property !== undefined)
      .map(([name, property]) => [
        name,
        storedCopy(property, path === '' ? name : `${path}.${name}`, level + 1),
      ]),
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
