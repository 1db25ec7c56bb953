import type { Switches } from '../switches.ts';
import { badRequest, CODE } from './fault.ts';

/** Parameters of the virtual table of balances. */
export interface BalanceParameters {
  readonly condition?: string;
  /** Names without `_Key`; undefined = by all dimensions. */
  readonly dimensions?: readonly string[];
}

const NAMES: ReadonlySet<string> = new Set(['Condition', 'Dimensions', 'Period']);

/**
 * Reads the parameters of a balance, from the parentheses or from the query (onec-odata A5). Quotes inside a condition are
 * doubled or not, as the switch has it.
 *
 * @throws {ODataFault} 400 code 0 for an unknown parameter and for `Period`: the sandbox knows today's balance only; code 14
 *   for what is no string literal; code 2 for parameters in both places.
 */
export function balanceParameters(
  inParentheses: string | undefined,
  inQuery: ReadonlyMap<string, string>,
  { conditionQuotes }: Pick<Switches, 'conditionQuotes'>,
): BalanceParameters {
  const ofQuery = [...inQuery].filter(([name]) => NAMES.has(name));
  const ofAddress = splitParameters(inParentheses ?? '');
  if (ofQuery.length > 0 && ofAddress.length > 0) {
    throw badRequest(CODE.badRequest, 'Параметры виртуальной таблицы указаны дважды');
  }
  const parameters = new Map([...ofAddress, ...ofQuery]);
  if (parameters.has('Period')) {
    throw badRequest(
      CODE.notSupported,
      'Песочница ведет только текущие остатки: параметр "Period" не поддерживается',
    );
  }
  const condition = parameters.get('Condition');
  const dimensions = parameters.get('Dimensions');
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
  };
}

/** `Name='…',Name='…'`. A comma inside a literal is not followed by a name and `=`. */
function splitParameters(source: string): [string, string][] {
  const parts = source.trim() === '' ? [] : source.split(/,(?=\s*[\p{L}\p{N}_]+\s*=)/u);
  return parts.map((part) => {
    const groups = /^\s*(?<name>[\p{L}\p{N}_]+)\s*=(?<value>.*)$/su.exec(part)?.groups;
    if (groups === undefined || !NAMES.has(groups.name ?? '')) {
      throw badRequest(
        CODE.notSupported,
        `Параметр виртуальной таблицы "${groups?.name ?? part}" не поддерживается`,
      );
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

/** `guid''…''` and `guid'…'` alike, unless the switch allows one of them only. */
function conditionText(inner: string, allowed: Switches['conditionQuotes']): string {
  const isPlain = inner.replaceAll("''", '').includes("'");
  const isDoubled = !isPlain && inner.includes("''");
  if ((isPlain && allowed === 'doubled') || (isDoubled && allowed === 'plain')) {
    throw badRequest(CODE.badOption, 'Ошибка разбора параметра "Condition"');
  }
  return isDoubled ? inner.replaceAll("''", "'") : inner;
}
