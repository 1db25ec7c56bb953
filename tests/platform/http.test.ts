import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { errorFields } from '../../lib/platform/errors.ts';
import {
  createHttp,
  type HttpRequest,
  NoAnswer,
  RequestMalformed,
  type RetryPolicy,
} from '../../lib/platform/http.ts';

const ONCE: RetryPolicy = {
  tries: 1,
  timing: { baseMs: 1000, capMs: 8000 },
  onStatus: () => false,
  onNoAnswer: () => false,
};
const PATIENT: RetryPolicy = {
  ...ONCE,
  tries: 4,
  onStatus: (status) => status === 503,
  onNoAnswer: () => true,
};

const NOW = Date.parse('2026-03-01T12:00:00Z');
const SECRET = 'hidden-secret';

/** A sender whose waits are recorded instead of slept. */
function sender(fetch: typeof globalThis.fetch = globalThis.fetch) {
  const waits: number[] = [];
  const http = createHttp({
    fetch,
    clock: { now: () => NOW },
    sleep: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
  });
  return { http, waits };
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: { authorization: `Basic ${SECRET}` },
  timeoutMs: 5000,
  ...more,
});

interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** Methods, addresses and bodies as they came. */
  readonly seen: string[];
}

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that gives the replies one after another; the last one for ever. */
async function startServer(...replies: Reply[]): Promise<TestServer> {
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
async function startSocketServer(serve: (socket: Socket) => void): Promise<TestServer> {
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

const reply =
  (status: number, body = '', headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, headers).end(body);

async function closedUrl(): Promise<string> {
  await using server = await startServer();
  return server.url;
}

/** The failure of a request that gets no answer. */
async function silence(request: Promise<unknown>): Promise<NoAnswer> {
  const error = await request.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof NoAnswer) {
    return error;
  }
  throw error ?? new Error('there should have been no answer');
}

describe('one try', () => {
  it('sends method, address, headers and body, and gives status, headers and text', async () => {
    const received = vi.fn<(header: string | undefined) => void>();
    await using server = await startServer((response, request) => {
      received(request.headers.authorization);
      response.writeHead(201, { 'x-answer': 'yes' }).end('принято');
    });
    const answer = await sender().http(
      get(`${server.url}/a?b=1`, { method: 'POST', body: '{"a":"я"}' }),
      ONCE,
    );
    expect(server.seen).toEqual(['POST /a?b=1 {"a":"я"}']);
    expect(received).toHaveBeenCalledWith(`Basic ${SECRET}`);
    expect([answer.status, answer.headers.get('x-answer'), answer.text]).toEqual([201, 'yes', 'принято']);
  });

  it('gives any status as an answer', async () => {
    await using server = await startServer(reply(500, 'broken'));
    expect(await sender().http(get(server.url), ONCE)).toMatchObject({ status: 500, text: 'broken' });
  });

  it.each([301, 302, 307, 308])('%d is an answer: the login follows nobody', async (status) => {
    await using elsewhere = await startServer(reply(200));
    await using server = await startServer(reply(status, '', { location: elsewhere.url }));
    const answer = await sender().http(get(server.url), ONCE);
    expect([answer.status, answer.headers.get('location')]).toEqual([status, elsewhere.url]);
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('no answer', () => {
  it('refused: surely not sent', async () => {
    const failure = await silence(sender().http(get(await closedUrl()), ONCE));
    expect(failure).toMatchObject({ sent: false, code: 'unreachable', retryable: true });
    expect(failure.message).toMatch(/^no answer from 127\.0\.0\.1:\d+: ECONNREFUSED$/);
    expect(failure.advice).toContain('127.0.0.1');
  });

  it('refused at each of several addresses: surely not sent', async () => {
    const { port } = new URL(await closedUrl());
    const failure = await silence(sender().http(get(`http://localhost:${port}`), ONCE));
    expect(failure).toMatchObject({ sent: false, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('plain HTTP where TLS is expected: surely not sent', async () => {
    await using server = await startSocketServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    const failure = await silence(sender().http(get(server.url.replace('http:', 'https:')), ONCE));
    expect(failure).toMatchObject({ sent: false, message: expect.stringContaining('WRONG_VERSION_NUMBER') });
  });

  it.each<[{ code?: string; syscall?: string }, boolean]>([
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, false],
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, false],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, false],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, false],
    [{ code: 'ENETUNREACH', syscall: 'connect' }, false],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, false],
    [{ code: 'CERT_HAS_EXPIRED' }, false],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, false],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, false],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, false],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, false],
    [{ code: 'ETIMEDOUT', syscall: 'read' }, true],
    [{ code: 'ECONNRESET', syscall: 'read' }, true],
    [{ code: 'EPIPE', syscall: 'write' }, true],
    [{ code: 'UND_ERR_SOCKET' }, true],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, true],
    [{ code: 'EPROTO' }, true],
    [{}, true],
  ])('%j: may have been sent: %s', async (facts, sent) => {
    const cause = Object.assign(new Error('inner'), facts);
    const { http } = sender(() => Promise.reject(new TypeError('fetch failed', { cause })));
    const failure = await silence(http(get('https://1c.example.ru'), ONCE));
    expect(failure.sent).toBe(sent);
    expect(failure.message).toBe(`no answer from 1c.example.ru: ${facts.code ?? 'TypeError'}`);
  });

  it('reset before the head of an answer: perhaps sent', async () => {
    await using server = await startSocketServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const failure = await silence(sender().http(get(server.url), ONCE));
    expect(failure).toMatchObject({ sent: true, code: 'answerLost', retryable: true });
    expect(server.seen).toEqual(['GET / HTTP/1.1']);
  });

  it('reset after the head of an answer: perhaps sent', async () => {
    await using server = await startServer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('part');
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    expect(await silence(sender().http(get(server.url), ONCE))).toMatchObject({ sent: true });
  });

  it('a body that is cut short is no answer, also when the connection ends in order', async () => {
    await using server = await startSocketServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"value":[]}'));
    });
    expect(await silence(sender().http(get(server.url), ONCE))).toMatchObject({ sent: true });
  });

  it('a chunked body that is cut short is no answer', async () => {
    await using server = await startSocketServer((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n'),
      );
    });
    expect(await silence(sender().http(get(server.url), ONCE))).toMatchObject({ sent: true });
  });

  it('what is not HTTP is no answer', async () => {
    await using server = await startSocketServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    });
    expect(await silence(sender().http(get(server.url), ONCE))).toMatchObject({ sent: true });
  });

  it.each<[string, Reply]>([
    ['before the head', () => undefined],
    ['within the body', (response) => void response.writeHead(200).write('part')],
  ])('the time of the try is over %s: perhaps sent', async (_, serve) => {
    await using server = await startServer(serve);
    const failure = await silence(sender().http(get(server.url, { timeoutMs: 100 }), ONCE));
    expect(failure).toMatchObject({ sent: true, message: expect.stringMatching(/: TimeoutError$/) });
    expect(failure.cause).toMatchObject({ name: 'TimeoutError' });
  });
});

describe('more tries', () => {
  it('as long as the policy wants them; the waits grow', async () => {
    await using server = await startServer(reply(503), reply(503), reply(200, 'good'));
    const { http, waits } = sender();
    expect(await http(get(server.url, { method: 'POST', body: 'again' }), PATIENT)).toMatchObject({
      text: 'good',
    });
    expect(server.seen).toEqual(Array(3).fill('POST / again'));
    expect(waits).toEqual([500, 1000]);
  });

  it('the last answer is given when the tries are used up', async () => {
    await using server = await startServer(reply(503, 'one'), reply(503, 'two'), reply(503, 'last'));
    const { http, waits } = sender();
    expect(await http(get(server.url), { ...PATIENT, tries: 3 })).toMatchObject({
      status: 503,
      text: 'last',
    });
    expect(waits).toHaveLength(2);
  });

  it('not for a status that the policy takes for final', async () => {
    await using server = await startServer(reply(500), reply(200));
    const { http, waits } = sender();
    expect(await http(get(server.url), PATIENT)).toMatchObject({ status: 500 });
    expect(waits).toEqual([]);
  });

  it('after no answer, if the policy wants it; the last failure is thrown', async () => {
    await using server = await startServer((response) => response.socket?.resetAndDestroy());
    const { http, waits } = sender();
    await silence(http(get(server.url), PATIENT));
    expect(server.seen).toHaveLength(4);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it('a write is not sent twice when its answer is lost', async () => {
    await using server = await startServer((response) => response.socket?.resetAndDestroy());
    const { http, waits } = sender();
    const policy = { ...PATIENT, onNoAnswer: ({ sent }: NoAnswer) => !sent };
    await silence(http(get(server.url, { method: 'POST', body: '{}' }), policy));
    expect([server.seen.length, waits]).toEqual([1, []]);
    await silence(http(get(await closedUrl(), { method: 'POST', body: '{}' }), policy));
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it('each try has the whole time', async () => {
    await using server = await startServer(() => undefined, reply(200, 'good'));
    const { http } = sender();
    expect(await http(get(server.url, { timeoutMs: 150 }), PATIENT)).toMatchObject({ text: 'good' });
  });

  it('wait as long as the server asks, at most the longest wait of the policy', async () => {
    await using server = await startServer(
      reply(503, '', { 'retry-after': '3' }),
      reply(503, '', { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT' }),
      reply(503, '', { 'retry-after': '600' }),
      reply(200),
    );
    const { http, waits } = sender();
    await http(get(server.url), PATIENT);
    expect(waits).toEqual([3000, 5000, 8000]);
  });

  it('an unreadable Retry-After is no reason to hurry', async () => {
    await using server = await startServer(reply(503, '', { 'retry-after': '-1' }), reply(200));
    const { http, waits } = sender();
    await http(get(server.url), PATIENT);
    expect(waits).toEqual([500]);
  });
});

describe('secrets', () => {
  it('are in no error: neither headers, nor query, nor body', async () => {
    const url = await closedUrl();
    const request = get(`${url}/?key=${SECRET}`, { method: 'POST', body: SECRET });
    const error = await silence(sender().http(request, ONCE));
    const told = [error.message, error.advice, errorFields(error), String(error.stack)];
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });

  it.each([
    ['a header with a line break', { headers: { 'x-api-key': `${SECRET}\nx: y` } }, 'header x-api-key'],
    ['a header with Cyrillic letters', { headers: { 'x-api-key': `${SECRET}ключ` } }, 'header x-api-key'],
    ['a name that is no header', { headers: { 'x api': SECRET } }, 'header x api'],
    ['an address that is none', { url: `1c.example.ru/${SECRET}` }, 'the address'],
    ['an address with a login', { url: `https://user:${SECRET}@1c.example.ru` }, 'the address'],
  ])('%s is refused before anything is sent, and not quoted', async (_, more, part) => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const { http, waits } = sender(fetch);
    const error = await http(get('https://1c.example.ru', more), PATIENT).catch(
      (failure: unknown) => failure,
    );
    expect(error).toBeInstanceOf(RequestMalformed);
    expect(error).toMatchObject({ retryable: false, message: `request not sent: ${part} is malformed` });
    expect(JSON.stringify([errorFields(error), String(error)])).not.toContain(SECRET);
    expect(fetch).not.toHaveBeenCalled();
    expect(waits).toEqual([]);
  });
});
