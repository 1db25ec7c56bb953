import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { createOnecClient } from '../../../lib/onec/create-client.ts';
import type { Timeouts } from '../../../lib/onec/transport.ts';
import { createHttp, type SendHttp } from '../../../lib/platform/http.ts';
import type { Log } from '../../../lib/platform/log.ts';

interface Seen {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, seen: Seen) => void;

/** A JSON answer of 1C's: byte order mark first (onec-odata A1). */
export const json =
  (status: number, body: unknown): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json;charset=utf-8' })
      .end(`\uFEFF${JSON.stringify(body)}`);

export const raw =
  (status: number, contentType: string, body: string): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': contentType }).end(body);

export const html = (status: number): Reply =>
  raw(status, 'text/html; charset=utf-8', '<!DOCTYPE html><html><body>IIS</body></html>');

export const empty =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status).end();

export const odataError = (status: number, code: string, value: string): Reply =>
  json(status, { 'odata.error': { code, message: { lang: 'ru', value } } });

/** The connection breaks after the whole request has arrived. */
export const reset: Reply = (response) => response.socket?.resetAndDestroy();

/** The request arrives and no answer ever comes. */
export const silent: Reply = () => undefined;

export interface OnecServer extends AsyncDisposable {
  readonly root: string;
  readonly seen: readonly Seen[];
}

/** A real server that gives the replies one after another; the last one is given for ever. */
export async function startOnec(...replies: Reply[]): Promise<OnecServer> {
  return startServer(async (request, response, seen) => {
    const known = await receive(request);
    seen.push(known);
    replies[Math.min(seen.length, replies.length) - 1]?.(response, known);
  });
}

/** A server that breaks every connection as soon as the head of a request has arrived, before its body. */
export async function startBreaking(): Promise<OnecServer> {
  return startServer(async (request, _response, seen) => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, target: url, headers, body: '' });
    request.socket.resetAndDestroy();
  });
}

/** An address on which nobody listens. */
export async function closedRoot(): Promise<string> {
  await using server = await startOnec(silent);
  return server.root;
}

type Serve = (request: IncomingMessage, response: ServerResponse, seen: Seen[]) => Promise<void>;

async function startServer(serve: Serve): Promise<OnecServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    serve(request, response, seen).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ut`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<Seen> {
  const { method = '', url = '', headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return { method, target: url, headers, body: Buffer.concat(chunks).toString('utf8') };
}

export interface Recorded {
  readonly onec: OnecClient;
  /** Waits between tries, which are recorded instead of slept. */
  readonly waits: number[];
  /** Everything that was logged, as text. */
  readonly logged: string[];
}

/** A client of `root` over a real connection, unless another sender is given. */
export function clientOf(
  root: string,
  { timeouts, http }: { timeouts?: Timeouts; http?: SendHttp } = {},
): Recorded {
  const waits: number[] = [];
  const logged: string[] = [];
  const write = (message: string, fields?: unknown) => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const overNetwork = createHttp({
    fetch: globalThis.fetch,
    clock: { now: () => 0 },
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
  });
  const login = { user: 'Обмен', password: 'пароль' };
  const onec = createOnecClient({
    root,
    login,
    http: http ?? overNetwork,
    log,
    ...(timeouts === undefined ? {} : { timeouts }),
  });
  return { onec, waits, logged };
}

/** The error that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('the call should have failed');
    },
    (error: unknown) => error,
  );
}

export const KEY = '6f1c2b3a-0000-4000-8000-000000000001';
