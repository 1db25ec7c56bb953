/** Longest list of a stored record, and what its entries may take together, bytes: an item holds 400 KB at most. */
const LONGEST_LIST = 100;
const LARGEST_LIST = 80_000;

const LONGEST_MESSAGE = 20_000;

/** Of the details of one problem: an id, a name, some figures. */
const MOST_DETAILS = 20;
const LONGEST_DETAIL = 500;

type Details = Readonly<Record<string, string | number>>;

/**
 * The first entries of a list, as many as a stored record may hold, and how many there were if some are left out. A list is
 * capped here before it is stored, and never by the log's redaction.
 */
export function cappedList<Entry>(entries: readonly Entry[]): {
  readonly entries: readonly Entry[];
  readonly total?: number;
} {
  let bytes = 0;
  const kept = entries.slice(0, LONGEST_LIST).filter((entry, index) => {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    return index === 0 || bytes <= LARGEST_LIST;
  });
  return { entries: kept, ...(kept.length < entries.length ? { total: entries.length } : {}) };
}

/**
 * A message as long as a record may hold. Nothing is masked in it: whoever built it masked what came from outside
 * ({@link import('../platform/outside-text.ts').outsideText}, R-12).
 */
export const cappedMessage = (message: string): string => cut(message, LONGEST_MESSAGE);

/** Details, as many and as long as a record may hold. */
export function cappedDetails(details: Details): Details {
  return Object.fromEntries(
    Object.entries(details)
      .slice(0, MOST_DETAILS)
      .map(([name, value]) => [name, typeof value === 'string' ? cut(value, LONGEST_DETAIL) : value]),
  );
}

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
