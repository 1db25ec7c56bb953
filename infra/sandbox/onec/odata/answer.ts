import type { ODataFault } from './fault.ts';
import { type Annotations, contentType } from './format.ts';

/** An answer of the web server, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every JSON answer of 1C begins with it (onec-odata A1). */
const BOM = '\uFEFF';

export function jsonAnswer(status: number, value: unknown, annotations: Annotations): Answer {
  return {
    status,
    headers: { 'Content-Type': contentType(annotations), DataServiceVersion: '3.0' },
    body: `${BOM}${JSON.stringify(value)}`,
  };
}

/** `/$count`: a bare number, with a BOM too. */
export function countAnswer(count: number): Answer {
  return { status: 200, headers: { 'Content-Type': 'text/plain;charset=utf-8' }, body: `${BOM}${count}` };
}

export const emptyAnswer = (status: number): Answer => ({ status, headers: {}, body: '' });

/** onec-odata A9. */
export function faultAnswer(fault: ODataFault, annotations: Annotations): Answer {
  const error = { code: String(fault.code), message: { lang: 'ru', value: fault.message } };
  return jsonAnswer(fault.status, { 'odata.error': error }, annotations);
}

/** What the web server in front of 1C says by itself. */
export function htmlAnswer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
    body: `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`,
  };
}

/** A header that holds UTF-8 as raw bytes: 1C writes Cyrillic into `Location` as it is (onec-odata A7). */
export const rawUtf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
