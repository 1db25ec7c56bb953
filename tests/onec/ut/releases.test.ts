import { describe, expect, it } from 'vitest';
import type { ObjectDescription, Properties, PropertyDescription } from '../../../lib/onec/ut/describe.ts';
import { товарыНаСкладах } from '../../../lib/onec/ut/objects/stock.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release114 } from '../../../lib/onec/ut/release-11-4.ts';
import { release11520 } from '../../../lib/onec/ut/release-11-5-20.ts';
import { release11527 } from '../../../lib/onec/ut/release-11-5-27.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { standardProperties, standardRowProperties, wireProperties } from '../../../lib/onec/ut/wire.ts';
import {
  demoEntities,
  demoMetadata,
  hasOnecData,
  type ListedObject,
  type ListedProperty,
  listedObjects,
} from '../support/shared-data.ts';

/** Configurations whose lists are beside the checkout, by the release that is to speak to them. */
const LISTED = [
  { release: release11527, version: '11.5.27.56' },
  { release: release11520, version: '11.5.20.68' },
  { release: release114, version: '11.4.2.139' },
] as const;

type Objects = Readonly<Record<string, ListedObject>>;

const edm = hasOnecData ? demoMetadata() : new Map<string, ReadonlyMap<string, string>>();
const bySet = ({ objects }: Release) => [...objects];
const inDemo = bySet(release11520).filter(([set, { kind }]) => kind !== 'balanceRegister' && edm.has(set));

/** Groups of the lists, by the prefix of a set. */
const LIST_NAMES: Readonly<Record<string, string>> = {
  Document: 'Documents',
  Catalog: 'Catalogs',
  ChartOfCharacteristicTypes: 'ChartsOfCharacteristicTypes',
  InformationRegister: 'InformationRegisters',
  AccumulationRegister: 'AccumulationRegisters',
};
const SET_PREFIXES: Readonly<Record<string, string>> = {
  CatalogRef: 'Catalog',
  DocumentRef: 'Document',
  ChartOfCharacteristicTypesRef: 'ChartOfCharacteristicTypes',
  EnumRef: 'Enum',
};

function listed({ set }: ObjectDescription, objects: Objects): ListedObject {
  const [prefix = '', name] = set.split('_');
  return objects[`${LIST_NAMES[prefix]}.${name}`] ?? { kind: 'missing' };
}

/** Own properties and tables of an object as its list has them. */
function listedTables(
  description: ObjectDescription,
  objects: Objects,
): Record<string, Readonly<Record<string, ListedProperty>>> {
  const object = listed(description, objects);
  return {
    properties: { ...object.dimensions, ...object.resources, ...object.attributes },
    ...object.tabularSections,
  };
}

function resolved(property: ListedProperty | undefined, objects: Objects): ListedProperty {
  const [only = '', ...others] = property?.types ?? [];
  const defined =
    others.length === 0 && only.startsWith('DefinedType.')
      ? objects[only.replace('Type', 'Types')]
      : undefined;
  return defined === undefined ? (property ?? { types: [] }) : { ...defined, types: defined.types ?? [] };
}

const setOf = (type: string) => `${SET_PREFIXES[type.split('.')[0] ?? '']}_${type.split('.')[1]}`;

/** A described property in the words of the lists; null = the list says something that cannot be compared. */
function inListWords(property: PropertyDescription): object {
  switch (property.kind) {
    case 'text':
      return { types: ['string'], length: property.length };
    case 'number':
    case 'int64':
      return {
        types: ['decimal'],
        digits: property.digits,
        scale: property.kind === 'int64' ? 0 : property.scale,
      };
    case 'date':
      return {
        types: ['dateTime'],
        date: { dateTime: 'DateTime', date: 'Date', time: 'Time' }[property.part],
      };
    case 'flag':
      return { types: ['boolean'] };
    case 'choice':
      return { types: [`EnumRef.${property.enumeration}`] };
    case 'reference':
      return { sets: [property.target] };
    case 'composite':
      return property.chart === undefined
        ? { sets: expect.arrayContaining([...property.targets]) }
        : { types: [property.chart.replace('ChartOfCharacteristicTypes_', 'Characteristic.')] };
  }
}

/** A listed property in the same words. */
function withSets(property: ListedProperty): object {
  return { ...property, sets: property.types.map(setOf) };
}

function edmOf(property: PropertyDescription): string {
  switch (property.kind) {
    case 'reference':
      return 'Edm.Guid';
    case 'number':
      return property.scale === 0 ? 'Edm.Int16' : 'Edm.Double';
    case 'int64':
      return 'Edm.Int64';
    case 'date':
      return 'Edm.DateTime';
    case 'flag':
      return 'Edm.Boolean';
    default:
      return 'Edm.String';
  }
}

const withStandard = (description: ObjectDescription): Properties => ({
  ...standardProperties(description),
  ...description.properties,
});

const edmTypes = (properties: Properties) =>
  Object.fromEntries([...wireProperties(properties)].map(([name, property]) => [name, edmOf(property)]));

const enumerationsOf = (release: Release) =>
  new Map(
    [...release.objects.values()]
      .flatMap(({ properties, tables }) => [properties, ...Object.values(tables)])
      .flatMap((properties) => Object.values(properties))
      .flatMap((property) => (property.kind === 'choice' ? [[property.enumeration, property] as const] : [])),
  );

describe.skipIf(!hasOnecData).each(LISTED)(
  'UT $release.name is described as the lists of the real configuration $version have it',
  ({ release, version }) => {
    const objects = hasOnecData ? listedObjects(version) : {};

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
          case 'informationRegister':
            expect(description.dimensions).toEqual(Object.keys(real.dimensions ?? {}));
            break;
          case 'balanceRegister':
            expect(real.RegisterType).toBe('Balance');
            expect(description.dimensions).toEqual(Object.keys(real.dimensions ?? {}));
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

describe.skipIf(!hasOnecData)('the signs tell the releases apart', () => {
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

describe.skipIf(!hasOnecData)(
  'a real base answers what the descriptions say (skipped without its captures)',
  () => {
    it('the captures cover orders, counterparties and goods', () => {
      expect(inDemo.map(([set]) => set).sort()).toEqual([
        'Catalog_Контрагенты',
        'Catalog_Номенклатура',
        'Document_ЗаказКлиента',
      ]);
    });

    it.each(inDemo)(
      '%s: every property has the Edm type of its description in $metadata',
      (set, description) => {
        expect(Object.fromEntries(edm.get(set) ?? [])).toMatchObject(edmTypes(withStandard(description)));
        for (const [table, properties] of Object.entries(description.tables)) {
          const row = Object.fromEntries(edm.get(`${set}_${table}_RowType`) ?? []);
          expect(row, table).toMatchObject(edmTypes({ ...standardRowProperties(set), ...properties }));
        }
      },
    );

    it('A5: a balance holds the dimensions and a `…Balance` of every resource', () => {
      const { dimensions, properties, resources, set } = товарыНаСкладах;
      const named = Object.entries(properties).map(([name, property]): [string, PropertyDescription] =>
        dimensions.some((dimension) => dimension === name) ? [name, property] : [`${name}Balance`, property],
      );
      expect(Object.fromEntries(edm.get(`${set}_Balance`) ?? [])).toEqual(
        edmTypes(Object.fromEntries(named)),
      );
      expect(named).toHaveLength(dimensions.length + resources.length);
    });

    it.each(inDemo)(
      '%s: every described property of every entity has the JavaScript type it is typed with',
      (set, description) => {
        const entities = demoEntities(set);
        expect(entities.length).toBeGreaterThan(0);
        for (const entity of entities) {
          expect(entity).toMatchObject(jsonTypes(withStandard(description)));
          for (const [table, properties] of Object.entries(description.tables)) {
            expect(entity[table], table).toBeInstanceOf(Array);
            for (const row of [entity[table]].flat()) {
              // The captures were derived from atom feeds, whose rows lack the owner's key.
              expect(row, table).toMatchObject(
                jsonTypes({ LineNumber: { kind: 'int64', digits: 10 }, ...properties }),
              );
            }
          }
        }
      },
    );
  },
);

function jsonTypes(properties: Properties): object {
  return Object.fromEntries(
    [...wireProperties(properties)].map(([name, property]) => [name, jsonType(property)]),
  );
}

function jsonType(property: PropertyDescription): unknown {
  switch (property.kind) {
    case 'number':
      return expect.any(Number);
    case 'flag':
      return expect.any(Boolean);
    case 'int64':
      return expect.stringMatching(/^-?\d+$/);
    case 'date':
      return expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
    case 'reference':
      return expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    case 'choice':
      return expect.toSatisfy(
        (value: unknown) =>
          typeof value === 'string' &&
          (value === '' || property.values.length === 0 || property.values.includes(value)),
      );
    default:
      return expect.any(String);
  }
}
