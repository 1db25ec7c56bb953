import { badRequest, CODE } from '../odata/fault.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** `guid'…'`, `datetime'…'`: a text with a prefix. */
  | { readonly kind: 'prefixed'; readonly prefix: string; readonly value: string }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' | ':' | '/' | '=' | '-' };

const PATTERN =
  /\s+|(?<prefix>[\p{L}_][\p{L}\p{N}_]*)?'(?<quoted>(?:[^']|'')*)'|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d+(?:\.\d+)?)|(?<mark>[(),:/=-])/uy;

/**
 * Splits a condition, a key in parentheses or a list of parameters into tokens.
 *
 * @throws {ODataFault} 400 code 14 at the first character that belongs to nothing, `+` for a space included (onec-odata A1).
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(source)?.groups;
    if (groups === undefined) {
      throw badRequest(CODE.badOption, `Ошибка разбора выражения в позиции ${at + 1}`);
    }
    at = PATTERN.lastIndex;
    const token = toToken(groups);
    if (token !== undefined) {
      tokens.push(token);
    }
  }
  return tokens;
}

function toToken(groups: Record<string, string | undefined>): Token | undefined {
  const { prefix, quoted, name, number, mark } = groups;
  if (quoted !== undefined) {
    const value = quoted.replaceAll("''", "'");
    return prefix === undefined ? { kind: 'text', value } : { kind: 'prefixed', prefix, value };
  }
  if (name !== undefined) {
    return { kind: 'name', text: name };
  }
  if (number !== undefined) {
    return { kind: 'number', value: Number(number) };
  }
  return mark === undefined ? undefined : ({ kind: 'mark', text: mark } as Token);
}
