import type { ObjectDescription, Properties } from './describe.ts';
import type { Release } from './release.ts';
import { release11520 } from './releases.ts';
import {
  type TranslatedProperties,
  type TranslatedProperty,
  translateProperties,
} from './translate-property.ts';
import { standardProperties } from './wire.ts';

/** How an object of 11.5.20 travels in another release. */
export interface Translation {
  readonly properties: TranslatedProperties;
  /** Every tabular section of the object, whether anything in it differs or not. */
  readonly tables: ReadonlyMap<string, TranslatedProperties>;
}

const known = new Map<Release, ReadonlyMap<string, Translation>>();

/** Translations of a release by set; a set without one is not described, does not exist there or is the same. */
export function translationsOf(release: Release): ReadonlyMap<string, Translation> {
  const translations = known.get(release) ?? translateObjects(release);
  known.set(release, translations);
  return translations;
}

function translateObjects(release: Release): ReadonlyMap<string, Translation> {
  return new Map(
    [...release11520.objects].flatMap(([set, vocabulary]): [string, Translation][] => {
      const there = release.objects.get(set);
      const translation = there && translateObject(vocabulary, there, release);
      return translation === undefined || isEmpty(translation) ? [] : [[set, translation]];
    }),
  );
}

function translateObject(
  vocabulary: ObjectDescription,
  there: ObjectDescription,
  release: Release,
): Translation {
  return {
    properties: translateProperties(allProperties(vocabulary), allProperties(there), release),
    tables: new Map(
      Object.entries(vocabulary.tables).map(([name, table]) => [
        name,
        translateProperties(table, there.tables[name] ?? {}, release),
      ]),
    ),
  };
}

const isEmpty = ({ properties, tables }: Translation): boolean =>
  properties.size === 0 && [...tables.values()].every((table) => table.size === 0);

const allProperties = (description: ObjectDescription): Properties => ({
  ...standardProperties(description),
  ...description.properties,
});

/** A body in the words of the release: what does not exist there is left out. */
export const toRelease = ({ properties, tables }: Translation, body: object): object =>
  mapBody(body, tables, (record, table) =>
    mapRecord(record, table ?? properties, (property, value) =>
      property.name === undefined ? undefined : [property.name, property.toRelease(value)],
    ),
  );

/** A body in the words of 11.5.20 with only what the release can hold: nearest values, nothing that does not exist there. */
export const withinRelease = ({ properties, tables }: Translation, body: object): object =>
  mapBody(body, tables, (record, table) =>
    mapRecord(record, table ?? properties, (property, value, name) =>
      property.name === undefined ? undefined : [name, property.nearest(value)],
    ),
  );

/**
 * An entity in the words of 11.5.20. What does not exist in the release reads as empty.
 *
 * @param select the properties that were asked for; undefined = all.
 */
export function fromRelease(
  { properties, tables }: Translation,
  entity: object,
  select: readonly string[] | undefined,
): object {
  const isAsked = (name: string) => select === undefined || select.includes(name);
  return mapBody(entity, tables, (record, table) =>
    readRecord(record, table ?? properties, table === undefined ? isAsked : () => true),
  );
}

function readRecord(
  record: object,
  properties: TranslatedProperties,
  isAsked: (name: string) => boolean,
): object {
  if (properties.size === 0) {
    return record;
  }
  const read = new Map<string, unknown>(Object.entries(record));
  for (const [name, property] of properties) {
    if (property.name === undefined) {
      if (isAsked(name)) {
        read.set(name, property.empty);
      }
    } else if (read.has(property.name)) {
      const value = property.fromRelease(read.get(property.name));
      read.delete(property.name);
      read.set(name, value);
    }
  }
  return Object.fromEntries(read);
}

/**
 * The record itself and the rows of its tabular sections, each mapped; `table` is undefined for the record itself. What
 * is the same in both releases is not looked at: most of what is planned and read is.
 */
function mapBody(
  body: object,
  tables: Translation['tables'],
  map: (record: object, table: TranslatedProperties | undefined) => object,
): object {
  const mapped = new Map<string, unknown>();
  for (const [name, table] of tables) {
    const rows = (body as Readonly<Record<string, unknown>>)[name];
    if (table.size > 0 && Array.isArray(rows)) {
      mapped.set(
        name,
        rows.map((row: unknown) => (typeof row === 'object' && row !== null ? map(row, table) : row)),
      );
    }
  }
  return map(mapped.size === 0 ? body : { ...body, ...Object.fromEntries(mapped) }, undefined);
}

/** The same record if it holds none of the properties. */
function mapRecord(
  record: object,
  properties: TranslatedProperties,
  map: (property: TranslatedProperty, value: unknown, name: string) => readonly [string, unknown] | undefined,
): object {
  if (![...properties.keys()].some((name) => name in record)) {
    return record;
  }
  const entries = Object.entries(record).map(([name, value]) => {
    const property = properties.get(name);
    return property === undefined ? ([name, value] as const) : map(property, value, name);
  });
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}
