import fc from 'fast-check';

const PIECES = [
  '&',
  '<',
  '>',
  '"',
  "'",
  ']]>',
  '\u0000',
  '\u000b',
  '\r\n',
  '\t',
  '\ud83d',
  '\udca9',
  '\uffff',
  '&amp;',
  '<!--',
  '<?',
  '🙂',
];

/** Texts that a careless writer of XML breaks its file with. They begin and end with a letter, so that trimming changes none. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 6 })
  .map((parts) => `т${parts.join('')}т`);

/** Such a text as it comes out of a file: what XML cannot hold is dropped, halves of surrogate pairs are replaced. */
export const readable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').toWellFormed();
