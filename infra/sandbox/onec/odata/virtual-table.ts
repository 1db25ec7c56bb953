import type { Switches } from '../switches.ts';
import { badRequest, CODE } from './fault.ts';

/** Parameters of a virtual table. */
export interface TableParameters {
  readonly condition?: string;
  /** Names without `_Key`; undefined = by all dimensions. */
  readonly dimensions?: readonly string[];
  /** `2026-01-10T12:00:00` */
  readonly period?: string;
}

/** What each virtual table takes; the sandbox knows today's balance only. */
const NAMES = {
  balance: new Set(['Condition', 'Dimensions']),
  slice: new Set(['Condition', 'Period']),
} as const satisfies Record<string, ReadonlySet<string>>;

/**
 * Reads the parameters of a virtual table, from the parentheses or from the query (onec-odata A5). Quotes inside a condition
 * are doubled or not, as the switch has it.
 *
 * @throws {ODataFault} 400 code 0 for an unknown parameter and for a `Period` of balances; code 14 for what is no literal;
 *   code 2 for parameters in both places.
 */
export function tableParameters(
  table: keyof typeof NAMES,
  inParentheses: string | undefined,
  inQuery: ReadonlyMap<string, string>,
  { conditionQuotes }: Pick<Switches, 'conditionQuotes'>,
): TableParameters {
  const ofQuery = [...inQuery].filter(([name]) => PARAMETERS.has(name));
  const ofAddress = splitParameters(inParentheses ?? '');
  if (ofQuery.length > 0 && ofAddress.length > 0) {
    throw badRequest(CODE.badRequest, 'Параметры виртуальной таблицы указаны дважды');
  }
  const parameters = new Map([...ofAddress, ...ofQuery]);
  const foreign = [...parameters.keys()].find((name) => !NAMES[table].has(name));
  if (foreign !== undefined) {
    throw notSupported(foreign);
  }
  const condition = parameters.get('Condition');
  const dimensions = parameters.get('Dimensions');
  const period = parameters.get('Period');
  return {
    ...(condition === undefined
      ? {}
      : { condition: conditionText(literal('Condition', condition), conditionQuotes) }),
    ...(dimensions === undefined
      ? {}
      : {
          dimensions: literal('Dimensions', dimensions)
            .split(',')
            .map((name) => name.trim()),
        }),
    ...(period === undefined ? {} : { period: moment(period) }),
  };
}

const PARAMETERS: ReadonlySet<string> = new Set(Object.values(NAMES).flatMap((names) => [...names]));

const notSupported = (name: string): Error =>
  badRequest(CODE.notSupported, `Параметр виртуальной таблицы "${name}" не поддерживается`);

/** `Name='…',Name='…'`. A comma inside a literal is not followed by a name and `=`. */
function splitParameters(source: string): [string, string][] {
  const parts = source.trim() === '' ? [] : source.split(/,(?=\s*[\p{L}\p{N}_]+\s*=)/u);
  return parts.map((part) => {
    const groups = /^\s*(?<name>[\p{L}\p{N}_]+)\s*=(?<value>.*)$/su.exec(part)?.groups;
    if (groups === undefined) {
      throw notSupported(part);
    }
    return [groups.name ?? '', (groups.value ?? '').trim()];
  });
}

/** What stands between the outer quotes. */
function literal(name: string, value: string): string {
  const groups = /^'(?<inner>.*)'$/su.exec(value)?.groups;
  if (groups === undefined) {
    throw badRequest(CODE.badOption, `Параметр "${name}" должен быть строкой в кавычках`);
  }
  return groups.inner ?? '';
}

/** `datetime'…'` */
function moment(value: string): string {
  const groups = /^datetime'(?<at>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})'$/.exec(value)?.groups;
  if (groups === undefined) {
    throw badRequest(CODE.badOption, 'Параметр "Period" не разобран');
  }
  return groups.at ?? '';
}

/** `guid''…''` and `guid'…'` alike, unless the switch allows one of them only. */
function conditionText(inner: string, allowed: Switches['conditionQuotes']): string {
  const isPlain = inner.replaceAll("''", '').includes("'");
  const isDoubled = !isPlain && inner.includes("''");
  if ((isPlain && allowed === 'doubled') || (isDoubled && allowed === 'plain')) {
    throw badRequest(CODE.badOption, 'Ошибка разбора параметра "Condition"');
  }
  return isDoubled ? inner.replaceAll("''", "'") : inner;
}
