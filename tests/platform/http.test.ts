import { describe, expect, it, vi } from 'vitest';
import { errorFields } from '../../lib/platform/errors.ts';
import { type NoAnswer, RequestMalformed } from '../../lib/platform/http.ts';
import {
  closedUrl,
  get,
  ONCE,
  PATIENT,
  reply,
  SECRET,
  sender,
  silence,
  startServer,
} from './support/http-servers.ts';

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
    expect(await http(get(server.url, { timeoutMs: 500 }), PATIENT)).toMatchObject({ text: 'good' });
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
