import type { RunRecord } from '../journal/run-record.ts';
import type { PollReport } from '../orders/poll/poll-report.ts';

const REASONS: Readonly<Record<string, string>> = {
  alreadyRunning: 'История уже читается другим запуском. Дождитесь его и повторите.',
  switchedOff: 'Загрузка заказов выключена в настройках (exchange.importOrders): история не читалась.',
  cursorMovedElsewhere:
    'Позицию в истории тем временем изменил кто-то другой; чтение остановлено, дальше прочитает следующий запуск.',
};

/** One line: records of the history read so far, and those that are left. */
export const pollProgressText = ({ records, remaining }: PollReport['counts']): string =>
  `Записей истории: ${records}, осталось ${remaining}`;

/** What a pass over the history has done, for people. */
export function pollText(run: RunRecord): string {
  const { records = 0, remaining = 0 } = run.counts;
  const isRead = run.outcome === 'ok' || run.outcome === 'partial';
  const lines = [
    ...(isRead ? [readText(run.counts, records)] : []),
    ...(remaining > 0 ? [`Осталось записей: ${remaining}; их прочитает следующий запуск.`] : []),
    ...run.skipped.map(({ reason }) => REASONS[reason] ?? `Пропущено: ${reason}.`),
    ...run.errors.map(({ message }) => message),
  ];
  return `${lines.join('\n')}\n`;
}

function readText(counts: RunRecord['counts'], records: number): string {
  if (records === 0) {
    return 'Новых изменений в истории RetailCRM нет.';
  }
  const { own = 0, queued = 0, deleted = 0, merged = 0 } = counts;
  const gone = deleted + merged === 0 ? '' : ` Удалено заказов: ${deleted}, объединено: ${merged}.`;
  return `Прочитано записей истории: ${records}, из них своих: ${own}. Поставлено в очередь заказов: ${queued}.${gone}`;
}
