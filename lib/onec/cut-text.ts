const graphemes = new Intl.Segmenter('ru', { granularity: 'grapheme' });

/**
 * The beginning of a text that fits into `length` UTF-16 units, the unit in which 1C counts. What a reader sees as one
 * character (an emoji of several parts, a letter with its accent) is kept or dropped as a whole; only if not even the
 * first one fits is it taken apart, never within a surrogate pair.
 */
export function cutText(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const cut = graphemes.segment(text).containing(length)?.index ?? length;
  if (cut > 0) {
    return text.slice(0, cut);
  }
  return isInsidePair(text, length) ? text.slice(0, length - 1) : text.slice(0, length);
}

function isInsidePair(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
}
