import { badRequest, CODE } from '../odata/fault.ts';
import type { Expression, Operator } from './ast.ts';
import { type Token, tokenize } from './lexer.ts';
import { prefixedLiteral } from './literal.ts';

/** Binary operators from the loosest to the tightest; `not` stands between the second and the third. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  ['add', 'sub'],
  ['mul', 'div'],
];
const NOT_LEVEL = 2;
/** Deeper nesting is refused instead of exhausting the stack. */
const MAX_DEPTH = 200;

/**
 * Parses a condition in 1C's dialect of OData v3 (onec-odata A6). Names are not looked up here.
 *
 * @throws {ODataFault} 400 code 14 if it is not one, code 1 if a literal in it is malformed.
 */
export function parseCondition(source: string): Expression {
  const parser = new Parser(tokenize(source));
  const expression = parser.expression();
  parser.end();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw badRequest(CODE.badOption, 'Слишком глубокая вложенность выражения');
    }
    const expression = this.#level(0);
    this.#depth -= 1;
    return expression;
  }

  end(): void {
    if (this.#at < this.#tokens.length) {
      throw this.#unexpected();
    }
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) {
      return this.#unary();
    }
    if (level === NOT_LEVEL && this.#takeName('not')) {
      return { kind: 'not', operand: this.#level(level) };
    }
    let left = this.#level(level + 1);
    for (
      let operator = this.#takeOperator(operators);
      operator !== undefined;
      operator = this.#takeOperator(operators)
    ) {
      left = { kind: 'binary', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    return this.#takeMark('-') ? { kind: 'minus', operand: this.#unary() } : this.#primary();
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    switch (token?.kind) {
      case 'number':
        return { kind: 'literal', type: 'number', value: token.value };
      case 'text':
        return { kind: 'literal', type: 'text', value: token.value };
      case 'prefixed':
        return { kind: 'literal', ...prefixedLiteral(token.prefix, token.value) };
      case 'name':
        return this.#named(token.text);
      case 'mark':
        if (token.text === '(') {
          return this.#parenthesized();
        }
    }
    this.#at -= 1;
    throw this.#unexpected();
  }

  #parenthesized(): Expression {
    const inner = this.expression();
    this.#demandMark(')');
    return inner;
  }

  #named(name: string): Expression {
    if (name === 'true' || name === 'false') {
      return { kind: 'literal', type: 'flag', value: name === 'true' };
    }
    if (this.#takeMark('(')) {
      const call: Expression = { kind: 'call', name, parameters: this.#parameters() };
      const segments: string[] = [];
      while (this.#takeMark('/')) {
        segments.push(this.#demandName());
      }
      return segments.length === 0 ? call : { kind: 'through', of: call, segments };
    }
    const segments = [name];
    while (this.#takeMark('/')) {
      const segment = this.#demandName();
      if ((segment === 'any' || segment === 'all') && this.#takeMark('(')) {
        return this.#quantified(segments.join('/'), segment);
      }
      segments.push(segment);
    }
    return { kind: 'path', segments };
  }

  #parameters(): Expression[] {
    const parameters: Expression[] = [];
    do {
      parameters.push(this.expression());
    } while (this.#takeMark(','));
    this.#demandMark(')');
    return parameters;
  }

  #quantified(table: string, quantifier: 'any' | 'all'): Expression {
    const variable = this.#demandName();
    this.#demandMark(':');
    const condition = this.expression();
    this.#demandMark(')');
    return { kind: 'quantified', table, quantifier, variable, condition };
  }

  #takeOperator(operators: readonly Operator[]): Operator | undefined {
    return operators.find((operator) => this.#takeName(operator));
  }

  #takeName(text: string): boolean {
    const token = this.#tokens[this.#at];
    const taken = token?.kind === 'name' && token.text === text;
    this.#at += taken ? 1 : 0;
    return taken;
  }

  #takeMark(text: string): boolean {
    const token = this.#tokens[this.#at];
    const taken = token?.kind === 'mark' && token.text === text;
    this.#at += taken ? 1 : 0;
    return taken;
  }

  #demandMark(text: string): void {
    if (!this.#takeMark(text)) {
      throw this.#unexpected();
    }
  }

  #demandName(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'name') {
      throw this.#unexpected();
    }
    this.#at += 1;
    return token.text;
  }

  #unexpected(): Error {
    const token = this.#tokens[this.#at];
    const what = token === undefined ? 'конец выражения' : JSON.stringify(token);
    return badRequest(CODE.badOption, `Ошибка разбора выражения: неожиданно ${what}`);
  }
}
