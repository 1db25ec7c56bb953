import { expect } from 'vitest';
import type { ObjectDescription, PropertyDescription } from '../../../lib/onec/ut/describe.ts';
import type { ListedObject, ListedObjects, ListedProperty } from './shared-data.ts';

/** Groups of the lists, by the prefix of a set. */
const LIST_NAMES: Readonly<Record<string, string>> = {
  Document: 'Documents',
  Catalog: 'Catalogs',
  ChartOfCharacteristicTypes: 'ChartsOfCharacteristicTypes',
  InformationRegister: 'InformationRegisters',
  AccumulationRegister: 'AccumulationRegisters',
};

/** Prefixes of sets, by the kind of reference. */
const SET_PREFIXES: Readonly<Record<string, string>> = {
  CatalogRef: 'Catalog',
  DocumentRef: 'Document',
  ChartOfCharacteristicTypesRef: 'ChartOfCharacteristicTypes',
  EnumRef: 'Enum',
};

/** An object as its list has it; of kind `missing` if it is not there. */
export function listed({ set }: ObjectDescription, objects: ListedObjects): ListedObject {
  const [prefix = '', name] = set.split('_');
  return objects[`${LIST_NAMES[prefix]}.${name}`] ?? { kind: 'missing' };
}

/** Own properties and tables of an object as its list has them. */
export function listedTables(
  description: ObjectDescription,
  objects: ListedObjects,
): Record<string, Readonly<Record<string, ListedProperty>>> {
  const object = listed(description, objects);
  return {
    properties: { ...object.dimensions, ...object.resources, ...object.attributes },
    ...object.tabularSections,
  };
}

/** A listed property; one of a defined type is of the types that this stands for. */
export function resolved(property: ListedProperty | undefined, objects: ListedObjects): ListedProperty {
  const [only = '', ...others] = property?.types ?? [];
  const defined =
    others.length === 0 && only.startsWith('DefinedType.')
      ? objects[only.replace('Type', 'Types')]
      : undefined;
  return defined === undefined ? (property ?? { types: [] }) : { ...defined, types: defined.types ?? [] };
}

const setOf = (type: string) => `${SET_PREFIXES[type.split('.')[0] ?? '']}_${type.split('.')[1]}`;

/** Of many types the lists name some and say how many there are in all: `…28 types`. */
const isCutShort = ({ types }: ListedProperty): boolean => types.some((type) => type.startsWith('…'));

/** A described property in the words of the lists; targets that a list which was cut short may have left out are not asked for. */
export function inListWords(property: PropertyDescription, real: ListedProperty): object {
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
      if (isCutShort(real)) {
        return {};
      }
      return property.chart === undefined
        ? { sets: expect.arrayContaining([...property.targets]) }
        : { types: [property.chart.replace('ChartOfCharacteristicTypes_', 'Characteristic.')] };
  }
}

/** A listed property in the same words. */
export function withSets(property: ListedProperty): object {
  return { ...property, sets: property.types.map(setOf) };
}
