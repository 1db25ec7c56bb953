import { describe, expect, it } from 'vitest';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release114 } from '../../../lib/onec/ut/release-11-4.ts';
import { release11520 } from '../../../lib/onec/ut/release-11-5-20.ts';
import { release11527 } from '../../../lib/onec/ut/release-11-5-27.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { inListWords, listed, listedTables, resolved, withSets } from '../support/configuration-lists.ts';
import { listedObjects } from '../support/shared-data.ts';

/** Configurations whose lists are beside the checkout, by the release that is to speak to them. */
const LISTED = [
  { release: release11527, version: '11.5.27.56' },
  { release: release11520, version: '11.5.20.68' },
  { release: release114, version: '11.4.2.139' },
] as const;

/** Objects of a release by their sets. */
const bySet = ({ objects }: Release) => [...objects];

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
          expect(withSets(real), `${table}.${name}`).toMatchObject(inListWords(property));
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
            expect(String(description.codeLength)).toBe(real.CodeLength);
            expect(String(description.descriptionLength)).toBe(real.DescriptionLength);
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
            expect(description.dimensions).toEqual(dimensions);
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
      expect(values.length === 0 ? real.length > 100 : values).toEqual(values.length === 0 ? true : real);
    });

    it('what it lacks of 11.5.20 does not exist in the configuration either', () => {
      const lacking = [...release11520.objects.values()].flatMap((vocabulary) => {
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

describe('the signs tell the releases apart', () => {
  it.each([
    ['11.5.27.56', '11.5.27'],
    ['11.5.20.68', '11.5.20'],
    ['11.5.8.254', undefined],
    ['11.4.2.139', '11.4'],
  ])('the first sign that orders of %s have is that of %s', (version, name) => {
    const order = listedObjects(version)['Documents.ЗаказКлиента']?.attributes ?? {};
    expect(RELEASES.find(({ sign }) => sign in order)?.name).toBe(name);
  });
});
