import type { ChoiceProperty, ObjectDescription, Properties, PropertyDescription } from './describe.ts';

/** By enumeration of 11.5.20 and its value. */
export type ValuesByEnumeration = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * One release of UT 11 as data: what its objects are called and look like, and how the vocabulary of 11.5.20, in which all
 * flows think, is said in it (`translation.ts`). Nothing else in the bridge may depend on the release.
 */
export interface Release {
  /** `11.5.20`. */
  readonly name: string;
  /** A property of Document_ЗаказКлиента that this release has and older ones (or, for the oldest, newer ones) do not. */
  readonly sign: string;
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

/** What planning an order has to know of the release beyond names and values. */
export interface OrderTraits {
  /**
   * Payment stages where the agreement has some of its own: posting fills them, or it fills nothing and all of them are
   * sent computed (onec-odata F1; design, decisions).
   */
  readonly agreementStages: 'filledByPosting' | 'sent';
  /** Properties that 11.5.20 does not know and that a new order needs. */
  readonly ofNew: Readonly<Record<string, string>>;
  /** Such properties that a new order takes over from its agreement, if they are filled there. */
  readonly fromAgreement: readonly string[];
  /** Such properties that always repeat another one of the header. */
  readonly repeats: Readonly<Record<string, string>>;
  /**
   * Where a delivery address is kept: in the order alone, or, as soon as the base uses "доставка 2.5", in an element of
   * Catalog_ТочкиДоставки that the order names (ut-filling 1.1).
   */
  readonly address: 'inOrder' | 'atDeliveryPoint';
}

interface ReleaseData extends Omit<Release, 'objects'> {
  readonly objects: readonly ObjectDescription[];
  /** Enumerations that differ, by the name they have in 11.5.20: put into every description. */
  readonly enumerations?: Readonly<Record<string, ChoiceProperty>>;
}

/** A release made of its data. @throws {TypeError} if a set is described twice. */
export function release({ objects, enumerations = {}, ...data }: ReleaseData): Release {
  const described = new Map(
    objects.map((description) => [description.set, withEnumerations(description, enumerations)]),
  );
  if (described.size !== objects.length) {
    throw new TypeError(`release ${data.name}: a set is described twice`);
  }
  return { ...data, objects: described };
}

function withEnumerations(
  description: ObjectDescription,
  enumerations: Readonly<Record<string, ChoiceProperty>>,
): ObjectDescription {
  const replace = (properties: Properties): Properties => mapValues(properties, replaceOne);
  const replaceOne = (property: PropertyDescription): PropertyDescription =>
    property.kind === 'choice' ? (enumerations[property.enumeration] ?? property) : property;
  return {
    ...description,
    properties: replace(description.properties),
    tables: mapValues(description.tables, replace),
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
