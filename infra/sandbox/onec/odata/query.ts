import { badRequest, CODE } from './fault.ts';

/** The options of a read, as written. */
export interface ReadOptions {
  readonly filter?: string;
  readonly select?: readonly string[];
  readonly orderBy?: readonly { readonly path: string; readonly descending: boolean }[];
  readonly top?: number;
  readonly skip?: number;
  readonly countAll?: boolean;
}

const READ_OPTIONS: ReadonlySet<string> = new Set([
  '$filter',
  '$select',
  '$orderby',
  '$top',
  '$skip',
  '$format',
  '$inlinecount',
  'allowedOnly',
  '$allowedOnly',
]);

/** A virtual table may also be given its parameters in the query (onec-odata A5). */
export const TABLE_OPTIONS: ReadonlySet<string> = new Set([
  ...READ_OPTIONS,
  'Condition',
  'Dimensions',
  'Period',
]);

/**
 * Splits a query string. Names may be written with `$` or `%24`; `+` is a plus, not a space (onec-odata A1).
 *
 * @throws {ODataFault} 400 code 0 for a parameter that is not in `known`, code 2 for a broken percent-encoding.
 */
export function parseQuery(query: string, known: ReadonlySet<string> = READ_OPTIONS): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query === '' ? [] : query.split('&')) {
    const [name = '', ...value] = part.split('=');
    const decoded = decode(name);
    if (!known.has(decoded)) {
      throw badRequest(CODE.notSupported, `Параметр запроса "${decoded}" не поддерживается`);
    }
    parameters.set(decoded, decode(value.join('=')));
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest(CODE.badRequest, 'Неверное кодирование адреса');
  }
}

/** The options of a read. @throws {ODataFault} 400 code 14 for a malformed option. */
export function readOptions(parameters: ReadonlyMap<string, string>): ReadOptions {
  const filter = parameters.get('$filter');
  const select = parameters.get('$select');
  const orderBy = parameters.get('$orderby');
  const top = wholeNumber('$top', parameters.get('$top'));
  const skip = wholeNumber('$skip', parameters.get('$skip'));
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(select === undefined ? {} : { select: names('$select', select) }),
    ...(orderBy === undefined ? {} : { orderBy: names('$orderby', orderBy).map(orderTerm) }),
    ...(top === undefined ? {} : { top }),
    ...(skip === undefined ? {} : { skip }),
    countAll: parameters.get('$inlinecount') === 'allpages',
  };
}

function names(option: string, list: string): string[] {
  const parts = list.split(',').map((name) => name.trim());
  if (parts.includes('')) {
    throw badRequest(CODE.badOption, `Параметр "${option}" не разобран`);
  }
  return parts;
}

function orderTerm(term: string): { path: string; descending: boolean } {
  const [path = '', direction, ...others] = term.split(/\s+/);
  if (others.length > 0 || !['asc', 'desc', undefined].includes(direction)) {
    throw badRequest(CODE.badOption, 'Параметр "$orderby" не разобран');
  }
  return { path, descending: direction === 'desc' };
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    throw badRequest(CODE.badOption, `Параметр "${option}" не разобран`);
  }
  return text === undefined ? undefined : Number(text);
}
