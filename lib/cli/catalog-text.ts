import type { CatalogPublication } from '../usecases/publish-catalog.ts';

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
