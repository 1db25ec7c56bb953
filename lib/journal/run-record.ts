import * as z from 'zod/mini';
import { BridgeError } from '../platform/errors.ts';

/** Longest list in a record (contract 2). */
export const LONGEST_LIST = 100;
/** A record must fit into an item of 400 KB. */
const LONGEST_MESSAGE = 1000;

const recordId = z.union([z.string(), z.number()]);
const skippedEntry = z.readonly(z.object({ id: recordId, reason: z.string() }));
const errorEntry = z.readonly(z.object({ id: recordId, reason: z.string(), message: z.string() }));

/** The stored shape of a {@link RunRecord}. */
export const runRecordSchema = z.object({
  job: z.string(),
  outcome: z.enum(['ok', 'partial', 'failed', 'skipped']),
  startedAt: z.string(),
  finishedAt: z.string(),
  counts: z.readonly(z.record(z.string(), z.number())),
  skipped: z.readonly(z.array(skippedEntry)),
  errors: z.readonly(z.array(errorEntry)),
  unfinished: z.exactOptional(z.literal(true)),
  url: z.exactOptional(z.string()),
  cursor: z.exactOptional(z.number()),
});

/**
 * One run of a job, as people and programs see it (contract 2).
 *
 * - `outcome`: `ok`; `partial` the work was done but for the records under `errors`; `failed` it was not done and will be
 *   tried again; `skipped` there was nothing to begin, the only entry of `skipped` says why.
 * - `startedAt`, `finishedAt` ISO 8601 in UTC.
 * - `skipped` and `errors` hold the first hundred, `counts.skipped` and `counts.errors` say how many there were. `reason`
 *   is a camelCase code, `message` is Russian, for the administrator.
 * - `unfinished`: the run ended at its time limit and goes on at the next tick.
 * - `url` of the published catalogue. `cursor`: id of the last record of a history that was covered.
 */
export type RunRecord = Readonly<z.output<typeof runRecordSchema>>;

/** What a job has done. Lists may be of any length; a figure of the same name in `counts` stands for their length. */
export type RunReport = Pick<RunRecord, 'counts' | 'skipped' | 'errors' | 'unfinished' | 'url' | 'cursor'>;

/** When a run began and ended, milliseconds since the epoch. */
export interface RunTimes {
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** The record of a run that did its work, `partial` if some of it failed. */
export function doneRun(job: string, times: RunTimes, report: RunReport): RunRecord {
  return runRecord(job, report.errors.length > 0 ? 'partial' : 'ok', times, report);
}

/** The record of a run that did nothing, with the reason. @param id what the reason lies in, if it is not the job itself. */
export function skippedRun(job: string, times: RunTimes, reason: string, id = job): RunRecord {
  return runRecord(job, 'skipped', times, { counts: {}, skipped: [{ id, reason }], errors: [] });
}

/** The record of a run that an error ended, in the error's own words for the administrator if it has some. */
export function failedRun(job: string, times: RunTimes, error: unknown): RunRecord {
  return error instanceof BridgeError
    ? failure(job, times, error.code, error.advice)
    : failure(
        job,
        times,
        'unexpected',
        'Неожиданная ошибка задания; обмен повторит его сам. Если она не пройдёт, передайте разработчику записи журнала ' +
          'об этом запуске.',
      );
}

/** The record of a run of which nothing but its start is known. */
export function interruptedRun(job: string, times: RunTimes): RunRecord {
  return failure(
    job,
    times,
    'runInterrupted',
    'Запуск не оставил итога: функция была прервана или не смогла его записать. Обмен продолжает с сохранённого места. ' +
      'Если это повторяется, проверьте предел времени и памяти функции.',
  );
}

function failure(job: string, times: RunTimes, reason: string, message: string): RunRecord {
  return runRecord(job, 'failed', times, { counts: {}, skipped: [], errors: [{ id: job, reason, message }] });
}

function runRecord(
  job: string,
  outcome: RunRecord['outcome'],
  times: RunTimes,
  report: RunReport,
): RunRecord {
  const { counts, skipped, errors, unfinished, url, cursor } = report;
  return {
    job,
    outcome,
    startedAt: new Date(times.startedAt).toISOString(),
    finishedAt: new Date(times.finishedAt).toISOString(),
    counts: { skipped: skipped.length, errors: errors.length, ...counts },
    skipped: skipped.slice(0, LONGEST_LIST),
    errors: errors.slice(0, LONGEST_LIST).map((error) => ({ ...error, message: cut(error.message) })),
    ...(unfinished === undefined ? {} : { unfinished }),
    ...(url === undefined ? {} : { url }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

const cut = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message;
