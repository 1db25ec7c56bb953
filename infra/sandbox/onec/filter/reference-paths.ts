import { badRequest, CODE } from '../odata/fault.ts';
import type { Expression } from './ast.ts';

/**
 * Refuses a condition that goes on through a reference, for a base that does not take that.
 *
 * @throws {ODataFault} 400 code 14.
 */
export function refuseReferencePaths(condition: Expression): void {
  if (hasReferencePath(condition, new Set())) {
    throw badRequest(CODE.badOption, 'Обращение через точку в условии не поддерживается');
  }
}

/** @param variables of the quantifiers around: what they name is a row and no reference. */
function hasReferencePath(expression: Expression, variables: ReadonlySet<string>): boolean {
  const inAny = (...parts: readonly Expression[]) => parts.some((part) => hasReferencePath(part, variables));
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'path': {
      const [first = '', ...rest] = expression.segments;
      return rest.length > (variables.has(first) ? 1 : 0);
    }
    case 'through':
      return true;
    case 'not':
    case 'minus':
      return inAny(expression.operand);
    case 'binary':
      return inAny(expression.left, expression.right);
    case 'call':
      return inAny(...expression.parameters);
    case 'quantified':
      return hasReferencePath(expression.condition, new Set([...variables, expression.variable]));
  }
}
