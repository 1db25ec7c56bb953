import { type Filter, literalsOf } from './filter.ts';

/** Shorter texts are left alone: masking every "1" or "шт" would make a message unreadable. */
const SHORTEST = 3;

/** Keys, dates and numbers: no people's data, and worth seeing in a message. */
const HARMLESS = /^([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}-\d{2}T[\d:]{8}|-?\d+([.,]\d+)?)$/i;

/** Texts inside a body that 1C may echo in an error message (onec-odata A9), the longest first. */
export function textsOfBody(body: unknown): string[] {
  const texts = new Set<string>();
  collect(body, texts);
  return worthMasking([...texts]);
}

/** Texts inside a condition, both as they are and as they stand there, with their quotes doubled. */
export function textsOfFilter(filter: Filter): string[] {
  const quoted = literalsOf(filter).flatMap((literal) => /^'(.*)'$/s.exec(literal)?.[1] ?? []);
  return worthMasking([...new Set(quoted.flatMap((text) => [text, text.replaceAll("''", "'")]))]);
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    texts.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) {
      collect(item, texts);
    }
  }
}

function worthMasking(texts: readonly string[]): string[] {
  return texts
    .filter((text) => text.length >= SHORTEST && !HARMLESS.test(text))
    .sort((one, other) => other.length - one.length);
}
