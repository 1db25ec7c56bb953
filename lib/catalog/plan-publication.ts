export interface PublicationQuestion {
  /** What was published last. */
  readonly previous: { readonly groups: string; readonly offers: number } | undefined;
  /** Digest of the site's groups now. */
  readonly groups: string;
  readonly offers: number;
  readonly maxShrinkPercent: number;
  /** A person wants it published whatever it has shrunk to. */
  readonly isForced: boolean;
}

/** Why a file is not published. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/**
 * Whether a complete file may take the place of the old one (D-22): its offers are compared with the last file's, as long as
 * the site's groups are the same.
 *
 * @returns why not, undefined if it may.
 */
export function planPublication(question: PublicationQuestion): Refusal | undefined {
  const { previous, groups, offers, maxShrinkPercent, isForced } = question;
  const isComparable = previous !== undefined && previous.groups === groups;
  if (isForced || !isComparable || offers >= previous.offers * (1 - maxShrinkPercent / 100)) {
    return undefined;
  }
  const percent = Math.round((1 - offers / previous.offers) * 100);
  return {
    reason: 'catalogShrunk',
    message:
      `В новом каталоге ${offers} предложений вместо ${previous.offers}: на ${percent} % меньше, а настройка catalog.maxShrinkPercent ` +
      `разрешает ${maxShrinkPercent} %. Новый файл не опубликован, RetailCRM продолжает читать прежний. Проверьте в 1С, не помечены ли ` +
      'товары на удаление и не перенесены ли папки; если так и нужно, выполните catalog publish --force.',
  };
}
