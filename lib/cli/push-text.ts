import type { RunRecord } from '../journal/run-record.ts';
import type { PushProgress } from '../push/push-site.ts';
import type { PreviewedOffer } from '../push/run-push.ts';
import type { PushPreview } from '../usecases/pushes.ts';
import { paceText } from './progress.ts';
import { saySeconds } from './say-seconds.ts';

const SKIPPED: Readonly<Record<string, (id: string) => string>> = {
  alreadyRunning: () => 'Предыдущий запуск ещё идёт. Дождитесь его и повторите.',
  switchedOff: (key) => `Передача выключена в настройках (${key}): ничего не передано.`,
  storeUnknown: (code) =>
    `Склада ${code} в RetailCRM нет: его остатки не передаются. Проверьте sites[].warehouses.`,
  priceTypeUnknown: (code) =>
    `Типа цен ${code} в RetailCRM нет или он выключен: его цены не передаются (prices.types).`,
  noCharacteristics: (id) =>
    `Товар ${id}: учёт по характеристикам включён, но ни одной действующей нет. Добавьте её или отключите характеристики у товара.`,
  reservesUnknown: (set) =>
    `Остатки взяты из регистра ${set}, который не знает резервов: других в составе OData нет. Чтобы передавался свободный остаток, добавьте их (docs/guides/publish-onec.md, раздел 4).`,
};

/** What is deliberately left out, and what to do if it should not be. */
const skippedText = ({ id, reason }: RunRecord['skipped'][number]): string =>
  SKIPPED[reason]?.(String(id)) ?? `Пропущено: ${id} (${reason}).`;

/** So many lines of one list tell what is going on; the rest is counted. */
const MOST_LINES = 20;

/** What a push has done, for people: how much, and what was left out with what to do about it. */
export function pushText({ outcome, counts, skipped, errors, startedAt, finishedAt }: RunRecord): string {
  const { due = 0, sent = 0, unchanged = 0, requests = 0 } = counts;
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt);
  const isRun = outcome === 'ok' || outcome === 'partial';
  const done =
    due === 0
      ? `Изменений нет: ${unchanged} предложений в RetailCRM уже такие же.`
      : `Передано предложений: ${sent} из ${due}, без изменений: ${unchanged}; запросов: ${requests}, ${saySeconds(milliseconds)} с.`;
  return lines([
    ...(isRun ? [done] : []),
    ...capped(skipped.map(skippedText), counts.skipped),
    ...capped(
      errors.map(({ message }) => message),
      counts.errors,
    ),
  ]);
}

/** One line: offers read and sent, the rate, and the time that is left at this rate. */
export function progressText(site: string, { read, due, sent }: PushProgress, milliseconds = 0): string {
  const pace = paceText(sent, due - sent, milliseconds);
  return `Магазин ${site}: прочитано ${read}, к передаче ${due}, передано ${sent}${pace}`;
}

/** What a dry run would send, a line an offer. */
export function previewText({ switchedOffBy, offers, report }: PushPreview): string {
  if (switchedOffBy !== undefined) {
    return `${SKIPPED.switchedOff?.(switchedOffBy)}\n`;
  }
  const rows = offers.map(({ site, id, name, values }) => `${site}  ${id}  ${name}: ${valuesText(values)}`);
  return lines([
    offers.length === 0
      ? 'Передавать нечего: в RetailCRM уже всё так же.'
      : `Было бы передано предложений: ${offers.length}`,
    ...capped(rows, rows.length, 'все — с --json'),
    ...capped(report.skipped.map(skippedText), report.skipped.length, 'все — с --json'),
    ...capped(
      report.errors.map(({ message }) => message),
      report.errors.length,
      'все — с --json',
    ),
    'Это предварительный просмотр: ничего не передано.',
  ]);
}

function capped(
  texts: readonly string[],
  total = texts.length,
  rest = 'все — с --json или в журнале: runs',
): readonly string[] {
  const shown = texts.slice(0, MOST_LINES);
  return total > shown.length ? [...shown, `… и ещё ${total - shown.length}; ${rest}`] : shown;
}

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;

/** `main 3, outlet 0; закупочная цена 113,4` · `base 1500, opt удалить`. */
function valuesText({ stores, prices }: PreviewedOffer['values']): string {
  const [first] = stores ?? [];
  const purchase =
    first?.purchasePrice === undefined ? '' : `; закупочная цена ${figure(first.purchasePrice)}`;
  return [
    ...(stores ?? []).map(({ code, available }) => `${code} ${figure(available)}`),
    ...(prices ?? []).map((entry) => `${entry.code} ${'price' in entry ? figure(entry.price) : 'удалить'}`),
  ]
    .join(', ')
    .concat(purchase);
}

const figure = (value: number): string => String(value).replace('.', ',');
