import { type FaultReason, SoapFault } from './soap-fault.ts';

/** Contract 2: nesting over 32 levels is refused. */
const MAX_DEPTH = 32;

const NAME = `[^\\s<>&'"/=!?]+`;
/** Predefined entities and character references: allowed where text is skipped or echoed as written, never resolved. */
const REFERENCE = '&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);';
const VALUE = `"[^"<&]*(?:${REFERENCE}[^"<&]*)*"|'[^'<&]*(?:${REFERENCE}[^'<&]*)*'`;

/**
 * One token of a document without declarations and processing instructions, which SOAP forbids (SOAP 1.1 section 3, SOAP
 * 1.2 part 1 section 5). Every alternative is recognised by its first characters and runs to an end that nothing inside
 * can imitate, so a quote, a comment or a CDATA section hides no markup, and no input makes the matching slow.
 */
const TOKEN = new RegExp(
  [
    '(?<text>[^<&]+)',
    `(?<reference>${REFERENCE})`,
    `(?<close></${NAME}\\s*>)`,
    `(?<open><${NAME}(?:\\s+${NAME}\\s*=\\s*(?:${VALUE}))*\\s*(?<empty>/?)>)`,
    '(?<comment><!--[^-]*(?:-[^-]+)*-->)',
    '(?<cdata><!\\[CDATA\\[[\\s\\S]*?\\]\\]>)',
  ].join('|'),
  'y',
);

type Token = Readonly<Record<string, string | undefined>>;

/**
 * Walks over a document once, in time proportional to its length, before any parser sees it: no DOCTYPE, no entities, no
 * processing instructions, one root, at most 32 levels. Whether tags match and names are names is the validator's to say.
 *
 * @param document the text after its XML declaration.
 * @throws {SoapFault} `doctype`, `entity`, `tooDeep` or `notXml`.
 */
export function scanMarkup(document: string): void {
  let depth = 0;
  let roots = 0;
  for (let at = 0; at < document.length; at = TOKEN.lastIndex) {
    const token = tokenAt(document, at);
    refuseIf(depth === 0 && !mayStandOutsideRoot(token, roots), 'notXml');
    roots += depth === 0 && token.open !== undefined ? 1 : 0;
    depth += step(token);
    refuseIf(depth > MAX_DEPTH || (depth === MAX_DEPTH && token.empty === '/'), 'tooDeep');
  }
}

function tokenAt(document: string, at: number): Token {
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(document)?.groups;
  if (token === undefined) {
    throw new SoapFault(reasonAt(document, at));
  }
  refuseIf(token.text?.includes(']]>') ?? false, 'notXml');
  return token;
}

/** Comments, blanks and one element; no closing tag, text or CDATA section. */
function mayStandOutsideRoot(token: Token, roots: number): boolean {
  return (
    token.comment !== undefined || token.text?.trim() === '' || (token.open !== undefined && roots === 0)
  );
}

/** By how much a token changes the depth. */
function step(token: Token): number {
  if (token.close !== undefined) {
    return -1;
  }
  return token.open !== undefined && token.empty === '' ? 1 : 0;
}

function refuseIf(refused: boolean, reason: FaultReason): void {
  if (refused) {
    throw new SoapFault(reason);
  }
}

function reasonAt(document: string, at: number): FaultReason {
  if (document.startsWith('<!DOCTYPE', at)) {
    return 'doctype';
  }
  return document[at] === '&' ? 'entity' : 'notXml';
}
