import { badRequest, CODE, innerError } from '../odata/fault.ts';
import type { Operator } from './ast.ts';
import type { Compiled, Scope, StaticType, TypedReference, Value } from './value.ts';

export type Comparison = Extract<Operator, 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'>;

const ORDERED: ReadonlySet<StaticType> = new Set<StaticType>(['text', 'number', 'date']);

/**
 * A comparison. References know only `eq` and `ne`; a composite one equals nothing but a `cast` (onec-odata A6).
 *
 * @throws {ODataFault} 500 code -1 for the order of references or flags, 400 code 14 for types that do not compare.
 */
export function compileComparison(
  operator: Comparison,
  left: Compiled,
  right: Compiled,
  foldCase: (text: string) => string,
): Compiled {
  const types = [left.type, right.type];
  if (operator !== 'eq' && operator !== 'ne' && !types.every((type) => ORDERED.has(type))) {
    throw innerError('Операции больше и меньше недопустимы для ссылок и булева');
  }
  if (left.type !== right.type && !types.every((type) => REFERENCES.has(type)) && !isTextOfComposite(types)) {
    throw badRequest(CODE.badOption, `Несравнимые типы: ${left.type} ${operator} ${right.type}`);
  }
  const comparable = comparableOf(types, foldCase);
  const readLeft = reader(left, comparable);
  const readRight = reader(right, comparable);
  return {
    type: 'flag',
    evaluate(scope) {
      const a = readLeft(scope);
      const b = readRight(scope);
      return a !== undefined && b !== undefined && holds(operator, a, b);
    },
  };
}

/** A literal is made comparable once, not for every entity. */
function reader(side: Compiled, comparable: (value: Value) => Value): (scope: Scope) => Value {
  if (side.literal === undefined) {
    return (scope) => comparable(side.evaluate(scope));
  }
  const value = comparable(side.literal);
  return () => value;
}

const REFERENCES: ReadonlySet<StaticType> = new Set<StaticType>(['guid', 'composite', 'reference']);

const isTextOfComposite = (types: readonly StaticType[]): boolean =>
  types.includes('composite') && types.includes('text');

/** How both sides are seen before they are compared. */
function comparableOf(
  types: readonly StaticType[],
  foldCase: (text: string) => string,
): (value: Value) => Value {
  if (types.every((type) => type === 'text')) {
    return (value) => (typeof value === 'string' ? foldCase(value) : value);
  }
  // A property of one type against a cast: the set is known to be the same, only the keys differ.
  return types.includes('guid') && types.includes('reference') ? keyOf : (value) => value;
}

const keyOf = (value: Value): Value => (typeof value === 'object' ? value.key : value);

function holds(operator: Comparison, a: NonNullable<Value>, b: NonNullable<Value>): boolean {
  switch (operator) {
    case 'eq':
      return equal(a, b);
    case 'ne':
      return !equal(a, b);
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
  }
}

function equal(a: NonNullable<Value>, b: NonNullable<Value>): boolean {
  if (typeof a === 'object' && typeof b === 'object') {
    return a.key === b.key && a.set === b.set;
  }
  if (typeof a === 'object' || typeof b === 'object') {
    const [typed, plain] = typeof a === 'object' ? [a, b] : [b as TypedReference, a];
    return isPrimitive(typed.set) && typed.key === plain;
  }
  return a === b;
}

/** A composite property that holds a text or a value of an enumeration compares with a text. */
const isPrimitive = (set: string): boolean => set.startsWith('Edm.') || set.startsWith('Enum_');
