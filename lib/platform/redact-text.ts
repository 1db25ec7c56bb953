const MASK = '***';

/** Up to three blanks, brackets and hyphens, as people put them between the digits of a phone. */
const GAP = '[\\s()-]{0,3}';

/** A phone does not end where more of a word, a number or an amount follows. */
const END = '(?![\\p{L}\\p{N}_-]|[.,]\\d)';

/** `user:password@` and `token@` of an address; a password may hold unescaped slashes and at signs. */
const URL_LOGIN = /\/\/(?:[^\s"<>/?#@:]*:[^\s"<>]{1,200}|[^\s"<>/?#]{1,200})@/g;

/** The rest of the line after a header that holds nothing but secrets. */
const SECRET_HEADER = /((?:authorization|cookie)[\\"']*\s*[:=]\s*[\\"']*)[^\r\n"']+/gi;

/**
 * `apiKey=…`, `ONEC_PASSWORD: …`, `"token":"…"`, also inside JSON that is itself text inside JSON. Where a list or an
 * object follows, nobody looks for its end: the rest of the text goes.
 */
const NAMED_SECRET =
  /((?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|credential|парол[ья])[\w-]{0,40}[\\"']*\s*[:=]\s*)(?:[[{].*|"(?:[^"\\]|\\.)*"|\\+"[^"]*"|'[^']*'|[^\s"'&,;}\]\\]+)/gisu;

const BASIC_OR_BEARER = /\b(basic|bearer)\s+[\w.~+/=-]{4,}/gi;

const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * Phones as people and systems write them: international with `+`; Russian with 7 or 8 in front, with or without gaps;
 * with dots; with the code in brackets; a mobile number in groups. The neighbours keep longer numbers, GUIDs, document
 * numbers, amounts and our own `order 89001234567` whole: an order id has up to fifteen digits (contract 2).
 */
const PHONE = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])\\+\\d(?:${GAP}\\d){9,14}`,
    `(?<![\\p{L}\\p{N}_-]|\\b(?:order|id|orders/)[ "=:]{0,3})[78]${GAP}[34789]\\d{2}${GAP}\\d{3}${GAP}\\d{2}${GAP}\\d{2}${END}`,
    `(?<![\\p{L}\\p{N}_-])[78](?:\\.\\d{3}){2}(?:\\.\\d{2}){2}${END}`,
    `\\((?:\\d{3}\\)${GAP}\\d{3}|\\d{4}\\)${GAP}\\d{2}|\\d{5}\\)${GAP}\\d)${GAP}\\d{2}${GAP}\\d{2}${END}`,
    `(?<![\\p{L}\\p{N}_-])9\\d{2}[ -]\\d{3}[ -]\\d{2}[ -]\\d{2}${END}`,
  ].join('|'),
  'giu',
);

/** What a text must hold for any of the rules to find something in it; most texts of a log do not. */
const WORTH_A_LOOK = /[@:=]|\d[\d\s().-]{8}|basic|bearer/i;

/**
 * Masks what a text may carry by accident: logins in addresses, values beside secret-sounding names, `Basic …` and
 * `Bearer …`, e-mail addresses, phones. It costs time in proportion to the text's length, whatever the text.
 */
export function redactText(text: string): string {
  if (!WORTH_A_LOOK.test(text)) {
    return text;
  }
  const withoutSecrets = text
    .replace(BASIC_OR_BEARER, `$1 ${MASK}`)
    .replace(SECRET_HEADER, `$1${MASK}`)
    .replace(NAMED_SECRET, `$1${MASK}`);
  const withoutMails = withoutSecrets.includes('@')
    ? withoutSecrets.replace(URL_LOGIN, `//${MASK}@`).replace(EMAIL, MASK)
    : withoutSecrets;
  return withoutMails.replace(PHONE, MASK);
}
