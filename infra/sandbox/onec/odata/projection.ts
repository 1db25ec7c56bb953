import { EMPTY_KEY } from '../schema/empty.ts';
import type { SetSchema, Shape } from '../schema/schema.ts';
import type { Entity, Row } from '../store/entity.ts';
import { entityAddress } from './address.ts';
import { badRequest, CODE } from './fault.ts';
import type { Annotations } from './format.ts';

/** Which fields an answer holds, and which of each tabular section. */
export interface Selection {
  readonly fields: readonly string[];
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

/**
 * What `$select` asks for (onec-odata A6): names, `*` everything, `**` everything but tabular sections, `Товары/Цена`.
 * A navigation property (`Партнер` without `_Key`) may be named and gives nothing: it would have to be expanded.
 *
 * @throws {ODataFault} 400 code 10 for an unknown property.
 */
export function selectionOf(schema: SetSchema, select: readonly string[] = ['*']): Selection {
  const fields = new Set<string>();
  const tables = new Map<string, Set<string>>();
  for (const name of select) {
    selectName(name, schema, fields, tables);
  }
  return { fields: [...fields], tables: new Map([...tables].map(([table, names]) => [table, [...names]])) };
}

function selectName(
  name: string,
  schema: SetSchema,
  fields: Set<string>,
  tables: Map<string, Set<string>>,
): void {
  if (name === '*' || name === '**') {
    addAll(fields, schema.fields.keys());
    for (const [table, shape] of name === '*' ? schema.tables : []) {
      tables.set(table, new Set(shape.fields.keys()));
    }
    return;
  }
  const [head = '', column] = name.split('/');
  const table = schema.tables.get(head);
  if (table !== undefined) {
    const columns = tables.get(head) ?? new Set();
    tables.set(head, columns);
    addAll(columns, column === undefined ? table.fields.keys() : [knownField(table, column)]);
  } else if (column === undefined && schema.fields.has(name)) {
    fields.add(name);
  } else if (!schema.navigation.has(name)) {
    throw unknownProperty(name);
  }
}

/** The same for rows read as a set of their own. @throws {ODataFault} 400 code 10. */
export function rowSelection(shape: Shape, select: readonly string[] = ['*']): string[] {
  return select.flatMap((name) =>
    name === '*' || name === '**' ? [...shape.fields.keys()] : [knownField(shape, name)],
  );
}

/** An entity as it is answered: the selected part, with links for filled references where annotations are wanted. */
export function project(
  entity: Readonly<Entity>,
  selection: Selection,
  schema: SetSchema,
  annotations: Annotations,
): Record<string, unknown> {
  const answer: Record<string, unknown> = pick(entity, selection.fields);
  for (const [table, columns] of selection.tables) {
    const rows = entity[table];
    answer[table] = Array.isArray(rows) ? rows.map((row) => pick(row, columns)) : [];
  }
  return annotations === 'none' ? answer : { ...answer, ...links(entity, selection, schema) };
}

function links(entity: Readonly<Entity>, { fields }: Selection, schema: SetSchema): Record<string, string> {
  const selected = new Set(fields);
  const filled = [...schema.navigation].filter(
    ([, { field }]) => selected.has(field) && entity[field] !== EMPTY_KEY,
  );
  const address = entityAddress(schema, entity);
  return Object.fromEntries(filled.map(([name]) => [`${name}@navigationLinkUrl`, `${address}/${name}`]));
}

/** A record reduced to some of its fields. */
export function pick(
  record: Readonly<Entity> | Readonly<Row>,
  fields: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((name) => [name, record[name]]));
}

/** The beginning of `odata.metadata`. */
export const metadataLink = (service: string, set: string): string => `${service}/$metadata#${set}`;

function knownField(shape: Shape, name: string): string {
  if (!shape.fields.has(name)) {
    throw unknownProperty(name);
  }
  return name;
}

function addAll(target: Set<string>, names: Iterable<string>): void {
  for (const name of names) {
    target.add(name);
  }
}

function unknownProperty(name: string): Error {
  return badRequest(CODE.unknownProperty, `Свойство "${name}" не найдено`);
}
