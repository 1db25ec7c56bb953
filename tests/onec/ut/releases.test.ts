import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withUnseen } from '../../../lib/onec/ut/base-facts.ts';
import type { RegisterDescription } from '../../../lib/onec/ut/describe.ts';
import { OBJECTS } from '../../../lib/onec/ut/objects/all.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import {
  RELEASES,
  release114,
  release1158,
  release11520,
  release11527,
  releaseWith,
} from '../../../lib/onec/ut/releases.ts';
import type { Sign } from '../../../lib/onec/ut/trait.ts';
import { TRAITS } from '../../../lib/onec/ut/traits/all.ts';
import { translationsOf } from '../../../lib/onec/ut/translation.ts';
import { inListWords, listed, listedTables, resolved, withSets } from '../support/configuration-lists.ts';
import { type ListedObjects, listedObjects } from '../support/shared-data.ts';

/** Configurations whose lists are beside the checkout, by the release that is to speak to them. */
const LISTED = [
  { release: release11527, version: '11.5.27.56' },
  { release: release11520, version: '11.5.20.68' },
  { release: release1158, version: '11.5.8.254' },
  { release: release114, version: '11.4.2.139' },
] as const;

/**
 * Where a listed configuration was changed by its owner (tests/data/README.md): what other releases before and after it
 * have alike is believed.
 */
const CUSTOMISED: Readonly<Record<string, readonly string[]>> = {
  '11.5.8.254': ['Catalog_Склады', 'Catalog_ВидыНоменклатуры'],
  '11.4.2.139': ['InformationRegister_ШтрихкодыНоменклатуры'],
};

/** A register's dimensions without those that the owner of a customised base added at the end. */
const shippedDimensions = (
  { set, dimensions }: RegisterDescription,
  version: string,
  listedThere: readonly string[],
) => (CUSTOMISED[version]?.includes(set) === true ? listedThere.slice(0, dimensions.length) : listedThere);

/** Enumerations of which a reader must expect any name: too many, or more with every build. */
const OPEN: ReadonlySet<string> = new Set(['ХозяйственныеОперации', 'ОсобенностиУчетаНоменклатуры']);

/** Objects that the lists lack (D-28). */
const UNLISTED: ReadonlySet<string> = new Set([
  'Catalog_КлассификаторБанков',
  'InformationRegister_ОписаниеНоменклатурыИС',
  'Catalog_КлючиВидовПродукцииИС',
]);

/** Objects of a release by their sets. */
const bySet = ({ objects }: Release) => [...objects].filter(([set]) => !UNLISTED.has(set));

/** Enumerations that a release names, by name. */
const enumerationsOf = (release: Release) =>
  new Map(
    [...release.objects.values()]
      .flatMap(({ properties, tables }) => [properties, ...Object.values(tables)])
      .flatMap((properties) => Object.values(properties))
      .flatMap((property) => (property.kind === 'choice' ? [[property.enumeration, property] as const] : [])),
  );

describe.each(LISTED)(
  'UT $release.name is described as the lists of the real configuration $version have it',
  ({ release, version }) => {
    const objects = listedObjects(version);

    it.each(bySet(release))('%s: names, kinds, targets, lengths, digits', (_, description) => {
      const tables = listedTables(description, objects);
      for (const [table, properties] of Object.entries({
        properties: description.properties,
        ...description.tables,
      })) {
        for (const [name, property] of Object.entries(properties)) {
          const real = resolved(tables[table]?.[name], objects);
          expect(withSets(real), `${table}.${name}`).toMatchObject(inListWords(property, real));
          expect(property.kind === 'composite', `${table}.${name}`).toBe(
            real.types.length > 1 || real.types[0]?.startsWith('Characteristic.') === true,
          );
        }
      }
    });

    it.each(bySet(release))(
      '%s: number, code, description, hierarchy, owners, dimensions',
      (_, description) => {
        const real = listed(description, objects);
        const dimensions = Object.keys(real.dimensions ?? {});
        switch (description.kind) {
          case 'document':
            expect(String(description.numberLength)).toBe(real.NumberLength);
            break;
          case 'catalog':
            expect(
              [description.codeLength, description.descriptionLength].map(String).join() ===
                [real.CodeLength, real.DescriptionLength].join(),
            ).toBe(CUSTOMISED[version]?.includes(description.set) !== true);
            expect(description.hierarchy).toBe(
              real.Hierarchical !== 'true'
                ? 'none'
                : real.HierarchyType === 'HierarchyOfItems'
                  ? 'items'
                  : 'foldersAndItems',
            );
            expect(description.owners).toEqual((real.owners ?? []).map((owner) => owner.replace('.', '_')));
            break;
          case 'periodicRegister':
            expect(real).toMatchObject({
              WriteMode: description.recorded ? 'RecorderSubordinate' : 'Independent',
              InformationRegisterPeriodicity: expect.not.stringMatching('Nonperiodical'),
            });
            expect(description.dimensions).toEqual(dimensions);
            break;
          case 'informationRegister':
            expect(description.dimensions).toEqual(shippedDimensions(description, version, dimensions));
            break;
          case 'balanceRegister':
            expect(real.RegisterType).toBe('Balance');
            expect(description.dimensions).toEqual(dimensions);
            expect(description.resources).toEqual(Object.keys(real.resources ?? {}));
            break;
        }
      },
    );

    it.each([...enumerationsOf(release)])('the values of %s', (name, { values }) => {
      const real = Object.keys(objects[`Enums.${name}`]?.values ?? {});
      expect(real.length).toBeGreaterThan(0);
      expect(values.length === 0 ? OPEN.has(name) : values).toEqual(values.length === 0 ? true : real);
    });

    it('what it lacks of 11.5.20 does not exist in the configuration either', () => {
      const lacking = bySet(release11520).flatMap(([, vocabulary]) => {
        const there = release.objects.get(vocabulary.set);
        const listedThere = listedTables(vocabulary, objects);
        return there === undefined
          ? []
          : Object.entries({ properties: vocabulary.properties, ...vocabulary.tables }).flatMap(
              ([table, properties]) => {
                const kept = table === 'properties' ? there.properties : there.tables[table];
                return Object.keys(properties)
                  .filter((name) => kept?.[name] === undefined)
                  .map((name) => [`${vocabulary.set}.${table}.${name}`, listedThere[table]?.[name]]);
              },
            );
      });
      expect(lacking.filter(([, real]) => real !== undefined)).toEqual([]);
      for (const set of release.standIns.keys()) {
        expect(objects[`Catalogs.${set.slice('Catalog_'.length)}`], set).toBeUndefined();
      }
    });
  },
);

describe('traits', () => {
  const listOf = (release: Release) => {
    const found = LISTED.find((listed) => listed.release === release);
    return listedObjects(found?.version ?? '');
  };
  /** Whether a real configuration has the property or the set that a sign names. */
  const isThere = (sign: Sign, objects: ListedObjects): boolean | undefined => {
    if ('traits' in sign) {
      return undefined;
    }
    const description = OBJECTS.find(({ set }) => set === sign.set);
    if (description === undefined || !('property' in sign)) {
      return description && listed(description, objects).kind !== 'missing';
    }
    const [head = '', column] = sign.property.replace(/_Key$/, '').split('/');
    const tables = listedTables(description, objects);
    const property = column === undefined ? tables.properties?.[head] : tables[head]?.[column];
    // An enumeration has the name without `_Key`, a reference is named with it.
    return property?.types.some((type) => type.startsWith('EnumRef.')) === true
      ? !sign.property.endsWith('_Key')
      : property !== undefined;
  };

  it.each(RELEASES)('UT $name has exactly those whose signs its configuration has', (release) => {
    const objects = listOf(release);
    const signs = TRAITS.map(({ name, sign }) => [name, isThere(sign, objects)] as const);
    const seen = signs.flatMap(([name, there]) => (there === true ? [name] : []));
    expect(signs.filter(([, there]) => there !== undefined).length).toBeGreaterThan(15);
    const unlisted = new Set(
      TRAITS.filter(({ sign }) => 'set' in sign && UNLISTED.has(sign.set)).map(({ name }) => name),
    );
    const told = [...release.traits].filter((name) => !unlisted.has(name));
    expect([...withUnseen(new Set(seen))].sort()).toEqual(told.sort());
  });

  it('have one name each, and what follows from others comes to an end', () => {
    const names = TRAITS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { sign } of TRAITS) {
      expect('traits' in sign ? sign.traits.filter((name) => !names.includes(name)) : []).toEqual([]);
    }
  });

  const some = fc.subarray(TRAITS.flatMap(({ name, sign }) => ('traits' in sign ? [] : [name])));

  it('in any mixture make one release, the same each time, that can be translated', () => {
    fc.assert(
      fc.property(some, (names) => {
        const traits = withUnseen(new Set(names));
        const release = releaseWith(traits);
        expect(releaseWith(new Set([...traits].reverse()))).toBe(release);
        expect(release.objects.size + release.standIns.size).toBeGreaterThan(20);
        expect(() => translationsOf(release)).not.toThrow();
        const [named] = release.name.split(' ');
        expect(RELEASES.map(({ name }) => name)).toContain(named);
      }),
    );
  });

  it('of the named releases make these', () => {
    for (const release of RELEASES) {
      expect(releaseWith(new Set(release.traits))).toBe(release);
    }
  });

  it('a mixture is called after the nearest release, registers that are not published aside', () => {
    const without = (...names: readonly string[]) =>
      releaseWith(new Set([...release11520.traits].filter((name) => !names.includes(name)))).name;
    expect(without('rowIdentifiers')).toBe('11.5.20 -rowIdentifiers');
    expect(without('bonusPoints', 'edition11520')).toBe('11.5.8 +proformaOrders');
    expect(without('supplyRegister')).toBe('11.5.20');
  });
});
