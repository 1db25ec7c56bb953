/**
 * What a terminal obeys or hides instead of showing it: control characters but tab and line feed, signs that turn the direction
 * of the text, foreign ends of lines, tags, halves of characters.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * A text that a terminal only shows (B-11): an order number or a product's name may hold ESC sequences that clear the screen or
 * turn what stands behind them. They become `\u001b`, which inside JSON is the same text still.
 */
export const visible = (text: string): string => text.replace(UNSEEN, escaped);

/** The same for a name that is to stay in its line: its line feeds are made visible too. */
export const visibleInLine = (text: string): string => visible(text).replaceAll('\n', '\\u000a');

/** `\u202e`; of a character beyond the first plane, both halves. */
const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
