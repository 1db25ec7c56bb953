import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import type { ObjectDescription } from '../../lib/onec/ut/describe.ts';
import { RELEASES } from '../../lib/onec/ut/releases.ts';

/**
 * Makes the data of this folder from the whole lists and captures, where these lie beside the checkout: `node tests/data/reduce.ts`
 * after an object of 1C was added. What each file is and where it comes from: README.md.
 */

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The whole lists and captures; not part of the repository. */
export const WHOLE = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Builds of UT whose lists there are. */
const BUILDS = ['11.4.2.139', '11.5.8.254', '11.5.20.68', '11.5.27.56'] as const;

/** What the tests read of a listed property and object. */
const KEPT = new Set(
  'kind types length digits scale date NumberLength CodeLength DescriptionLength Hierarchical HierarchyType RegisterType WriteMode InformationRegisterPeriodicity owners'.split(
    ' ',
  ),
);

/** Groups of the lists, by the prefix of a set. */
const GROUPS: Readonly<Record<string, string>> = {
  Document: 'Documents',
  Catalog: 'Catalogs',
  ChartOfCharacteristicTypes: 'ChartsOfCharacteristicTypes',
  InformationRegister: 'InformationRegisters',
  AccumulationRegister: 'AccumulationRegisters',
  Enum: 'Enums',
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Objects = Readonly<Record<string, { readonly [name: string]: Json }>>;

const listNameOf = (set: string): string => {
  const [prefix = ''] = set.split('_');
  return `${GROUPS[prefix]}.${set.slice(prefix.length + 1)}`;
};

/** Names, as the lists have them, of everything that some release describes, its enumerations included. */
function describedNames(): ReadonlySet<string> {
  const described: readonly ObjectDescription[] = RELEASES.flatMap(({ objects }) => [...objects.values()]);
  const properties = described
    .flatMap((object) => [object.properties, ...Object.values(object.tables)])
    .flatMap((table) => Object.values(table));
  return new Set([
    ...described.map(({ set }) => listNameOf(set)),
    ...RELEASES.flatMap(({ standIns }) => [...standIns.keys()].map(listNameOf)),
    ...properties.flatMap((property) =>
      property.kind === 'choice' ? [`Enums.${property.enumeration}`] : [],
    ),
    'Enums.СостоянияЗаказовКлиентов',
  ]);
}

function reduceObject(object: Objects[string]): Objects[string] {
  const tables = ['attributes', 'dimensions', 'resources'];
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      if (tables.includes(name)) {
        return [[name, reduceProperties(value)]];
      }
      if (name === 'tabularSections') {
        return [[name, mapObject(value, reduceProperties)]];
      }
      return name === 'values' ? [[name, mapObject(value, () => '')]] : KEPT.has(name) ? [[name, value]] : [];
    }),
  );
}

const reduceProperties = (properties: Json): Json =>
  mapObject(properties, (property) =>
    Object.fromEntries(Object.entries(property ?? {}).filter(([name]) => KEPT.has(name))),
  );

const mapObject = (value: Json, map: (inner: Json) => Json): Json =>
  Object.fromEntries(Object.entries(value ?? {}).map(([name, inner]) => [name, map(inner)]));

/** The lists of all builds, reduced to what is described; a line an object. */
export function reducedLists(): string {
  const names = describedNames();
  const builds = BUILDS.map((build) => {
    const { objects } = JSON.parse(
      readFileSync(join(WHOLE, `onec/ut-metadata/ut-${build}.json`), 'utf8'),
    ) as {
      readonly objects: Objects;
    };
    const isKept = (name: string) => names.has(name) || name.startsWith('DefinedTypes.');
    const lines = Object.entries(objects)
      .filter(([name]) => isKept(name))
      .map(([name, object]) => `${JSON.stringify(name)}:${JSON.stringify(reduceObject(object))}`);
    return `${JSON.stringify(build)}:{\n${lines.join(',\n')}\n}`;
  });
  return `{${builds.join(',\n')}}\n`;
}

const PHONE = /^\+?\d{9,}$/;

/** People of the captures become plainly invented ones; shapes stay. */
function withoutPeople(name: string, value: Json): Json {
  if (typeof value === 'string') {
    const isPhone = ['phone', 'number', 'additionalPhone'].includes(name) && PHONE.test(value);
    return isPhone ? '+79000000001' : value.replaceAll(/[\w.+-]+@[\w-]+\.[\w.]+/g, 'captured@example.ru');
  }
  if (Array.isArray(value)) {
    return value.map((inner: Json) => withoutPeople(name, inner));
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPeople(key, inner)]))
    : value;
}

/** Path of every captured answer of the CRM, below `retailcrm/`. */
export const capturedPaths = (): readonly string[] =>
  readdirSync(join(WHOLE, 'retailcrm'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  );

/** A captured answer without its white space and its people. */
export const reducedCapture = (path: string): string =>
  `${JSON.stringify(withoutPeople('', JSON.parse(readFileSync(join(WHOLE, 'retailcrm', path), 'utf8'))))}\n`;

interface EdmType {
  readonly Name: string;
  readonly Property?: readonly { readonly Name: string; readonly Type: string }[];
}

/** Entities of one kind that are kept of each capture: enough to see the types of every property. */
const ENTITIES = 3;

/** The UT demo base: Edm types of what is described, from its `$metadata`, and some entities; a line each. */
export function reducedDemo(): string {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    isArray: (name) => ['EntityType', 'ComplexType', 'Property'].includes(name),
  });
  const whole = readFileSync(join(WHOLE, 'onec/trade_demo_8.5/msg001_metadata.xml'), 'utf8');
  const { Schema: schema } = parser.parse(whole).Edmx.DataServices;
  const described = [...describedNames()].map((name) => name.slice(name.indexOf('.') + 1));
  const types: readonly EdmType[] = [...schema.EntityType, ...schema.ComplexType];
  const edm = types
    .filter(({ Name }) => described.some((name) => Name.includes(`_${name}`)))
    .map(({ Name, Property = [] }) => [
      Name,
      Object.fromEntries(Property.map((property) => [property.Name, property.Type])),
    ]);
  const entities = readdirSync(join(WHOLE, 'onec/ut-demo-derived-json'))
    .filter((file) => described.some((name) => file.endsWith(`_${name}.json`)))
    .map((file) => {
      const { value } = JSON.parse(readFileSync(join(WHOLE, 'onec/ut-demo-derived-json', file), 'utf8')) as {
        readonly value: readonly Json[];
      };
      const set = file.slice(file.indexOf('_') + 1, -'.json'.length);
      return [`${set} ${file.slice(0, file.indexOf('_'))}`, withoutPeople('', value.slice(0, ENTITIES))];
    });
  const lines = (pairs: readonly (readonly Json[])[]): string =>
    pairs.map(([name = '', value = null]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',\n');
  return `{"edm":{\n${lines(edm as Json[][])}\n},\n"entities":{\n${lines(entities)}\n}}\n`;
}

function main(): void {
  write('ut-metadata.json', reducedLists());
  write('ut-demo.json', reducedDemo());
  for (const path of capturedPaths()) {
    write(join('retailcrm', path), reducedCapture(path));
  }
}

function write(path: string, text: string): void {
  const file = join(HERE, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (import.meta.main) {
  main();
}
