import { badRequest, CODE } from '../odata/fault.ts';
import { setOfType } from '../schema/empty.ts';
import type { Field, Schema, Shape } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import type { Compiled, Scope, StaticType, Value } from './value.ts';

/** What names in a condition may refer to. */
export interface Names {
  readonly schema: Schema;
  readonly store: Pick<Store, 'get'>;
  readonly shape: Shape;
  readonly tables: ReadonlyMap<string, Shape>;
  readonly variables: ReadonlyMap<string, Shape>;
  readonly foldCase: (text: string) => string;
}

/**
 * A name, or a way through references (`Контрагент/ИНН`), that starts at the record or at a lambda variable.
 *
 * @throws {ODataFault} 400 code 10 for an unknown property.
 */
export function compileSegments(segments: readonly string[], names: Names): Compiled {
  const [first = '', ...rest] = segments;
  const row = names.variables.get(first);
  return row === undefined
    ? follow(segments, names.shape, names, (scope) => scope.record)
    : follow(rest, row, names, (scope) => scope.variables.get(first));
}

/** The set that a way through references ends with a key of; undefined where it ends with anything else. */
export function referredSet(
  [name = '', ...rest]: readonly string[],
  shape: Shape,
  names: Pick<Names, 'schema'>,
): string | undefined {
  if (rest.length === 0) {
    const type = shape.fields.get(name)?.type;
    return type?.kind === 'reference' ? type.target : undefined;
  }
  const target = names.schema.sets.get(shape.navigation.get(name)?.target ?? '');
  return target && referredSet(rest, target, names);
}

function follow(
  [name = '', ...rest]: readonly string[],
  shape: Shape,
  names: Names,
  from: (scope: Scope) => Scope['record'] | undefined,
): Compiled {
  if (rest.length === 0) {
    const field = shape.fields.get(name);
    if (field === undefined) {
      throw unknownProperty(name);
    }
    const read = fieldReader(field);
    return { type: staticType(field), evaluate: (scope) => read(from(scope)) };
  }
  const navigation = shape.navigation.get(name);
  const target = names.schema.sets.get(navigation?.target ?? '');
  if (navigation === undefined || target === undefined) {
    throw unknownProperty(name);
  }
  return follow(rest, target, names, (scope) => {
    const key = from(scope)?.[navigation.field];
    return typeof key === 'string' ? names.store.get(target.set, key) : undefined;
  });
}

function staticType({ type }: Field): StaticType {
  switch (type.kind) {
    case 'reference':
      return 'guid';
    case 'int64':
    case 'number':
      return 'number';
    case 'choice':
    case 'compositeType':
    case 'text':
      return 'text';
    default:
      return type.kind;
  }
}

/** What reads the field of a record; undefined for a record or a field that is not there. */
function fieldReader({ name, type }: Field): (record: Scope['record'] | undefined) => Value {
  switch (type.kind) {
    case 'composite': {
      const typeName = `${name}_Type`;
      return (record) =>
        record?.[name] === undefined
          ? undefined
          : { key: String(record[name]), set: setOfType(String(record[typeName])) };
    }
    case 'int64':
      return (record) => (record?.[name] === undefined ? undefined : Number(record[name]));
    default:
      return (record) => record?.[name] as Value;
  }
}

/** 400 code 10. */
export function unknownProperty(name: string): Error {
  return badRequest(CODE.unknownProperty, `Свойство "${name}" не найдено`);
}
