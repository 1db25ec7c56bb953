/** Most texts have none of these and are written as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SPECIAL = /[\u0000-\u001F&<>"\uFFFE\uFFFF]/;
const EACH_SPECIAL = new RegExp(SPECIAL, 'g');

/** Line ends and tabs as references too: inside an attribute a parser makes blanks of bare ones. */
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * A text as it stands between tags or in a quoted attribute. What XML 1.0 forbids (control characters, U+FFFE, U+FFFF) is
 * dropped; half a surrogate pair becomes U+FFFD when the text is encoded.
 */
export function escapeXml(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (character) => REFERENCES[character] ?? '') : text;
}
