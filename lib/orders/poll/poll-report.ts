import type { HistoryPage, MalformedRecord } from '../../crm/history.ts';
import type { PageChanges } from './page-changes.ts';

/** What a pass over the history has done, in the shape of a run's report. */
export interface PollReport {
  /**
   * `pages` and `records` read, `own` of them caused by the bridge, `queued` messages, `deleted` and `merged` orders, and
   * `remaining` records that the next run finds: 0 when the history was read to its end.
   */
  readonly counts: Readonly<Record<PollCount, number>>;
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  readonly errors: readonly PollError[];
  /** There was more to read when the time was over. */
  readonly unfinished?: true;
  /** Id of the last record that was covered, in this pass or before; absent before any was seen. */
  readonly cursor?: number;
}

type PollCount = 'pages' | 'records' | 'own' | 'queued' | 'deleted' | 'merged' | 'remaining';

interface PollError {
  readonly id: string | number;
  readonly reason: string;
  /** Russian. */
  readonly message: string;
}

/** The report of a pass that has not worked off a page yet. */
export const NOTHING_DONE: PollReport = {
  counts: { pages: 0, records: 0, own: 0, queued: 0, deleted: 0, merged: 0, remaining: 0 },
  skipped: [],
  errors: [],
};

/** The report with one more page that is worked off. */
export function withPage(report: PollReport, page: HistoryPage, changes: PageChanges): PollReport {
  const { counts } = report;
  const vanished = (kind: string): number =>
    changes.vanished.filter((absence) => absence.kind === kind).length;
  return {
    ...report,
    counts: {
      pages: counts.pages + 1,
      records: counts.records + page.records.length,
      own: counts.own + changes.own,
      queued: counts.queued + changes.orderIds.length,
      deleted: counts.deleted + vanished('deleted'),
      merged: counts.merged + vanished('merged'),
      remaining: page.remaining,
    },
    errors: [...report.errors, ...page.malformed.map(recordMalformed)],
    ...(page.lastId === undefined ? {} : { cursor: page.lastId }),
  };
}

function recordMalformed({ id, orderId, problem }: MalformedRecord): PollError {
  const known =
    orderId === undefined ? 'какой заказ изменился, неизвестно' : `заказ с id ${orderId} будет перечитан`;
  return {
    id: id ?? 'unknown',
    reason: 'historyRecordMalformed',
    message: `Запись ${id ?? 'без id'} истории RetailCRM не удалось разобрать (${problem}): ${known}. Если такие записи повторяются, передайте это сообщение разработчику.`,
  };
}
