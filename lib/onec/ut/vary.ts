import type { CatalogDescription, ObjectDescription, Properties } from './describe.ts';

/** What a table of another release has differently. */
interface PropertiesVariation<P extends Properties> {
  /** Properties of 11.5.20 that do not exist there: never sent, read as empty. */
  readonly lacks?: readonly (keyof P & string)[];
  /** Properties that are different or new there. */
  readonly has?: Properties;
}

export interface Variation<D extends ObjectDescription> extends PropertiesVariation<D['properties']> {
  readonly tables?: { readonly [Name in keyof D['tables']]?: PropertiesVariation<D['tables'][Name]> };
  readonly shape?: Partial<
    Pick<CatalogDescription, 'codeLength' | 'descriptionLength' | 'hierarchy' | 'owners'>
  >;
}

/**
 * An object of 11.5.20 as another release has it. What the other release lacks has to be named, so that nothing is left
 * unsent by accident: a description that still says it is refuted by the lists of the real configuration (tests).
 */
export function vary<const D extends ObjectDescription>(
  description: D,
  { tables = {}, shape = {}, ...properties }: Variation<D>,
): ObjectDescription {
  const variations = new Map<string, PropertiesVariation<Properties>>(Object.entries(tables));
  return {
    ...description,
    ...shape,
    properties: varied(description.properties, properties),
    tables: Object.fromEntries(
      Object.entries(description.tables).map(([name, table]) => [name, varied(table, variations.get(name))]),
    ),
  };
}

function varied(
  properties: Properties,
  { lacks = [], has = {} }: PropertiesVariation<Properties> = {},
): Properties {
  const kept = Object.entries(properties).filter(([name]) => !lacks.includes(name));
  return { ...Object.fromEntries(kept), ...has };
}
