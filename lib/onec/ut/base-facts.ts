import { deterministicId } from '../../platform/ids.ts';
import type { Properties } from './describe.ts';
import type { Release } from './release.ts';
import { releaseWith } from './releases.ts';
import { REQUIREMENTS } from './requirements.ts';
import type { Sign } from './trait.ts';
import { TRAITS } from './traits/all.ts';
import { translationsOf } from './translation.ts';
import { standardProperties, standardRowProperties, wireProperties } from './wire.ts';

/** What a base was seen to publish. */
export interface BaseFacts {
  /** Sets that the bridge knows and the base publishes. */
  readonly published: ReadonlySet<string>;
  /** Properties that were looked for, by {@link placeOf}: whether the base has them. What could not be seen is missing. */
  readonly properties: ReadonlyMap<string, boolean>;
}

/** A property among all sets: `Document_ЗаказКлиента.Товары/КодСтроки`. */
export const placeOf = (set: string, property: string): string => `${set}.${property}`;

/** What the traits of a base with these facts make of it. */
export function releaseOf(facts: BaseFacts): Release {
  return releaseWith(traitsOf(facts));
}

/** The traits that the facts show, and those that follow from them. What could not be seen counts as absent. */
function traitsOf({ published, properties }: BaseFacts): ReadonlySet<string> {
  const isSeen = (sign: Sign): boolean =>
    'property' in sign
      ? properties.get(placeOf(sign.set, sign.property)) === true
      : 'set' in sign && published.has(sign.set);
  return withUnseen(new Set(TRAITS.filter(({ sign }) => isSeen(sign)).map(({ name }) => name)));
}

/** These traits and those that cannot be seen but follow from them, as far as the chain goes. */
export function withUnseen(seen: ReadonlySet<string>): ReadonlySet<string> {
  const traits = new Set(seen);
  const follows = () =>
    TRAITS.filter(
      ({ name, sign }) =>
        !traits.has(name) && 'traits' in sign && sign.traits.every((other) => traits.has(other)),
    );
  for (let more = follows(); more.length > 0; more = follows()) {
    for (const { name } of more) {
      traits.add(name);
    }
  }
  return traits;
}

/** Properties whose presence decides about traits, by set. */
export const SIGNS: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...Map.groupBy(
      TRAITS.flatMap(({ sign }) => ('property' in sign ? [sign] : [])),
      ({ set }) => set,
    ),
  ].map(([set, signs]) => [set, signs.map(({ property }) => property)]),
);

/** Tells apart what different versions of the bridge look for: facts seen by one do not tell another all that it needs. */
export const LOOKED_FOR: string = deterministicId(
  'lookedFor',
  ...[...SIGNS].flatMap(([set, names]) => names.map((name) => placeOf(set, name))),
  ...Object.values(REQUIREMENTS)
    .flatMap(({ needs }) => needs)
    .flatMap(({ object, properties = [] }) => properties.map((name) => placeOf(object.set, name))),
);

/** Properties that some flow needs of a base of this release, by set and in the release's words. */
export function neededOf(release: Release): ReadonlyMap<string, readonly string[]> {
  const needed = new Map<string, Set<string>>();
  for (const { object, properties = [], where } of Object.values(REQUIREMENTS).flatMap(
    ({ needs }) => needs,
  )) {
    if (where === undefined || release.traits.has(where.trait) === where.isPresent) {
      const names = needed.get(object.set) ?? new Set<string>();
      needed.set(object.set, names);
      for (const property of properties) {
        const there = wordIn(release, object.set, property);
        if (there !== undefined) {
          names.add(there);
        }
      }
    }
  }
  return new Map([...needed].filter(([, names]) => names.size > 0).map(([set, names]) => [set, [...names]]));
}

/**
 * What a property of the vocabulary is called in the release.
 *
 * @param property as a selection names it: `Статус`, `Товары/СтавкаНДС_Key`.
 * @returns undefined if the release lacks the object or the property.
 */
export function wordIn(release: Release, set: string, property: string): string | undefined {
  const description = release.objects.get(set);
  if (description === undefined) {
    return undefined;
  }
  const [head = '', column] = property.split('/');
  const translation = translationsOf(release).get(set);
  const translated =
    column === undefined ? translation?.properties.get(head) : translation?.tables.get(head)?.get(column);
  const name = translated === undefined ? (column ?? head) : translated.name;
  const described: Properties =
    column === undefined
      ? { ...standardProperties(description), ...description.properties }
      : { ...standardRowProperties(set), ...description.tables[head] };
  return name === undefined || !wireProperties(described).has(name)
    ? undefined
    : column === undefined
      ? name
      : `${head}/${name}`;
}
