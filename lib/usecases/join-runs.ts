import { LONGEST_LIST, type RunRecord } from '../journal/run-record.ts';

/** A count summed over runs; one that a run does not have is 0. */
export const sumOf = (records: readonly RunRecord[], name: string): number =>
  records.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);

/**
 * Several runs of one job as one record: the last one tells how it ended, what came before is added up.
 *
 * @param lastOnly counts that the last run which has them tells for all.
 * @throws {Error} if there was no run.
 */
export function joinRuns(records: readonly RunRecord[], lastOnly: readonly string[] = []): RunRecord {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('there was no run');
  }
  const errors = records.flatMap((record) => record.errors);
  const names = new Set(records.flatMap(({ counts }) => Object.keys(counts)));
  const counts = Object.fromEntries(
    [...names].map((name) => [name, lastOnly.includes(name) ? lastOf(records, name) : sumOf(records, name)]),
  );
  return {
    ...last,
    outcome: last.outcome === 'ok' && errors.length > 0 ? 'partial' : last.outcome,
    startedAt: first.startedAt,
    counts,
    skipped: records.flatMap((record) => record.skipped).slice(0, LONGEST_LIST),
    errors: errors.slice(0, LONGEST_LIST),
  };
}

const lastOf = (records: readonly RunRecord[], name: string): number =>
  records.findLast(({ counts }) => counts[name] !== undefined)?.counts[name] ?? 0;
