import type { ChoiceProperty, ObjectDescription, Properties, PropertyDescription } from './describe.ts';
import { OBJECTS } from './objects/all.ts';
import type { OrderTraits } from './order-traits.ts';
import type { Difference, Trait, ValuesByEnumeration } from './trait.ts';
import { TRAITS } from './traits/all.ts';

/**
 * What a base of UT 11 speaks, as data: what its objects are called and look like, and how the vocabulary of 11.5.20, in
 * which all flows think, is said in it (`translation.ts`). Made of the traits that the base has; a release of UT is a known
 * set of them. Nothing else in the bridge may depend on the build.
 */
export interface Release {
  /** `11.5.20`; of a base that is none of the named ones, the nearest with what is different: `11.5.20 +deliveryPoints`. */
  readonly name: string;
  /** Names of the traits. */
  readonly traits: ReadonlySet<string>;
  /** Descriptions by set: `Document_ЗаказКлиента`. */
  readonly objects: ReadonlyMap<string, ObjectDescription>;
  /** Values that have another name here; they are translated both ways. */
  readonly renames: ValuesByEnumeration;
  /**
   * Values that do not exist here, each with the value of 11.5.20 that comes nearest and does. A value without an entry is
   * sent as it is, and 1C refuses it.
   */
  readonly nearest: ValuesByEnumeration;
  /** Sets of 11.5.20 that do not exist here, each with what reading it answers. */
  readonly standIns: ReadonlyMap<string, readonly object[]>;
  readonly orders: OrderTraits;
}

/** Orders of 11.5.20. */
const ORDERS: OrderTraits = {
  agreementStages: 'filledByPosting',
  settledBy: 'settlementObject',
  terminalOwner: 'contract',
  ofNew: {},
  fromAgreement: [],
  repeats: {},
  address: 'inOrder',
  newVatRates: 'inCatalog',
};

/**
 * What a base with these traits speaks. Every trait changes something of its own, so that any of them go together.
 *
 * @param traits names of the traits that the base has; those that cannot be seen follow from the others
 *   ({@link withUnseen}).
 */
export function composeRelease(name: string, traits: ReadonlySet<string>): Release {
  const differences = TRAITS.flatMap((trait) => differenceOf(trait, traits));
  return {
    name,
    traits,
    objects: composeObjects(differences),
    renames: valuesOf(differences, 'renames'),
    nearest: valuesOf(differences, 'nearest'),
    standIns: new Map(differences.flatMap(({ standIns = {} }) => Object.entries(standIns))),
    orders: Object.assign({}, ORDERS, ...differences.map((difference) => difference.orders)),
  };
}

function differenceOf(trait: Trait, traits: ReadonlySet<string>): readonly Difference[] {
  const difference = traits.has(trait.name) ? trait.present : trait.absent;
  return difference === undefined ? [] : [difference];
}

function composeObjects(differences: readonly Difference[]): Release['objects'] {
  const objects = new Map(OBJECTS.map((description) => [description.set, description]));
  for (const { without = [], changes = [] } of differences) {
    for (const { set, apply } of changes) {
      const description = objects.get(set);
      if (description !== undefined) {
        objects.set(set, apply(description));
      }
    }
    for (const { set } of without) {
      objects.delete(set);
    }
  }
  const replace = (choice: ChoiceProperty): ChoiceProperty =>
    differences.reduce(
      (replaced, { enumerations = {} }) => enumerations[choice.enumeration]?.(replaced) ?? replaced,
      choice,
    );
  return new Map([...objects].map(([set, description]) => [set, withEnumerations(description, replace)]));
}

function withEnumerations(
  description: ObjectDescription,
  replace: (choice: ChoiceProperty) => ChoiceProperty,
): ObjectDescription {
  const replaceOne = (property: PropertyDescription): PropertyDescription =>
    property.kind === 'choice' ? replace(property) : property;
  const replaceAll = (properties: Properties): Properties => mapValues(properties, replaceOne);
  return {
    ...description,
    properties: replaceAll(description.properties),
    tables: mapValues(description.tables, replaceAll),
  };
}

function valuesOf(
  differences: readonly Difference[],
  kind: 'renames' | 'nearest',
): Release['renames'] | Release['nearest'] {
  return Object.fromEntries(differences.flatMap((difference) => Object.entries(difference[kind] ?? {})));
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
