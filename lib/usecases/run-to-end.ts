import type { OrderPollOptions, RunOrderPoll } from '../jobs/order-poll.ts';
import type { PushJobOptions, RunPushJob } from '../jobs/push-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import { joinRuns, sumOf } from './join-runs.ts';

/**
 * Reads to the end of the history now, in as many runs as it takes; each leaves the cursor where the next one begins.
 *
 * @param options `from`: where the first run begins; `onPage` is told of all runs together.
 * @returns one record of all runs. Never throws what the runs do not.
 */
export async function pollToEnd(
  run: RunOrderPoll,
  { from, onPage }: Pick<OrderPollOptions, 'from' | 'onPage'> = {},
): Promise<RunRecord> {
  const records: RunRecord[] = [];
  let last: RunRecord;
  do {
    const before = sumOf(records, 'records');
    last = await run({
      isForced: true,
      ...(from === undefined || records.length > 0 ? {} : { from }),
      onPage: (counts) => onPage?.({ ...counts, records: before + counts.records }),
    });
    records.push(last);
  } while (isToGoOn(last));
  return joinRuns(records, ['remaining']);
}

/** The run ended for want of time only: a record that cannot be read keeps nobody from going on. */
const isToGoOn = ({ outcome, counts, skipped, errors }: RunRecord): boolean =>
  (outcome === 'ok' || outcome === 'partial') &&
  (counts.remaining ?? 0) > 0 &&
  skipped.length === 0 &&
  errors.every(({ reason }) => reason === 'historyRecordMalformed');

/**
 * Pushes now until all is sent: a large shop takes several runs, each of which goes on where the one before stopped.
 *
 * @param options `isFull`: everything is sent once; `onProgress` is told of all runs together.
 * @returns one record of all runs. Never throws what the runs do not.
 */
export async function pushToEnd(
  run: RunPushJob,
  { isFull = false, onProgress }: Pick<PushJobOptions, 'isFull' | 'onProgress'> = {},
): Promise<RunRecord> {
  const records: RunRecord[] = [];
  do {
    const before = sumOf(records, 'sent');
    records.push(
      await run({
        isForced: true,
        isFull: isFull && records.length === 0,
        onProgress: (site, reached) => onProgress?.(site, { ...reached, sent: before + reached.sent }),
      }),
    );
  } while (records.at(-1)?.unfinished === true);
  return joinRuns(records);
}
