import { EMPTY_DATE, EMPTY_KEY } from '../values.ts';
import type { Properties, PropertyDescription } from './describe.ts';
import type { Release } from './release.ts';
import { wireProperties } from './wire.ts';

/** How one property of 11.5.20 travels in another release. */
export interface TranslatedProperty {
  /** Its name there, as on the wire; undefined = it does not exist there. */
  readonly name: string | undefined;
  /** The value of 11.5.20 that comes nearest and exists there. */
  readonly nearest: (value: unknown) => unknown;
  readonly toRelease: (value: unknown) => unknown;
  readonly fromRelease: (value: unknown) => unknown;
  /** What reading it answers if it does not exist there. */
  readonly empty: unknown;
}

/** By wire name in 11.5.20; a property without an entry is the same in both. */
export type TranslatedProperties = ReadonlyMap<string, TranslatedProperty>;

/**
 * The properties that are not the same in both descriptions of an object or of a table.
 *
 * @throws {TypeError} if a property changed in a way that there is no translation for.
 */
export function translateProperties(
  vocabulary: Properties,
  there: Properties,
  release: Release,
): TranslatedProperties {
  return new Map(
    Object.entries(vocabulary).flatMap(([name, property]) =>
      translateProperty(name, property, there[name], release),
    ),
  );
}

function translateProperty(
  name: string,
  property: PropertyDescription,
  there: PropertyDescription | undefined,
  release: Release,
): [string, TranslatedProperty][] {
  if (there === undefined) {
    return [...wireProperties({ [name]: property })].map(([wireName, wire]) => [wireName, absent(wire)]);
  }
  if (property.kind === 'reference' && there.kind === 'choice') {
    return [[`${name}_Key`, { ...SAME, name, toRelease: nameOfKey, fromRelease: keyOfName }]];
  }
  if (property.kind === 'choice' && there.kind === 'choice') {
    const translated = translateChoice(name, property.enumeration, release);
    return translated === undefined ? [] : [[name, translated]];
  }
  if (property.kind !== there.kind) {
    throw new TypeError(`${name} is ${property.kind} in 11.5.20 and ${there.kind} in ${release.name}`);
  }
  return [];
}

const same = (value: unknown): unknown => value;
const SAME = { nearest: same, toRelease: same, fromRelease: same, empty: undefined } as const;

const absent = (property: PropertyDescription): TranslatedProperty => ({
  ...SAME,
  name: undefined,
  empty: emptyValue(property),
});

/** A catalog that was an enumeration before: names of values stand for keys of elements. */
const nameOfKey = (key: unknown): unknown => (key === EMPTY_KEY ? '' : key);
const keyOfName = (name: unknown): unknown => (name === '' ? EMPTY_KEY : name);

function translateChoice(
  name: string,
  enumeration: string,
  { renames, nearest }: Release,
): TranslatedProperty | undefined {
  const renamed = Object.entries(renames[enumeration] ?? {});
  const replaced = Object.entries(nearest[enumeration] ?? {});
  if (renamed.length === 0 && replaced.length === 0) {
    return undefined;
  }
  const rename = lookUp(renamed);
  const replace = lookUp(replaced);
  const back = lookUp(renamed.map(([value, there]) => [there, value]));
  return { ...SAME, name, nearest: replace, toRelease: (value) => rename(replace(value)), fromRelease: back };
}

/** Values without an entry stay: what users of the base chose comes back to them unchanged. */
function lookUp(values: readonly (readonly [string, string])[]): (value: unknown) => unknown {
  const known = new Map<unknown, string>(values);
  return (value) => known.get(value) ?? value;
}

function emptyValue({ kind }: PropertyDescription): unknown {
  switch (kind) {
    case 'reference':
      return EMPTY_KEY;
    case 'date':
      return EMPTY_DATE;
    case 'flag':
      return false;
    case 'number':
      return 0;
    case 'int64':
      return '0';
    default:
      return '';
  }
}
