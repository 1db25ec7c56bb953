import type {
  BalanceDescription,
  CompositeProperty,
  ObjectDescription,
  PeriodicDescription,
  Properties,
  PropertyDescription,
} from '../../../../lib/onec/ut/describe.ts';
import type { Release } from '../../../../lib/onec/ut/release.ts';
import { standardProperties, standardRowProperties } from '../../../../lib/onec/ut/wire.ts';

/** The companion of a composite property: `Заказ_Type` beside `Заказ`. */
interface CompositeType {
  readonly kind: 'compositeType';
  readonly of: CompositeProperty;
}

/** A property under the name that it travels by. */
export interface Field {
  readonly name: string;
  readonly type: PropertyDescription | CompositeType;
}

/** Fields of an object or of a row, and what its navigation properties lead to (`Контрагент` → `Catalog_Контрагенты`). */
export interface Shape {
  readonly fields: ReadonlyMap<string, Field>;
  readonly navigation: ReadonlyMap<string, { readonly field: string; readonly target: string }>;
}

type SetDescription = Exclude<ObjectDescription, BalanceDescription | PeriodicDescription>;

export interface SetSchema extends Shape {
  readonly set: string;
  readonly description: SetDescription;
  readonly tables: ReadonlyMap<string, Shape>;
  /** Fields that make the key: `Ref_Key`, or the dimensions of a register. */
  readonly key: readonly string[];
}

/** A tabular section as a set of its own: `Catalog_Контрагенты_КонтактнаяИнформация` (onec-odata A3). */
export interface TableSet {
  readonly owner: SetSchema;
  readonly table: string;
  readonly shape: Shape;
}

/** An accumulation register: no set of records, only its balance is read. */
export interface BalanceSchema {
  readonly set: string;
  readonly description: BalanceDescription;
  /** All dimensions, under the names that a `Condition` uses. */
  readonly dimensions: Shape;
}

/** A periodic information register: its records under their wire names; only its last records are read. */
export interface PeriodicSchema extends Shape {
  readonly set: string;
  readonly description: PeriodicDescription;
  /** The dimensions, under the names that a `Condition` uses. */
  readonly dimensions: Shape;
}

/** What the base publishes. */
export interface Schema {
  readonly sets: ReadonlyMap<string, SetSchema>;
  readonly tableSets: ReadonlyMap<string, TableSet>;
  readonly balances: ReadonlyMap<string, BalanceSchema>;
  /** By the name of the set. */
  readonly periodic: ReadonlyMap<string, PeriodicSchema>;
}

/** The schema of a release. */
export function makeSchema({ objects }: Release): Schema {
  const published = new Set(objects.keys());
  const sets = new Map<string, SetSchema>();
  const balances = new Map<string, BalanceSchema>();
  const periodic = new Map<string, PeriodicSchema>();
  for (const description of objects.values()) {
    if (description.kind === 'balanceRegister') {
      balances.set(description.set, makeBalance(description, published));
    } else if (description.kind === 'periodicRegister') {
      periodic.set(description.set, makePeriodic(description, published));
    } else {
      sets.set(description.set, makeSet(description, published));
    }
  }
  const tableSets = [...sets.values()].flatMap((owner) =>
    [...owner.tables].map(([table, shape]): [string, TableSet] => [
      `${owner.set}_${table}`,
      { owner, table, shape },
    ]),
  );
  return { sets, tableSets: new Map(tableSets), balances, periodic };
}

/** A row of a balance by some of the dimensions (`Склад`, not `Склад_Key`): these and `<resource>Balance` (onec-odata A5). */
export function balanceShape(
  { description: { properties, resources } }: BalanceSchema,
  dimensions: readonly string[],
  { sets }: Schema,
): Shape {
  const named = Object.entries(properties).flatMap(([name, type]): [string, PropertyDescription][] => {
    if (resources.includes(name)) {
      return [[`${name}Balance`, type]];
    }
    return dimensions.includes(name) ? [[name, type]] : [];
  });
  return makeShape(Object.fromEntries(named), new Set(sets.keys()));
}

function makeBalance(description: BalanceDescription, published: ReadonlySet<string>): BalanceSchema {
  return { set: description.set, description, dimensions: dimensionShape(description, published) };
}

function makePeriodic(description: PeriodicDescription, published: ReadonlySet<string>): PeriodicSchema {
  return {
    ...makeShape({ ...standardProperties(description), ...description.properties }, published),
    set: description.set,
    description,
    dimensions: dimensionShape(description, published),
  };
}

function dimensionShape(
  { properties, dimensions }: BalanceDescription | PeriodicDescription,
  published: ReadonlySet<string>,
): Shape {
  const named = Object.entries(properties).filter(([name]) => dimensions.includes(name));
  return makeShape(Object.fromEntries(named), published);
}

function makeSet(description: SetDescription, published: ReadonlySet<string>): SetSchema {
  const shape = makeShape({ ...standardProperties(description), ...description.properties }, published);
  const tables = Object.entries(description.tables).map(([table, properties]): [string, Shape] => [
    table,
    makeShape({ ...standardRowProperties(description.set), ...properties }, published),
  ]);
  const key = description.kind === 'informationRegister' ? dimensionFields(description, shape) : ['Ref_Key'];
  return { ...shape, set: description.set, description, tables: new Map(tables), key };
}

function dimensionFields(
  { dimensions }: Extract<ObjectDescription, { kind: 'informationRegister' }>,
  { fields }: Shape,
): string[] {
  const named = dimensions.flatMap((name) => [name, `${name}_Key`, `${name}_Type`]);
  return named.filter((name) => fields.has(name));
}

function makeShape(properties: Properties, published: ReadonlySet<string>): Shape {
  const fields = Object.entries(properties).flatMap(([name, type]) => fieldsOf(name, type));
  const navigation = Object.entries(properties).flatMap(([name, type]) =>
    type.kind === 'reference' && name !== 'Ref' && published.has(type.target)
      ? [[name, { field: `${name}_Key`, target: type.target }] as const]
      : [],
  );
  return {
    fields: new Map(fields.map((field) => [field.name, field])),
    navigation: new Map(navigation),
  };
}

function fieldsOf(name: string, type: PropertyDescription): Field[] {
  if (type.kind === 'reference') {
    return [{ name: `${name}_Key`, type }];
  }
  if (type.kind === 'composite') {
    return [
      { name, type },
      { name: `${name}_Type`, type: { kind: 'compositeType', of: type } },
    ];
  }
  return [{ name, type }];
}
