import { describe, expect, it } from 'vitest';
import {
  closedUrl,
  get,
  ONCE,
  type Reply,
  sender,
  silence,
  startServer,
  startSocketServer,
} from './support/http-servers.ts';

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
