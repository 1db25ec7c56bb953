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
  const fitted = Object.entries(body).map(([name, value]) => {
    const table = description.tables[name];
    return table === undefined || !Array.isArray(value)
      ? [name, fitText(lengthOf(description, name), value, name, cuts)]
      : [name, value.map((row, index) => fitRow(table, row, `${name}[${index}]`, cuts))];
  });
  return { body: cuts.length === 0 ? body : Object.fromEntries(fitted), cuts };
}

function lengthOf(description: ObjectDescription, name: string): number {
  const property = description.properties[name] ?? standardProperties(description)[name];
  return property?.kind === 'text' ? property.length : 0;
}

function fitRow(table: Properties, row: unknown, place: string, cuts: Cut[]): unknown {
  if (typeof row !== 'object' || row === null) {
    return row;
  }
  const fitted = Object.entries(row).map(([name, value]) => {
    const property = table[name];
    return [name, fitText(property?.kind === 'text' ? property.length : 0, value, `${place}.${name}`, cuts)];
  });
  return Object.fromEntries(fitted);
}

/** @param length 0 = the property takes any text, or is none. */
function fitText(length: number, value: unknown, property: string, cuts: Cut[]): unknown {
  if (length === 0 || typeof value !== 'string' || value.length <= length) {
    return value;
  }
  const kept = cutText(value, length);
  cuts.push({ property, length: value.length, kept: kept.length });
  return kept;
}
