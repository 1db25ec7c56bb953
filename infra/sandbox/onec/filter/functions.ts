import { badRequest, CODE } from '../odata/fault.ts';
import type { Compiled, StaticType, Value } from './value.ts';

interface FunctionRule {
  readonly parameters: readonly StaticType[];
  /** Parameters after these may be left out. */
  readonly required: number;
  readonly gives: StaticType;
  apply(values: readonly (string | number)[], foldCase: (text: string) => string): Value;
}

/** The functions that 1C documents and the sandbox knows (onec-odata A6); `cast` and `isof` are not like them. */
const RULES: ReadonlyMap<string, FunctionRule> = new Map([
  ['concat', textRule('text', ([a, b]) => `${a}${b}`)],
  ['substringof', textRule('flag', ([needle, text], fold) => fold(`${text}`).includes(fold(`${needle}`)))],
  ['startswith', textRule('flag', ([text, start], fold) => fold(`${text}`).startsWith(fold(`${start}`)))],
  ['endswith', textRule('flag', ([text, end], fold) => fold(`${text}`).endsWith(fold(`${end}`)))],
  [
    'like',
    textRule('flag', ([text, template], fold) => template1C(fold(`${template}`)).test(fold(`${text}`))),
  ],
  [
    'substring',
    {
      parameters: ['text', 'number', 'number'],
      required: 2,
      gives: 'text',
      apply: ([text, start, length]) =>
        `${text}`.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length)),
    },
  ],
  ['round', { parameters: ['number'], required: 1, gives: 'number', apply: ([x]) => Math.round(Number(x)) }],
  ['year', dateRule((date) => date.getUTCFullYear())],
  ['quarter', dateRule((date) => Math.floor(date.getUTCMonth() / 3) + 1)],
  ['month', dateRule((date) => date.getUTCMonth() + 1)],
  ['day', dateRule((date) => date.getUTCDate())],
  [
    'dayofyear',
    dateRule((date) => 1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear())) / 86_400_000)),
  ],
  ['dayofweek', dateRule((date) => ((date.getUTCDay() + 6) % 7) + 1)],
  ['hour', dateRule((date) => date.getUTCHours())],
  ['minute', dateRule((date) => date.getUTCMinutes())],
  ['second', dateRule((date) => date.getUTCSeconds())],
]);

/**
 * A call with checked parameters. @throws {ODataFault} 400 code 14 for a function that 1C lacks (`contains`, `length`,
 * `tolower` …) or wrong parameters.
 */
export function compileCall(
  name: string,
  parameters: readonly Compiled[],
  foldCase: (text: string) => string,
): Compiled {
  const rule = RULES.get(name);
  if (rule === undefined) {
    throw badRequest(CODE.badOption, `Функция "${name}" не поддерживается`);
  }
  const fits =
    parameters.length >= rule.required &&
    parameters.every(({ type }, index) => type === rule.parameters[index]);
  if (!fits) {
    throw badRequest(CODE.badOption, `Неверные параметры функции "${name}"`);
  }
  return {
    type: rule.gives,
    evaluate(scope) {
      const values = parameters.map((parameter) => parameter.evaluate(scope));
      return values.every(isPlain) ? rule.apply(values, foldCase) : undefined;
    },
  };
}

function isPlain(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function textRule(gives: 'text' | 'flag', apply: FunctionRule['apply']): FunctionRule {
  return { parameters: ['text', 'text'], required: 2, gives, apply };
}

function dateRule(part: (date: Date) => number): FunctionRule {
  return {
    parameters: ['date'],
    required: 1,
    gives: 'number',
    apply: ([value]) => part(new Date(`${value}Z`)),
  };
}

/** A template of 1C's ПОДОБНО: `%` any text, `_` any character, `[…]` one of these. */
function template1C(template: string): RegExp {
  const source = template.replace(/\[[^\]]*\]|[%_]|[\\^$.*+?()[\]{}|/-]/g, (part) => {
    if (part === '%') {
      return '.*';
    }
    if (part === '_') {
      return '.';
    }
    return part.length > 1 ? `[${part.slice(1, -1).replace(/[\\\]^]/g, '\\$&')}]` : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
}
