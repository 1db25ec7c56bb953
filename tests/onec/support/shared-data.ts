import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/onec/', import.meta.url));

/** Whether the lists and captures of real configurations are beside the checkout. */
export const hasOnecData = existsSync(FOLDER);

/** A property as the lists of configurations have it. */
export interface ListedProperty {
  readonly types: readonly string[];
  readonly length?: number;
  readonly digits?: number;
  readonly scale?: number;
  readonly date?: string;
}

export interface ListedObject {
  readonly kind: string;
  readonly types?: readonly string[];
  readonly length?: number;
  readonly digits?: number;
  readonly scale?: number;
  readonly NumberLength?: string;
  readonly CodeLength?: string;
  readonly DescriptionLength?: string;
  readonly Hierarchical?: string;
  readonly HierarchyType?: string;
  readonly RegisterType?: string;
  readonly owners?: readonly string[];
  readonly attributes?: Readonly<Record<string, ListedProperty>>;
  readonly dimensions?: Readonly<Record<string, ListedProperty>>;
  readonly resources?: Readonly<Record<string, ListedProperty>>;
  readonly tabularSections?: Readonly<Record<string, Readonly<Record<string, ListedProperty>>>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** Objects of a configuration by their names in 1C: `Documents.ЗаказКлиента`. */
export type ListedObjects = Readonly<Record<string, ListedObject>>;

/** The objects that a configuration consists of, from its list. */
export function listedObjects(version: string): ListedObjects {
  return JSON.parse(readFileSync(`${FOLDER}ut-metadata/ut-${version}.json`, 'utf8')).objects;
}

interface EdmType {
  readonly Name: string;
  readonly Property?: readonly { readonly Name: string; readonly Type: string }[];
}

/** The `$metadata` of a UT demo base: Edm types by type name and property. */
export function demoMetadata(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    isArray: (name) => ['EntityType', 'ComplexType', 'Property'].includes(name),
  });
  const { Schema: schema } = parser.parse(readFileSync(`${FOLDER}trade_demo_8.5/msg001_metadata.xml`, 'utf8'))
    .Edmx.DataServices;
  const types: readonly EdmType[] = [...schema.EntityType, ...schema.ComplexType];
  return new Map(
    types.map((type) => [type.Name, new Map(type.Property?.map(({ Name, Type }) => [Name, Type]))]),
  );
}

/** Entities of the demo base in `set`, from every capture that has some. */
export function demoEntities(set: string): Record<string, unknown>[] {
  return readdirSync(`${FOLDER}ut-demo-derived-json`)
    .filter((name) => name.endsWith(`_${set}.json`))
    .flatMap((name) => JSON.parse(readFileSync(`${FOLDER}ut-demo-derived-json/${name}`, 'utf8')).value);
}
