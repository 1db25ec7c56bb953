import * as z from 'zod/mini';
import { pathText, problemText } from './wire-values.ts';

/** What was understood, with the fields that had to be left out; or what is wrong with a field that is needed. */
export type Parsed<T> =
  | { readonly data: T; readonly unreadable: readonly string[] }
  | { readonly problem: string };

type Path = readonly PropertyKey[];

/** A field, then the map it was needed in, then the map of that: deeper than this nothing of an answer is nested. */
const MOST_ROUNDS = 8;

/**
 * Reads an answer so that a field which nobody needs never stops the rest (D-1): it is left out, and where a map cannot be
 * without it, so is the map. A field that is needed makes the whole answer unusable.
 *
 * @param value plain JSON; what is left out is taken out of it.
 * @param isNeeded says so of a field by its path, `items.0.quantity`.
 * @returns names of fields, never values.
 */
export function parseTolerantly<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  isNeeded: (path: string) => boolean,
): Parsed<T> {
  const unreadable = new Set<string>();
  for (let round = 1; ; round += 1) {
    const result = z.safeParse(schema, value);
    if (result.success) {
      return { data: result.data, unreadable: [...unreadable] };
    }
    const paths = result.error.issues.map(({ path }) => path);
    if (round > MOST_ROUNDS || paths.some((path) => path.length === 0 || isNeeded(path.join('.')))) {
      return { problem: problemText(result.error) };
    }
    // Later elements of a list first, so that the places of the earlier ones stay.
    for (const path of paths.toReversed()) {
      takeOut(value, path);
      if (round === 1) {
        unreadable.add(pathText(path));
      }
    }
  }
}

/** Takes a field out; one that is absent already was demanded by its map, which goes instead. */
function takeOut(root: unknown, path: Path): void {
  const holder = path.slice(0, -1).reduce<unknown>(fieldOf, root);
  const last = path.at(-1);
  if (last === undefined) {
    return;
  }
  const key = keyOf(holder, last);
  if (key === undefined) {
    takeOut(root, path.slice(0, -1));
  } else if (Array.isArray(holder)) {
    holder.splice(Number(key), 1);
  } else {
    delete (holder as Record<string, unknown>)[key];
  }
}

const fieldOf = (holder: unknown, step: PropertyKey): unknown => {
  const key = keyOf(holder, step);
  return key === undefined ? undefined : (holder as Readonly<Record<string, unknown>>)[key];
};

/**
 * The key in the answer that a step of the schema's path means: lists may be maps there (payments by id), and maps by code
 * lists (properties of an item).
 */
function keyOf(holder: unknown, step: PropertyKey): string | undefined {
  if (typeof holder !== 'object' || holder === null) {
    return undefined;
  }
  if (typeof step === 'number') {
    return Object.keys(holder)[step];
  }
  if (Array.isArray(holder) && !/^\d+$/.test(String(step))) {
    const index = holder.findIndex((element) => Object(element).code === step);
    return index < 0 ? undefined : String(index);
  }
  return Object.hasOwn(holder, step) ? String(step) : undefined;
}
