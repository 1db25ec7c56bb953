import { cutText } from '../cut-text.ts';
import type { ObjectDescription, Properties } from './describe.ts';
import { standardProperties } from './wire.ts';

/** One text that did not fit. It names the place, never the text: cuts are reported in logs. */
export interface Cut {
  /** `АдресДоставки`, or `Товары[2].Содержание` with the row counted from 0. */
  readonly property: string;
  /** Lengths of the text before and after, UTF-16 units as 1C counts. */
  readonly length: number;
  readonly kept: number;
}

/**
 * Cuts the texts of a body to the lengths of its object, so that what is sent is what 1C keeps: 1C itself cuts silently
 * (onec-odata A7), and a natural key that was cut unnoticed is never found again.
 *
 * @returns a body with the same properties (the same object, if everything fits) and every cut that was made. Properties
 *   that the description does not know are left as they are.
 */
export function cutTexts<Body extends object>(
  description: ObjectDescription,
  body: Body,
): { readonly body: Body; readonly cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  const { texts, tables } = limitsOf(description);
  let fitted = cutProperties(texts, body, '', cuts);
  for (const [name, table] of tables) {
    const rows = propertyOf(body, name);
    if (Array.isArray(rows)) {
      const kept = cutRows(table, rows, name, cuts);
      fitted = kept === rows ? fitted : { ...fitted, [name]: kept };
    }
  }
  return { body: fitted, cuts };
}

/** Longest texts by property; what is missing may be of any length. */
type TextLimits = ReadonlyMap<string, number>;

interface Limits {
  readonly texts: TextLimits;
  readonly tables: ReadonlyMap<string, TextLimits>;
}

/** Kept, since every body that is planned or sent is measured by them. */
const knownLimits = new WeakMap<ObjectDescription, Limits>();

function limitsOf(description: ObjectDescription): Limits {
  const known = knownLimits.get(description);
  if (known !== undefined) {
    return known;
  }
  const limits = {
    texts: textLimits({ ...standardProperties(description), ...description.properties }),
    tables: new Map(
      Object.entries(description.tables).map(([name, table]): [string, TextLimits] => [
        name,
        textLimits(table),
      ]),
    ),
  };
  knownLimits.set(description, limits);
  return limits;
}

function textLimits(properties: Properties): TextLimits {
  return new Map(
    Object.entries(properties).flatMap(([name, property]): [string, number][] =>
      property.kind === 'text' && property.length > 0 ? [[name, property.length]] : [],
    ),
  );
}

/** The same list if every row fits. */
function cutRows(
  table: TextLimits,
  rows: readonly unknown[],
  place: string,
  cuts: Cut[],
): readonly unknown[] {
  const before = cuts.length;
  const kept = rows.map((row, index) =>
    typeof row === 'object' && row !== null ? cutProperties(table, row, `${place}[${index}].`, cuts) : row,
  );
  return cuts.length === before ? rows : kept;
}

/** The same object if every text fits. Looks at the texts only: most properties are none. */
function cutProperties<Source extends object>(
  texts: TextLimits,
  source: Source,
  place: string,
  cuts: Cut[],
): Source {
  let fitted = source;
  for (const [name, length] of texts) {
    const value = propertyOf(source, name);
    if (typeof value === 'string' && value.length > length) {
      const kept = cutText(value, length);
      cuts.push({ property: `${place}${name}`, length: value.length, kept: kept.length });
      fitted = { ...fitted, [name]: kept };
    }
  }
  return fitted;
}

const propertyOf = (source: object, name: string): unknown =>
  (source as Readonly<Record<string, unknown>>)[name];
