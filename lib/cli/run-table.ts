import type { RunRecord } from '../journal/run-record.ts';
import { localTime } from './local-time.ts';
import { saySeconds } from './say-seconds.ts';

const OUTCOMES: Readonly<Record<RunRecord['outcome'], string>> = {
  ok: 'выполнено',
  partial: 'частично',
  failed: 'ошибка',
  skipped: 'пропущено',
};

/** Counts that people may not know by their name; others are shown as they are called. */
const COUNTS: Readonly<Record<string, string>> = {
  pages: 'страниц',
  records: 'записей',
  own: 'своих',
  queued: 'в очередь',
  deleted: 'удалено',
  merged: 'объединено',
  remaining: 'осталось',
  due: 'к передаче',
  sent: 'передано',
  unchanged: 'без изменений',
  rejected: 'не принято',
  requests: 'запросов',
  sets: 'из них наборов',
  offers: 'предложений',
  categories: 'категорий',
  bytes: 'байт',
  leftOut: 'не вошло товаров',
  skipped: 'пропущено',
  errors: 'ошибок',
};

const REASONS: Readonly<Record<string, string>> = {
  alreadyRunning: 'предыдущий запуск ещё идёт',
  cursorMovedElsewhere: 'позицию в истории тем временем сменили, чтение идёт от новой',
  notDue: 'срок ещё не наступил',
  switchedOff: 'задание выключено в настройках',
  storeUnknown: 'таких складов в RetailCRM нет',
  priceTypeUnknown: 'таких типов цен в RetailCRM нет, или они выключены',
  noCharacteristics: 'у товаров учёт по характеристикам, но ни одной действующей нет',
  reservesUnknown: 'остаток передан без учёта резервов: другого регистра остатков нет в составе OData',
};

/** Ids of records with one fault that a line names. */
const MOST_IDS = 5;

/**
 * Runs as a table for a terminal, each with the reasons of what was skipped and what failed under it.
 *
 * @param timeZone IANA name of the zone that times are shown in.
 */
export function runTable(runs: readonly RunRecord[], timeZone: string): string {
  const rows = [
    [`Когда (${timeZone})`, 'Задание', 'Итог', 'Секунд', 'Счётчики'],
    ...runs.map((run) => cells(run, timeZone)),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [header, ...lines] = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const body = runs.flatMap((run, index) => [lines[index] ?? '', ...reasons(run).map((line) => `  ${line}`)]);
  return `${[header, ...body].join('\n')}\n`;
}

function cells(run: RunRecord, timeZone: string): string[] {
  const counts = Object.entries(run.counts).filter(([, count]) => count !== 0);
  return [
    localTime(Date.parse(run.startedAt), timeZone),
    run.job,
    OUTCOMES[run.outcome],
    saySeconds(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
    counts.map(([name, count]) => `${COUNTS[name] ?? name} ${count}`).join(', '),
  ];
}

function reasons(run: RunRecord): readonly string[] {
  const skipped = [...Map.groupBy(run.skipped, ({ reason }) => reason)].map(
    ([reason, entries]) => `пропущено: ${REASONS[reason] ?? reason}${recordsOf(run.job, entries)}`,
  );
  const errors = [...Map.groupBy(run.errors, ({ reason, message }) => `${reason}: ${message}`)].map(
    ([text, entries]) => `${text.replaceAll('\n', '\n  ')}${recordsOf(run.job, entries)}`,
  );
  return [...skipped, ...errors];
}

/** Which records it was about; a run as a whole is named by the job. */
function recordsOf(job: string, entries: readonly { readonly id: string | number }[]): string {
  const ids = entries.map(({ id }) => id).filter((id) => id !== job);
  const more = ids.length > MOST_IDS ? ` и ещё ${ids.length - MOST_IDS}` : '';
  return ids.length === 0 ? '' : ` (${ids.slice(0, MOST_IDS).join(', ')}${more})`;
}
