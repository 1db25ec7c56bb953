import type { RunRecord } from '../journal/run-record.ts';

/** A count summed over runs; one that a run does not have is 0. */
export const sumOf = (records: readonly RunRecord[], name: string): number =>
  records.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);

/**
 * Several runs of one job as one record: the last one tells how it ended, what came before is added up.
 *
 * @param lastOnly counts that the last run tells for all.
 * @throws {Error} if there was no run.
 */
export function joinRuns(records: readonly RunRecord[], lastOnly: readonly string[] = []): RunRecord {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('there was no run');
  }
  const errors = records.flatMap((record) => record.errors);
  const counts = Object.fromEntries(
    Object.keys(last.counts).map((name) => [
      name,
      lastOnly.includes(name) ? last.counts[name] : sumOf(records, name),
    ]),
  ) as RunRecord['counts'];
  return {
    ...last,
    outcome: last.outcome === 'ok' && errors.length > 0 ? 'partial' : last.outcome,
    startedAt: first.startedAt,
    counts,
    skipped: records.flatMap((record) => record.skipped),
    errors,
  };
}
