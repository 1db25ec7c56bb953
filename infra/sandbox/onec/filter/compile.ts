import { badRequest, CODE } from '../odata/fault.ts';
import type { Expression } from './ast.ts';
import { type Comparison, compileComparison } from './compare.ts';
import { compileCall } from './functions.ts';
import { compileSegments, type Names, unknownProperty } from './path.ts';
import type { Compiled, Scope, StaticType, Value } from './value.ts';

/**
 * Looks up the names of a condition and checks its types, before any entity is seen: a condition on an empty set fails
 * as it would on a full one.
 *
 * @throws {ODataFault} 400 code 10 for an unknown property, code 14 for a wrong construction.
 */
export function compileCondition(condition: Expression, names: Names): (record: Scope['record']) => boolean {
  const compiled = demand(compile(condition, names), 'flag');
  return (record) => compiled.evaluate({ record, variables: NO_VARIABLES }) === true;
}

/** A path as a value: for `$orderby`. @throws {ODataFault} as `compileCondition`. */
export function compilePath(path: string, names: Names): (record: Scope['record']) => Value {
  const compiled = compile({ kind: 'path', segments: path.split('/') }, names);
  return (record) => compiled.evaluate({ record, variables: NO_VARIABLES });
}

const NO_VARIABLES: Scope['variables'] = new Map();

function compile(expression: Expression, names: Names): Compiled {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return { type: expression.type, evaluate: () => value, literal: value };
    }
    case 'path':
      return compileSegments(expression.segments, names);
    case 'not': {
      const operand = demand(compile(expression.operand, names), 'flag');
      return { type: 'flag', evaluate: (scope) => operand.evaluate(scope) !== true };
    }
    case 'minus': {
      const operand = demand(compile(expression.operand, names), 'number');
      return { type: 'number', evaluate: (scope) => -Number(operand.evaluate(scope)) };
    }
    case 'binary':
      return compileBinary(expression, names);
    case 'call':
      return compileFunction(expression, names);
    case 'through':
      return compileThrough(expression, names);
    case 'quantified':
      return compileQuantified(expression, names);
  }
}

/** Only `cast` says which set the way goes on in (onec-odata A6). */
function compileThrough({ of, segments }: Extract<Expression, { kind: 'through' }>, names: Names): Compiled {
  const type = of.kind === 'call' && of.name === 'cast' ? of.parameters[1] : undefined;
  const target = type?.kind === 'literal' ? names.schema.sets.get(String(type.value)) : undefined;
  if (target === undefined) {
    throw badRequest(CODE.badOption, 'Обращение через точку возможно только после cast');
  }
  const reference = compile(of, names);
  const rest = compileSegments(segments, { ...names, shape: target, variables: new Map() });
  return {
    type: rest.type,
    evaluate(scope) {
      const key = typedKey(reference.evaluate(scope));
      const record = key === undefined ? undefined : names.store.get(target.set, key);
      return record === undefined ? undefined : rest.evaluate({ ...scope, record });
    },
  };
}

const typedKey = (value: Value): string | undefined => (typeof value === 'object' ? value.key : undefined);

function compileBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  names: Names,
): Compiled {
  const [a, b] = [compile(left, names), compile(right, names)];
  switch (operator) {
    case 'and':
    case 'or': {
      const [first, second] = [demand(a, 'flag'), demand(b, 'flag')];
      return {
        type: 'flag',
        evaluate: (scope) =>
          operator === 'and'
            ? first.evaluate(scope) === true && second.evaluate(scope) === true
            : first.evaluate(scope) === true || second.evaluate(scope) === true,
      };
    }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return compileArithmetic(operator, demand(a, 'number'), demand(b, 'number'));
    default:
      return compileComparison(operator satisfies Comparison, a, b, names.foldCase);
  }
}

const ARITHMETIC = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
};

function compileArithmetic(operator: keyof typeof ARITHMETIC, a: Compiled, b: Compiled): Compiled {
  const apply = ARITHMETIC[operator];
  return {
    type: 'number',
    evaluate: (scope) => apply(Number(a.evaluate(scope)), Number(b.evaluate(scope))),
  };
}

function compileFunction(
  { name, parameters }: Extract<Expression, { kind: 'call' }>,
  names: Names,
): Compiled {
  if (name === 'cast' || name === 'isof') {
    return compileTypeFunction(name, parameters, names);
  }
  return compileCall(
    name,
    parameters.map((parameter) => compile(parameter, names)),
    names.foldCase,
  );
}

/** `cast(guid'…','Document_ЗаказКлиента')`, `isof(Заказ,'Document_ЗаказКлиента')`. */
function compileTypeFunction(
  name: 'cast' | 'isof',
  [operand, type, ...others]: readonly Expression[],
  names: Names,
): Compiled {
  if (operand === undefined || type?.kind !== 'literal' || type.type !== 'text' || others.length > 0) {
    throw badRequest(CODE.badOption, `Неверные параметры функции "${name}"`);
  }
  const set = type.value;
  if (!names.schema.sets.has(set)) {
    throw badRequest(CODE.badOption, `Тип "${set}" не найден`);
  }
  const inner = compile(operand, names);
  if (name === 'isof') {
    const composite = demand(inner, 'composite');
    return { type: 'flag', evaluate: (scope) => typedSet(composite.evaluate(scope)) === set };
  }
  if (inner.type !== 'guid' && inner.type !== 'composite') {
    throw badRequest(CODE.badOption, 'Приводить можно только ссылку');
  }
  return {
    type: 'reference',
    evaluate(scope) {
      const value = inner.evaluate(scope);
      if (typeof value === 'string') {
        return { key: value, set };
      }
      return typedSet(value) === set ? value : undefined;
    },
  };
}

const typedSet = (value: Value): string | undefined => (typeof value === 'object' ? value.set : undefined);

function compileQuantified(
  { table, quantifier, variable, condition }: Extract<Expression, { kind: 'quantified' }>,
  names: Names,
): Compiled {
  const shape = names.tables.get(table);
  if (shape === undefined) {
    throw unknownProperty(table);
  }
  const variables = new Map(names.variables).set(variable, shape);
  const inner = demand(compile(condition, { ...names, variables }), 'flag');
  return {
    type: 'flag',
    evaluate(scope) {
      const rows = scope.record[table];
      const holds = (row: Scope['record']): boolean =>
        inner.evaluate({ ...scope, variables: new Map(scope.variables).set(variable, row) }) === true;
      const list: readonly Scope['record'][] = Array.isArray(rows) ? rows : [];
      return quantifier === 'any' ? list.some(holds) : list.every(holds);
    },
  };
}

function demand(compiled: Compiled, type: StaticType): Compiled {
  if (compiled.type !== type) {
    throw badRequest(CODE.badOption, `Ожидается ${type}, получено ${compiled.type}`);
  }
  return compiled;
}
