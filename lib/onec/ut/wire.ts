import {
  type CatalogDescription,
  composite,
  date,
  flag,
  int64,
  type ObjectDescription,
  type Properties,
  type PropertyDescription,
  reference,
  text,
} from './describe.ts';

/**
 * The properties that 1C gives every object of its kind, in the notation of the object's own ones (onec-odata A3):
 * `Ref` is `Ref_Key` on the wire, `Parent` is `Parent_Key`.
 */
export function standardProperties(description: ObjectDescription): Properties {
  switch (description.kind) {
    case 'document':
      return {
        ...identity(description.set),
        Number: text(description.numberLength),
        Date: date('dateTime'),
        Posted: flag(),
      };
    case 'catalog':
      return {
        ...identity(description.set),
        ...(description.codeLength === 0 ? {} : { Code: text(description.codeLength) }),
        Description: text(description.descriptionLength),
        Predefined: flag(),
        PredefinedDataName: text(),
        ...place(description),
        ...owner(description.owners),
      };
    case 'periodicRegister':
      return { Period: date('dateTime') };
    case 'informationRegister':
    case 'balanceRegister':
      return {};
  }
}

/** What 1C adds to every row of a tabular section of `set`. */
export function standardRowProperties(set: string): Properties {
  return { Ref: reference(set), LineNumber: int64() };
}

/** The names under which properties travel, each with its description; the `_Type` of a composite is a text. */
export function wireProperties(properties: Properties): ReadonlyMap<string, PropertyDescription> {
  return new Map(
    Object.entries(properties).flatMap(([name, property]): [string, PropertyDescription][] => {
      switch (property.kind) {
        case 'reference':
          return [[`${name}_Key`, property]];
        case 'composite':
          return [
            [name, property],
            [`${name}_Type`, text()],
          ];
        default:
          return [[name, property]];
      }
    }),
  );
}

function identity(set: string): Properties {
  return { Ref: reference(set), DataVersion: text(), DeletionMark: flag() };
}

function place({ hierarchy, set }: CatalogDescription): Properties {
  if (hierarchy === 'none') {
    return {};
  }
  return { Parent: reference(set), ...(hierarchy === 'foldersAndItems' ? { IsFolder: flag() } : {}) };
}

function owner(owners: readonly string[]): Properties {
  const [only, ...others] = owners;
  if (only === undefined) {
    return {};
  }
  return { Owner: others.length === 0 ? reference(only) : composite(...owners) };
}
