import { SoapFault } from './soap-fault.ts';

/** Contract 2: a body over 64 KiB is refused. */
const MAX_BYTES = 64 * 1024;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Names that an XML declaration may give to the bytes that really came; ASCII is a part of UTF-8. */
const DECLARABLE: Readonly<Record<Encoding, RegExp>> = {
  'utf-8': /^(utf-?8|us-ascii)$/i,
  'utf-16le': /^utf-16(le)?$/i,
  'utf-16be': /^utf-16(be)?$/i,
};

const XML_DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][\w.-]*)["'])?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](?:yes|no)["'])?[ \t\r\n]*\?>/;

const BYTE_ORDER_MARK = '\uFEFF';

/** What XML 1.0 section 2.2 excludes from documents. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * The text of a request body, without byte order mark and XML declaration. Bytes are UTF-8, or UTF-16 if a mark says so,
 * as every XML reader must know (XML 1.0, 4.3.3). Any other encoding is refused rather than guessed: digits would come
 * out right, the namespace that is echoed might not.
 *
 * @param body bytes, or the text that the gateway made of them (as UTF-8).
 * @throws {SoapFault} `tooLarge` over 64 KiB (before decoding), `encoding` for bytes that are not what they claim to be.
 */
export function decodeBody(body: string | Uint8Array): string {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  if (size > MAX_BYTES) {
    throw new SoapFault('tooLarge');
  }
  const encoding = typeof body === 'string' ? 'utf-8' : encodingOf(body);
  const text = typeof body === 'string' ? withoutMark(body) : decode(body, encoding);
  const declaration = XML_DECLARATION.exec(text);
  const declared = declaration?.[1];
  if (declared !== undefined && !DECLARABLE[encoding].test(declared)) {
    throw new SoapFault('encoding');
  }
  const document = text.slice(declaration?.[0].length ?? 0);
  if (!document.isWellFormed() || FORBIDDEN_CHARACTER.test(document)) {
    throw new SoapFault('notXml');
  }
  return document;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return 'utf-16le';
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SoapFault('encoding', { cause });
  }
}

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}
