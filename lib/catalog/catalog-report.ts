import { LEFT_OUT, leftOutText } from '../goods/left-out.ts';
import type { SiteResult } from './catalog-memory.ts';

/** What a run of `catalog-publish` has done, in the shape of a run record (contract 2). */
export interface CatalogReport {
  readonly counts: Readonly<
    Record<'offers' | 'categories' | 'bytes' | 'leftOut' | 'errors' | 'skipped', number>
  >;
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  readonly errors: readonly { readonly id: string; readonly reason: string; readonly message: string }[];
  /** The run ended at its time limit and goes on at the next tick. */
  readonly unfinished?: true;
  /** Address of the first site's file; the others differ in the site's code only. */
  readonly url?: string;
}

/** Counts summed over sites; goods that somebody has to mend and sites that were not published are errors (D-45). */
export function catalogReport(
  results: readonly SiteResult[],
  rest: Pick<CatalogReport, 'unfinished' | 'url'>,
): CatalogReport {
  const refused = results.flatMap(({ site, refusal }) =>
    refusal === undefined ? [] : [{ id: site, ...refusal }],
  );
  const examples = results.flatMap(({ counters }) => counters.examples);
  const sum = (figure: (result: SiteResult) => number): number =>
    results.reduce((total, result) => total + figure(result), 0);
  const leftOut = sum(({ counters }) => counters.leftOut);
  const faults = sum(({ counters }) => counters.faults);
  const blind = new Set(results.flatMap(({ reservesUnknown }) => reservesUnknown ?? []));
  return {
    counts: {
      offers: sum(({ counters }) => counters.offers),
      categories: sum(({ counters }) => counters.categories),
      bytes: sum(({ bytes }) => bytes),
      leftOut,
      errors: refused.length + faults,
      skipped: leftOut - faults + blind.size,
    },
    skipped: [
      ...[...blind].map((id) => ({ id, reason: 'reservesUnknown' })),
      ...examples
        .filter(({ reason }) => !LEFT_OUT[reason].isFault)
        .map(({ key, reason }) => ({ id: key, reason })),
    ],
    errors: [
      ...refused,
      ...examples
        .filter(({ reason }) => LEFT_OUT[reason].isFault)
        .map((one) => ({ id: one.key, reason: one.reason, message: leftOutText(one) })),
    ],
    ...rest,
  };
}
