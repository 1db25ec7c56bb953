import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sleep } from '../../../lib/platform/clock.ts';
import type { Exchange, Outcome, WireAnswer, WireRequest } from './exchange.ts';
import type { FaultAction, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface SandboxRequest {
  readonly method: string;
  /** Percent-decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type SandboxAnswer = WireAnswer;

export type Handle = (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;

export interface SandboxServer {
  /** Starts on 127.0.0.1; port 0 takes a free one. @returns the base address without a final slash. */
  listen(port: number): Promise<string>;
  /** Ends every connection, also those that a fault rule still delays. */
  close(): Promise<void>;
  /** The imitated system without a socket before it. */
  readonly exchange: Exchange;
}

export interface SandboxServerParts {
  /** Answers what the imitated system would. A throw is a defect of the sandbox: 500 and the stack on standard error. */
  readonly handle: Handle;
  /** Answers addresses below `/sandbox/`; neither logged nor subject to faults. */
  readonly handleAdmin: Handle;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Used by the fault `delay` only. */
  readonly sleep: Sleep;
}

/** Prefix of the addresses that the imitated system does not have. */
const ADMIN_PREFIX = '/sandbox/';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * A real HTTP server around the sandbox CRM: fault rules and the request log before it, administration beside it. The sandbox
 * 1C has a server of its own (`onec/http`): a login, very long addresses, answers that are cut in half.
 */
export function createSandboxServer(parts: SandboxServerParts): SandboxServer {
  const exchange: Exchange = (request) => exchangeWith(parts, requestOf(request));
  const server = createServer((message, response) => {
    serve(exchange, message, response).catch((error: unknown) => {
      if (!message.complete) {
        return; // The client went away while it was still sending: there is nobody to answer.
      }
      console.error('sandbox: request failed', error);
      send(response, { status: 500, headers: {}, body: 'sandbox: internal error' });
    });
  });
  return {
    exchange,
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) {
          resolve();
          return;
        }
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** An answer whose body is `value` as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

async function serve(exchange: Exchange, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = message;
  const body = await readBody(message);
  if (body === undefined) {
    send(response, { status: 413, headers: {}, body: '' });
    return;
  }
  const outcome = await exchange({ method, target: url, headers, body });
  if (outcome.kind === 'cut') {
    message.socket.destroy();
  } else {
    send(response, outcome.answer);
  }
}

async function exchangeWith(parts: SandboxServerParts, request: SandboxRequest): Promise<Outcome> {
  if (request.path.startsWith(ADMIN_PREFIX)) {
    return { kind: 'answer', answer: await parts.handleAdmin(request) };
  }
  const fault = parts.faults.take(request);
  const answer = await answerUnderFault(parts, request, fault);
  parts.requestLog.add(request, answer === 'drop' ? undefined : answer.status);
  return answer === 'drop' ? { kind: 'cut' } : { kind: 'answer', answer };
}

async function answerUnderFault(
  parts: SandboxServerParts,
  request: SandboxRequest,
  fault: FaultAction | undefined,
): Promise<SandboxAnswer | 'drop'> {
  switch (fault?.kind) {
    case 'status':
      return {
        status: fault.status,
        headers: { 'content-type': fault.contentType ?? 'application/json; charset=utf-8', ...fault.headers },
        body: fault.body ?? '',
      };
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html><html><body><h1>Технические работы</h1></body></html>',
      };
    case 'dropBefore':
      return 'drop';
    case 'dropAfter':
      await parts.handle(request);
      return 'drop';
    case 'delay':
      await parts.sleep(fault.milliseconds);
      return parts.handle(request);
    case undefined:
      return parts.handle(request);
  }
}

/** Undefined = the body is too long. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf({ method, target, headers, body }: WireRequest): SandboxRequest {
  const url = new URL(target, 'http://sandbox');
  return { method, path: decodePath(url.pathname), query: url.searchParams, headers, body };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A malformed escape is for the imitated system to refuse, as an address that it does not know.
  }
}

function send(response: ServerResponse, answer: SandboxAnswer): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(body);
}
