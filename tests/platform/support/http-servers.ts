import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createHttp, type HttpRequest, NoAnswer, type RetryPolicy } from '../../../lib/platform/http.ts';

/** One try, and whatever comes of it is final. */
export const ONCE: RetryPolicy = {
  tries: 1,
  timing: { baseMs: 1000, capMs: 8000 },
  onStatus: () => false,
  onNoAnswer: () => false,
};
/** Four tries while the server is busy or silent. */
export const PATIENT: RetryPolicy = {
  ...ONCE,
  tries: 4,
  onStatus: (status) => status === 503,
  onNoAnswer: () => true,
};

const NOW = Date.parse('2026-03-01T12:00:00Z');
/** Stands in headers, addresses and bodies; must never be told. */
export const SECRET = 'hidden-secret';

/** A sender whose waits are recorded instead of slept. */
export function sender(fetch: typeof globalThis.fetch = globalThis.fetch) {
  const waits: number[] = [];
  const http = createHttp({
    fetch,
    clock: { now: () => NOW },
    sleep: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
  });
  return { http, waits };
}

/** A request that carries a login. */
export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: { authorization: `Basic ${SECRET}` },
  timeoutMs: 5000,
  ...more,
});

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** Methods, addresses and bodies as they came. */
  readonly seen: string[];
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that gives the replies one after another; the last one for ever. */
export async function startServer(...replies: Reply[]): Promise<TestServer> {
  const seen: string[] = [];
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    seen.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`.trim());
    replies[Math.min(seen.length, replies.length) - 1]?.(response, request);
  });
  return listening(server, seen, () => server.closeAllConnections());
}

/** A server below HTTP: gets each connection as it is. */
export async function startSocketServer(serve: (socket: Socket) => void): Promise<TestServer> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => seen.push(data.toString().split('\r\n')[0] ?? ''));
    serve(socket);
  });
  return listening(server, seen, () => {
    for (const socket of sockets) {
      socket.destroy();
    }
  });
}

async function listening(
  server: ReturnType<typeof createServer>,
  seen: string[],
  disconnect: () => void,
): Promise<TestServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        disconnect();
      }),
  };
}

/** The whole answer at once. */
export const reply =
  (status: number, body = '', headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** An address on which nobody listens. */
export async function closedUrl(): Promise<string> {
  await using server = await startServer();
  return server.url;
}

/** The failure of a request that gets no answer. */
export async function silence(request: Promise<unknown>): Promise<NoAnswer> {
  const error = await request.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof NoAnswer) {
    return error;
  }
  throw error ?? new Error('there should have been no answer');
}
