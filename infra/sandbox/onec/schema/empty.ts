import type { Entity, Row, Scalar } from '../store/entity.ts';
import type { Field, SetSchema, Shape } from './schema.ts';

export const EMPTY_KEY = '00000000-0000-0000-0000-000000000000';
export const EMPTY_DATE = '0001-01-01T00:00:00';
/** `_Type` of an empty composite property (onec-odata A2). */
export const UNDEFINED_TYPE = 'StandardODATA.Undefined';
const TYPE_PREFIX = 'StandardODATA.';

/** `Document_ЗаказКлиента` → `StandardODATA.Document_ЗаказКлиента`. */
export const typeName = (set: string): string => `${TYPE_PREFIX}${set}`;

/** The reverse of `typeName`; other types (`Edm.String`) stay as they are. */
export const setOfType = (type: string): string =>
  type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : type;

/** What 1C answers for a property that was never filled (onec-odata A2). */
function emptyValue({ type }: Field): Scalar {
  switch (type.kind) {
    case 'reference':
      return EMPTY_KEY;
    case 'compositeType':
      return UNDEFINED_TYPE;
    case 'date':
      return EMPTY_DATE;
    case 'number':
      return 0;
    case 'int64':
      return '0';
    case 'flag':
      return false;
    case 'composite':
    case 'text':
    case 'choice':
      return '';
  }
}

/** An entity of a set with nothing filled. */
export function emptyEntity(schema: SetSchema): Entity {
  const entity: Entity = emptyRow(schema);
  for (const table of schema.tables.keys()) {
    entity[table] = [];
  }
  return entity;
}

/** A row with nothing filled. */
export function emptyRow({ fields }: Shape): Row {
  return Object.fromEntries([...fields].map(([name, field]) => [name, emptyValue(field)]));
}
