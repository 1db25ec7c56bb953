import { readFileSync } from 'node:fs';

/** What it holds and where it comes from: README.md there. */
const DATA = new URL('../../data/', import.meta.url);

const readJson = (name: string) => JSON.parse(readFileSync(new URL(name, DATA), 'utf8'));

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

/** Of the objects that a configuration consists of, those that the bridge describes. @param build `11.5.20.68`. */
export function listedObjects(build: string): ListedObjects {
  return readJson('ut-metadata.json')[build];
}

interface Demo {
  readonly edm: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By set and capture: `Document_ЗаказКлиента msg003`. */
  readonly entities: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

const demo = (): Demo => readJson('ut-demo.json');

/** The `$metadata` of a UT demo base: Edm types by type name and property. */
export function demoMetadata(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(demo().edm).map(([name, properties]) => [name, new Map(Object.entries(properties))]),
  );
}

/** Entities of the demo base in `set`, some of every capture that has any. */
export function demoEntities(set: string): Record<string, unknown>[] {
  return Object.entries(demo().entities).flatMap(([name, entities]) =>
    name.startsWith(`${set} `) ? entities : [],
  );
}
