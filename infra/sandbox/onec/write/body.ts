import type { DamageKind } from '../damage.ts';
import { isGuid } from '../filter/literal.ts';
import { badRequest, CODE, innerError } from '../odata/fault.ts';
import { EMPTY_KEY, emptyRow, setOfType, UNDEFINED_TYPE } from '../schema/empty.ts';
import type { Field, Schema, SetSchema, Shape } from '../schema/schema.ts';
import type { Entity, Row } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { decodeValue } from './decode.ts';

/** What a body is laid over an entity with. */
export interface BodyContext {
  readonly schema: Schema;
  readonly transaction: Transaction;
  readonly report: (kind: DamageKind, property: string, detail: string) => void;
}

/** Properties that a client may send back as it read them; they change nothing. */
const READ_ONLY = new Set(['DataVersion', 'Ref_Key']);

/**
 * Lays the properties of a create or PATCH over a draft (onec-odata A7): only what is named changes, a tabular section
 * is replaced as a whole, what does not exist is dropped silently and reported as damage.
 *
 * @throws {ODataFault} 500 code -1 for a body or table of the wrong kind or a row without `LineNumber`; 400 for values.
 */
export function applyBody(draft: Entity, body: unknown, schema: SetSchema, context: BodyContext): void {
  const properties = demandObject(body);
  applyProperties(draft, properties, schema, '', context);
  for (const [name, shape] of schema.tables) {
    if (name in properties) {
      draft[name] = decodeTable(properties[name], name, shape, String(draft.Ref_Key), context);
    }
  }
  for (const name of Object.keys(properties)) {
    if (!schema.fields.has(name) && !schema.tables.has(name)) {
      reportUnknown(name, '', context);
    }
  }
}

function decodeTable(
  value: unknown,
  table: string,
  shape: Shape,
  owner: string,
  context: BodyContext,
): Row[] {
  if (!Array.isArray(value)) {
    throw innerError('Внутренняя ошибка OData сервиса');
  }
  return value.map((item: unknown, index) => {
    const properties = demandObject(item);
    demandLineNumber(properties.LineNumber, index, table);
    const row = emptyRow(shape);
    applyProperties(row, properties, shape, `${table}.`, context);
    for (const name of Object.keys(properties).filter((known) => !shape.fields.has(known))) {
      reportUnknown(name, `${table}.`, context);
    }
    row.Ref_Key = owner;
    return row;
  });
}

function demandLineNumber(value: unknown, index: number, table: string): void {
  if (value === undefined) {
    throw innerError('Внутренняя ошибка OData сервиса');
  }
  if (String(value) !== String(index + 1)) {
    throw badRequest(
      CODE.badValue,
      `Неверный номер строки табличной части "${table}": ожидается ${index + 1}`,
    );
  }
}

function applyProperties(
  target: Entity | Row,
  properties: Readonly<Record<string, unknown>>,
  shape: Shape,
  prefix: string,
  context: BodyContext,
): void {
  for (const [name, value] of Object.entries(properties)) {
    const field = shape.fields.get(name);
    if (field !== undefined && !READ_ONLY.has(name) && !refusesToBeSet(name, value, target, context)) {
      target[name] = decodeValue(field, value, (kind, detail) =>
        context.report(kind, `${prefix}${name}`, detail),
      );
    }
  }
  const named = [...shape.fields.values()].filter(({ name }) => name in properties);
  for (const field of named) {
    checkReference(field, properties, target, prefix, context);
  }
}

/** Posting is a method; `Posted` in a body does nothing (onec-odata A7). */
function refusesToBeSet(name: string, value: unknown, target: Entity | Row, context: BodyContext): boolean {
  if (name !== 'Posted') {
    return false;
  }
  if (value !== target.Posted) {
    context.report('ignoredProperty', 'Posted', 'a document is posted by its method Post');
  }
  return true;
}

function checkReference(
  { name, type }: Field,
  properties: Readonly<Record<string, unknown>>,
  target: Entity | Row,
  prefix: string,
  context: BodyContext,
): void {
  if (name === 'Ref_Key') {
    return; // The entity's own key is no reference: of course nobody has it before a create.
  }
  if (type.kind === 'reference') {
    reportDangling(type.target, String(target[name]), `${prefix}${name}`, context);
  } else if (type.kind === 'composite') {
    checkComposite(name, type.targets, properties, target, prefix, context);
  } else if (type.kind === 'compositeType' && !(name.slice(0, -'_Type'.length) in properties)) {
    context.report('untypedReference', `${prefix}${name}`, 'sent without the value it belongs to');
  }
}

function checkComposite(
  name: string,
  targets: readonly string[],
  properties: Readonly<Record<string, unknown>>,
  target: Entity | Row,
  prefix: string,
  context: BodyContext,
): void {
  if (!(`${name}_Type` in properties)) {
    target[name] = '';
    target[`${name}_Type`] = UNDEFINED_TYPE;
    context.report('untypedReference', `${prefix}${name}`, `sent without ${name}_Type and lost`);
    return;
  }
  const type = String(target[`${name}_Type`]);
  const set = setOfType(type);
  if (type === UNDEFINED_TYPE || type.startsWith('Edm.')) {
    return;
  }
  if (set === type || (targets.length > 0 && !targets.includes(set))) {
    throw badRequest(
      CODE.notAssignable,
      `Свойству "${name}" не может быть присвоено значение типа "${type}"`,
    );
  }
  const value = String(target[name]);
  if (!set.startsWith('Enum_') && !isGuid(value)) {
    throw badRequest(CODE.cannotParse, `Ошибка разбора строки "${value}" (свойство "${name}")`);
  }
  reportDangling(set, value, `${prefix}${name}`, context);
}

function reportDangling(set: string, key: string, property: string, context: BodyContext): void {
  const checkable = key !== EMPTY_KEY && context.schema.sets.has(set);
  if (checkable && context.transaction.get(set, key) === undefined) {
    context.report('danglingReference', property, `no such element of ${set}`);
  }
}

/** Annotations (`odata.metadata`, `Партнер@navigationLinkUrl`) are not properties; a binding is not supported here. */
function reportUnknown(name: string, prefix: string, context: BodyContext): void {
  const isAnnotation = name.startsWith('odata.') || (name.includes('@') && !name.endsWith('@odata.bind'));
  if (!isAnnotation) {
    context.report('unknownProperty', `${prefix}${name}`, 'no such property, the value was dropped');
  }
}

function demandObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw innerError('Внутренняя ошибка OData сервиса');
  }
  return value as Readonly<Record<string, unknown>>;
}
