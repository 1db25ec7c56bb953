import type { Clock } from '../platform/clock.ts';
import type { CatalogPublication, CatalogPublishRequest } from '../usecases/publish-catalog.ts';
import { paceText } from './progress.ts';

/** So many lines of one list tell what is going on; the rest is counted. */
const MOST_LINES = 20;

const SKIPPED: Readonly<Record<string, (id: string) => string>> = {
  alreadyRunning: () => 'Каталог уже собирает другой запуск. Дождитесь его и повторите.',
  switchedOff: (key) => `Каталог выключен в настройках (${key}): ничего не опубликовано.`,
  noCharacteristics: (key) =>
    `Товар ${key}: учёт по характеристикам включён, но ни одной действующей нет. Добавьте её или отключите характеристики у товара.`,
  reservesUnknown: (set) =>
    `Остатки в файле взяты из регистра ${set}, который не знает резервов: других в составе OData нет (docs/guides/publish-onec.md, раздел 4).`,
};

/**
 * One line after each slice: offers read and written, the pace, and the time that is left if the file is to be as long as the
 * last one. The pace counts from the site's first slice on: a run that goes on has not read what is behind it.
 */
export function catalogProgressText(
  clock: Clock,
  show: (line: string) => void,
): CatalogPublishRequest['onProgress'] {
  let first: { readonly site: string; readonly at: number; readonly read: number } | undefined;
  return ({ site, counters: { offers, leftOut } }, expected) => {
    const [at, read] = [clock.now(), offers + leftOut];
    if (first?.site !== site) {
      first = { site, at, read };
    }
    const left = expected === undefined ? undefined : expected - offers;
    const pace = paceText(read - first.read, left, at - first.at);
    show(`Магазин ${site}: прочитано ${read}, в файле ${offers}, не вошло ${leftOut}${pace}`);
  };
}

/** What has been published, where, and what is not in the files, for people. */
export function catalogText({ record, files }: CatalogPublication, isDryRun: boolean): string {
  const { offers = 0, categories = 0, leftOut = 0, bytes = 0 } = record.counts;
  const isRun = record.outcome === 'ok' || record.outcome === 'partial';
  const size = isDryRun ? '' : `, ${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} МиБ`;
  const verb = isDryRun ? 'Вошло бы в файлы' : 'В файлах';
  const lines = [
    ...files.map(({ url }) => `Файл каталога сформирован по адресу ${url}`),
    ...(isRun
      ? [`${verb} предложений: ${offers}, категорий: ${categories}${size}. Не вошло товаров: ${leftOut}.`]
      : []),
    ...capped(
      record.skipped.map(
        ({ id, reason }) => SKIPPED[reason]?.(String(id)) ?? `Пропущено: ${id} (${reason}).`,
      ),
      record.counts.skipped,
    ),
    ...capped(
      record.errors.map(({ message }) => message),
      record.counts.errors,
    ),
    ...(isDryRun ? ['Это предварительный просмотр: ничего не опубликовано.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function capped(texts: readonly string[], total = texts.length): readonly string[] {
  const shown = texts.slice(0, MOST_LINES);
  return total > shown.length
    ? [...shown, `… и ещё ${total - shown.length}; первые сто — в журнале: runs --job catalog-publish`]
    : shown;
}
