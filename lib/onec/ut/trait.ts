import type { ChoiceProperty, ObjectDescription } from './describe.ts';
import type { OrderTraits } from './order-traits.ts';
import { type Variation, vary } from './vary.ts';

/** By enumeration of 11.5.20 and its value. */
export type ValuesByEnumeration = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A property of a set as a selection names it: `ЭтоЗаказКакСчет`, `Товары/ИдентификаторСтроки`. */
interface PropertySign {
  readonly set: string;
  readonly property: string;
}

/**
 * What tells whether a base has a trait: a property that it publishes, a set that it publishes, or, for what cannot be seen
 * (lengths of texts, values of enumerations), other traits that came no later: it is believed of a base that has all of them.
 */
export type Sign = PropertySign | { readonly set: string } | { readonly traits: readonly string[] };

/** A description of an object with something different. */
export interface ObjectChange {
  readonly set: string;
  readonly apply: (description: ObjectDescription) => ObjectDescription;
}

/** What is not as in the vocabulary of 11.5.20. */
export interface Difference {
  /** Objects that do not exist. */
  readonly without?: readonly { readonly set: string }[];
  readonly changes?: readonly ObjectChange[];
  /** Enumerations with other values or another name, by their name in 11.5.20. */
  readonly enumerations?: Readonly<Record<string, (choice: ChoiceProperty) => ChoiceProperty>>;
  /** Values that have another name; they are translated both ways. */
  readonly renames?: ValuesByEnumeration;
  /** Values that do not exist, each with the value of 11.5.20 that comes nearest and does. */
  readonly nearest?: ValuesByEnumeration;
  /** What reading an object that does not exist answers, by its set. */
  readonly standIns?: Readonly<Record<string, readonly object[]>>;
  readonly orders?: Partial<OrderTraits>;
}

/** One thing in which builds of UT differ: whether a base has it is seen, what follows from that is data. */
export interface Trait {
  readonly name: string;
  readonly sign: Sign;
  /** What is different from the vocabulary where a base has the trait. */
  readonly present?: Difference;
  /** What is different where it has not. */
  readonly absent?: Difference;
}

/** An object with properties that are lacking, different or new. */
export function changed<const D extends ObjectDescription>(
  description: D,
  variation: Variation<D>,
): ObjectChange {
  return {
    set: description.set,
    apply: (current) => vary(current, variation as Variation<ObjectDescription>),
  };
}

/** Another description of the same object. */
export const replaced = (description: ObjectDescription): ObjectChange => ({
  set: description.set,
  apply: () => description,
});

/** An enumeration without some of its values. */
export const withoutValues =
  (...values: readonly string[]) =>
  (choice: ChoiceProperty): ChoiceProperty => ({
    ...choice,
    values: choice.values.filter((value) => !values.includes(value)),
  });

/** An enumeration with more values. */
export const withValues =
  (...values: readonly string[]) =>
  (choice: ChoiceProperty): ChoiceProperty => ({ ...choice, values: [...choice.values, ...values] });

/** Another enumeration in the place of one of 11.5.20. */
export const replacedBy = (other: ChoiceProperty) => (): ChoiceProperty => other;
