import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod/mini';

/** What an error answer turned out to be. */
export type ErrorBody =
  /** 1C's OData service: its internal code (onec-odata A9) and text. */
  | { readonly kind: 'odata'; readonly code: number; readonly text: string }
  /** The platform below the service, before or beside OData: no code. */
  | { readonly kind: 'platform'; readonly text: string }
  /** Not 1C: the page of a web server, a proxy or a login form, an empty or a broken answer. */
  | { readonly kind: 'page' };

const PAGE: ErrorBody = { kind: 'page' };

/** Deeper chains of causes than this are cut off. */
const DEEPEST_CAUSE = 8;

const odataError = z.object({
  code: z.union([z.string(), z.number()]),
  message: z.union([z.string(), z.object({ value: z.string() })]),
});
const jsonEnvelope = z.object({ 'odata.error': odataError });
const xmlEnvelope = z.object({ error: odataError });

/**
 * Reads an error body (onec-odata A9): OData in JSON or XML, the platform's own `exception`/`inner`/`descr`, or anything
 * else. The content type decides first, since a login page may come with any status; without one the first sign does.
 */
export function decodeError(contentType: string | null, body: string): ErrorBody {
  const text = stripBom(body).trim();
  if (isHtml(contentType, text)) {
    return PAGE;
  }
  if (text.startsWith('{')) {
    return decodeJson(text);
  }
  return text.startsWith('<') ? decodeXml(text) : PAGE;
}

/** Whether an answer is a web page, by its type or by how it begins. */
export function isHtml(contentType: string | null, body: string): boolean {
  return /html/i.test(contentType ?? '') || /^\s*<(!doctype\s+html|html)[\s>]/i.test(stripBom(body));
}

/** 1C begins its JSON with a byte order mark, which JSON.parse refuses (onec-odata A1). */
export function stripBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decodeJson(text: string): ErrorBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return PAGE;
  }
  const envelope = z.safeParse(jsonEnvelope, json);
  if (envelope.success) {
    return fromOdata(envelope.data['odata.error']);
  }
  const causes = platformCauses(json);
  return causes.length === 0 ? PAGE : { kind: 'platform', text: causes.join(': ') };
}

function decodeXml(text: string): ErrorBody {
  try {
    const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false });
    const envelope = z.safeParse(xmlEnvelope, parser.parse(text));
    return envelope.success ? fromOdata(envelope.data.error) : PAGE;
  } catch {
    // A broken page is a page; what is wrong with its markup tells nobody anything.
    return PAGE;
  }
}

function fromOdata({ code, message }: z.infer<typeof odataError>): ErrorBody {
  const number = Number(code);
  return Number.isInteger(number) && String(code).trim() !== ''
    ? { kind: 'odata', code: number, text: typeof message === 'string' ? message : message.value }
    : PAGE;
}

/** Texts of the platform's exceptions, the outermost first. */
function platformCauses(json: unknown): string[] {
  const causes: string[] = [];
  let current = json;
  for (let level = 0; level < DEEPEST_CAUSE && isObject(current); level += 1) {
    if (typeof current.descr === 'string' && current.descr !== '') {
      causes.push(current.descr);
    }
    current = current.exception ?? current.inner;
  }
  return causes;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
