import { describe, expect, it } from 'vitest';
import type { ObjectDescription, Properties, PropertyDescription } from '../../../lib/onec/ut/describe.ts';
import { товарыНаСкладах } from '../../../lib/onec/ut/objects/stock.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { standardProperties, standardRowProperties, wireProperties } from '../../../lib/onec/ut/wire.ts';
import { demoEntities, demoMetadata } from '../support/shared-data.ts';

const edm = demoMetadata();
const inDemo = [...release11520.objects].filter(
  ([set, { kind }]) => kind !== 'balanceRegister' && edm.has(set),
);

describe('a real base answers what the descriptions say', () => {
  it('the captures cover orders, shipments, counterparties and goods', () => {
    expect(inDemo.map(([set]) => set).sort()).toEqual([
      'Catalog_Контрагенты',
      'Catalog_Номенклатура',
      'Document_ЗаказКлиента',
      'Document_РеализацияТоваровУслуг',
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
    expect(Object.fromEntries(edm.get(`${set}_Balance`) ?? [])).toEqual(edmTypes(Object.fromEntries(named)));
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
});

const withStandard = (description: ObjectDescription): Properties => ({
  ...standardProperties(description),
  ...description.properties,
});

const edmTypes = (properties: Properties) =>
  Object.fromEntries([...wireProperties(properties)].map(([name, property]) => [name, edmOf(property)]));

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
