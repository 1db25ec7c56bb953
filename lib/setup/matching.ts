interface Named {
  readonly name: string;
}

/** A name as far as it tells things apart: no case, no `ё`, no quotes and signs, no legal form, words in any order. */
const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word))
    .toSorted();

const LEGAL_FORMS: ReadonlySet<string> = new Set(['ооо', 'ип', 'ао', 'пао', 'зао', 'оао']);

/**
 * The one record that a name means: the same words; else the only one that has all of its words, or whose words it has.
 *
 * @returns undefined if none does, or if several do.
 */
export function byName<Record extends Named>(name: string, records: readonly Record[]): Record | undefined {
  const wanted = wordsOf(name);
  if (wanted.length === 0) {
    return undefined;
  }
  const same = records.filter((record) => wordsOf(record.name).join(' ') === wanted.join(' '));
  const akin = records.filter((record) => {
    const words = wordsOf(record.name);
    return words.length > 0 && (isWithin(wanted, words) || isWithin(words, wanted));
  });
  return onlyOne(same) ?? (same.length === 0 ? onlyOne(akin) : undefined);
}

const isWithin = (words: readonly string[], others: readonly string[]): boolean =>
  words.every((word) => others.includes(word));

/** The record of a list of one. */
export const onlyOne = <Record>(records: readonly Record[]): Record | undefined =>
  records.length === 1 ? records[0] : undefined;

/** The first record whose name says what is looked for. */
export const speakingOf = <Record extends Named>(
  what: RegExp,
  records: readonly Record[],
): Record | undefined => records.find(({ name }) => what.test(name));
