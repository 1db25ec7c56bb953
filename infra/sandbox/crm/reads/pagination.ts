import type { Json } from '../json.ts';
import { mapOf, type Parameters, textOf } from '../parameters.ts';
import { badInput } from '../refusal.ts';

export interface Page<T> {
  readonly entries: readonly T[];
  readonly pagination: Json;
}

const LIMITS = [20, 50, 100];

/**
 * The page that `limit` and `page` ask for (retailcrm-api 1.4).
 *
 * @throws {Refusal} 400 for a limit other than 20, 50, 100 and for a page below 1.
 */
export function pageOf<T>(all: readonly T[], parameters: Parameters, defaultLimit = 20): Page<T> {
  const limit = wholeNumber(parameters, 'limit') ?? defaultLimit;
  if (!LIMITS.includes(limit)) {
    throw badInput('limit', 'The value you selected is not a valid choice.');
  }
  const currentPage = wholeNumber(parameters, 'page') ?? 1;
  if (currentPage < 1) {
    throw badInput('page', 'This value should be 1 or more.');
  }
  const start = (currentPage - 1) * limit;
  return {
    entries: all.slice(start, start + limit),
    pagination: {
      limit,
      totalCount: all.length,
      currentPage,
      totalPageCount: Math.max(1, Math.ceil(all.length / limit)),
    },
  };
}

/** @throws {Refusal} 400 if the parameter is present and not a whole number. */
export function wholeNumber(parameters: Parameters, name: string): number | undefined {
  const text = textOf(parameters[name]);
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,15}$/.test(text)) {
    throw badInput(name, 'This value is not valid.');
  }
  return Number(text);
}

/**
 * The `filter` map, whose keys must all be in `known`: a filter that the CRM does not have would otherwise quietly
 * select everything.
 *
 * @throws {Refusal} 400 naming the first key that is not.
 */
export function filterOf(parameters: Parameters, known: readonly string[]): Parameters {
  const filter = mapOf(parameters.filter);
  const unknown = Object.keys(filter).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw badInput(`filter[${unknown}]`, 'This form should not contain extra fields.');
  }
  return filter;
}
