import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { type HttpGateway, startHttpGateway } from '../../lib/server/http-gateway.ts';
import { type LogEntry, recordingLog } from '../infra/local/recording-log.ts';
import { counter, testClock } from '../state/tables.ts';

const MEGABYTE = 1024 * 1024;
const LOGIN = { user: 'crm', password: 'secret' };
const { log, entries } = recordingLog();
const clock = testClock();
let gateway: HttpGateway;
let seen: { event: APIGatewayProxyEventV2; context: Context } | undefined;
let answer: () => Promise<APIGatewayProxyResultV2>;

beforeAll(async () => {
  const handler = (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyResultV2> => {
    seen = { event, context };
    return answer();
  };
  gateway = await startHttpGateway({
    routes: [{ method: 'ANY', pattern: '/{base}/hook', functionName: 'hook', handler, login: LOGIN }],
    port: 0,
    log,
    clock,
    makeId: counter('request'),
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  seen = undefined;
  entries.length = 0;
  answer = async () => ({ statusCode: 200 });
});

/** A call by whoever has the login. */
const call = (path: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, {
    ...init,
    headers: { authorization: basicAuthorization(LOGIN), ...(headers as Record<string, string> | undefined) },
  });

function event(): APIGatewayProxyEventV2 {
  if (seen === undefined) {
    throw new Error('the function was not called');
  }
  return seen.event;
}

describe('HTTP gateway, request to event', () => {
  it('describes the request as payload format 2.0', async () => {
    await call('/ut/hook?a=1&b=%D1%8F&a=2', { headers: { 'X-One': 'Two', 'user-agent': 'test' } });

    expect(event()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /{base}/hook',
      rawPath: '/ut/hook',
      rawQueryString: 'a=1&b=%D1%8F&a=2',
      queryStringParameters: { a: '1,2', b: 'я' },
      pathParameters: { base: 'ut' },
      headers: { 'x-one': 'Two' },
      isBase64Encoded: false,
      requestContext: {
        http: {
          method: 'GET',
          path: '/ut/hook',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        timeEpoch: clock.time,
      },
    });
    expect(event()).not.toHaveProperty('body');
    expect(seen?.context.awsRequestId).toBe(event().requestContext.requestId);
    expect(seen?.context.getRemainingTimeInMillis()).toBe(30_000);
  });

  it.each(['text/xml', 'application/json; charset=utf-8', 'application/xml'])(
    'passes %s on as text',
    async (type) => {
      await call('/ut/hook', { method: 'POST', body: 'Заказ', headers: { 'content-type': type } });

      expect(event()).toMatchObject({ body: 'Заказ', isBase64Encoded: false });
    },
  );

  it.each(['application/soap+xml; charset=utf-8', 'application/x-www-form-urlencoded', ''])(
    'passes "%s" on in base64, as API Gateway does',
    async (type) => {
      const body = Buffer.from('\uFEFFЗаказ');
      await call('/ut/hook', {
        method: 'POST',
        body,
        ...(type === '' ? {} : { headers: { 'content-type': type } }),
      });

      expect(event()).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
    },
  );

  it('takes cookies out of the headers and joins headers that came twice', async () => {
    const sent = request(`${gateway.url}/ut/hook`, {
      headers: { cookie: ['a=1; b=2', 'c=3'], 'x-two': ['1', '2'] },
    });
    const done = new Promise((resolve) => sent.once('response', (response) => resolve(text(response))));
    sent.end();
    await done;

    expect(event().cookies).toEqual(['a=1', 'b=2', 'c=3']);
    expect(event().headers).not.toHaveProperty('cookie');
    expect(event().headers['x-two']).toBe('1,2');
  });
});

describe('HTTP gateway, paths', () => {
  /** The status of a request whose target is sent as it is, which no client would do. */
  async function statusOf(target: string): Promise<string> {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.end(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    return (await text(socket)).split(' ')[1] ?? '';
  }

  it.each([
    '/ut\\hook',
    '/x/../ut/hook',
    '/%2e%2e/ut/hook',
    '/ut/./hook',
    '//ut/hook',
    '@x/ut/hook',
    ':99999/x',
    'http://localhost/ut/hook',
    '*',
    '/ut/hook#x',
  ])('"%s" is not rewritten into the address of a function', async (target) => {
    expect(await statusOf(target)).toMatch(/^40[04]$/);
    expect(seen).toBeUndefined();
    expect(entries).toEqual([]);
  });

  it.each(['/%/hook', '/%zz/hook', '/%ff/hook'])('"%s" comes as it was sent', async (target) => {
    expect(await statusOf(target)).toBe('200');
    expect(event()).toMatchObject({ rawPath: target, pathParameters: { base: target.split('/')[1] } });
  });

  it('a query may hold further question marks', async () => {
    expect(await statusOf('/ut/hook?a=1?b')).toBe('200');
    expect(event()).toMatchObject({ rawQueryString: 'a=1?b', queryStringParameters: { a: '1?b' } });
  });
});

describe('HTTP gateway, result to response', () => {
  it('writes status, headers, cookies and body', async () => {
    answer = async () => ({
      statusCode: 401,
      headers: { 'WWW-Authenticate': 'Basic', 'x-count': 5 },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: 'Нет доступа',
    });
    const response = await call('/ut/hook');

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic');
    expect(response.headers.get('x-count')).toBe('5');
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(await response.text()).toBe('Нет доступа');
  });

  it('decodes a body in base64', async () => {
    answer = async () => ({
      statusCode: 200,
      body: Buffer.from([0, 255, 1]).toString('base64'),
      isBase64Encoded: true,
    });

    expect(Buffer.from(await (await call('/ut/hook')).arrayBuffer())).toEqual(Buffer.from([0, 255, 1]));
  });

  it('takes a value without a status for a JSON body', async () => {
    answer = async () => ({ version: 1 }) as APIGatewayProxyResultV2;
    const response = await call('/ut/hook');

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ version: 1 });
  });

  it('answers 404 where there is no route', async () => {
    const response = await call('/ut/elsewhere', { method: 'POST', body: 'x' });

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
  });

  it('answers 500 and logs when a function fails, and goes on', async () => {
    answer = async () => {
      throw new Error('broken');
    };
    expect((await call('/ut/hook')).status).toBe(500);
    expect(entries).toEqual<LogEntry[]>([
      {
        level: 'error',
        message: 'function failed',
        fields: expect.objectContaining({ functionName: 'hook', reason: 'broken' }),
      },
    ]);

    answer = async () => ({ statusCode: 204 });
    expect((await call('/ut/hook')).status).toBe(204);
  });

  it('answers 500 when a function returns a status that HTTP does not know', async () => {
    answer = async () => ({ statusCode: 42 });

    expect((await call('/ut/hook')).status).toBe(500);
    expect(entries).toHaveLength(1);
  });

  it('takes a body of 10 MB and refuses a larger one, announced or not', async () => {
    const limit = Buffer.alloc(10 * MEGABYTE);
    expect((await call('/ut/hook', { method: 'POST', body: limit })).status).toBe(200);
    expect(Buffer.from(event().body ?? '', 'base64')).toHaveLength(10 * MEGABYTE);

    seen = undefined;
    const larger = Buffer.concat([limit, Buffer.from('x')]);
    expect((await call('/ut/hook', { method: 'POST', body: larger })).status).toBe(413);
    const chunked = new Blob([larger]).stream();
    const init = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit;
    expect((await call('/ut/hook', init)).status).toBe(413);
    expect(seen).toBeUndefined();
  });
});

describe('a body that nobody asked for', () => {
  let guarded: HttpGateway;
  let bodies: (string | undefined)[];

  beforeAll(async () => {
    guarded = await startHttpGateway({
      routes: [
        {
          method: 'ANY',
          pattern: '/hook',
          functionName: 'hook',
          login: LOGIN,
          handler: async ({ body }) => {
            bodies.push(body);
            return { statusCode: body === undefined ? 401 : 200 };
          },
        },
        {
          method: 'ANY',
          pattern: '/open',
          functionName: 'open',
          handler: async ({ body }) => {
            bodies.push(body);
            return { statusCode: 200 };
          },
        },
      ],
      port: 0,
      log,
      clock,
      makeId: counter('request'),
    });
  });
  afterAll(() => guarded.close());
  beforeEach(() => {
    bodies = [];
  });

  /** A client that sends a part of its body and never ends it. @returns the status, once the server has closed the connection. */
  async function trickle(path: string, headers: Record<string, string> = {}): Promise<number> {
    const client = request(`${guarded.url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(5 * MEGABYTE) },
    });
    client.on('error', () => undefined);
    client.write('x'.repeat(1000));
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    response.resume();
    await once(client, 'close');
    return response.statusCode ?? 0;
  }

  it.each([
    ['without a login', {}],
    ['with a wrong one', { authorization: basicAuthorization({ ...LOGIN, password: 'wrong' }) }],
  ])('B-15: %s is answered at once, unread, and the connection is closed', async (_, headers) => {
    expect(await trickle('/hook', headers)).toBe(401);
    expect(bodies).toEqual([undefined]);
  });

  it('B-15: for an address that is none is not waited for either', async () => {
    expect(await trickle('/elsewhere')).toBe(404);
    expect(bodies).toEqual([]);
  });

  it.each([
    ['without a login', {}],
    ['with one', { authorization: basicAuthorization(LOGIN) }],
  ])('B-15: where none is asked for it is not read either, %s', async (_, headers) => {
    expect(await trickle('/open', headers)).toBe(200);
    expect(bodies).toEqual([undefined]);
  });

  it('a connection over which no body comes is kept', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports: (number | undefined)[] = [];
    for (const path of ['/open', '/elsewhere', '/hook']) {
      const client = request(`${guarded.url}${path}`, { agent });
      client.end();
      const [response] = (await once(client, 'response')) as [IncomingMessage];
      ports.push(response.socket.localPort);
      await text(response);
    }
    agent.destroy();
    expect(new Set(ports).size).toBe(1);
  });

  it('a client that leaves before all of its body is there is no fault of the bridge', async () => {
    entries.length = 0;
    const logged = Promise.withResolvers<LogEntry>();
    const push = entries.push.bind(entries);
    entries.push = (...more) => {
      logged.resolve(more[0] as LogEntry);
      return push(...more);
    };
    const client = request(`${guarded.url}/hook`, {
      method: 'POST',
      headers: { authorization: basicAuthorization(LOGIN), 'content-length': '5000' },
    });
    client.on('error', () => undefined);
    client.write('x'.repeat(1000), () => client.destroy());
    expect(await logged.promise).toMatchObject({ level: 'debug', message: 'http request failed' });
    expect(bodies).toEqual([]);
  });

  it('is read of whoever has the login', async () => {
    const headers = { authorization: basicAuthorization(LOGIN), 'content-type': 'text/xml' };
    const response = await fetch(`${guarded.url}/hook`, { method: 'POST', headers, body: 'Заказ' });
    expect(response.status).toBe(200);
    expect(bodies).toEqual(['Заказ']);
  });
});

it('lets a running request finish before it closes', async () => {
  const release = Promise.withResolvers<void>();
  const called = Promise.withResolvers<void>();
  const closing = await startHttpGateway({
    routes: [
      {
        method: 'GET',
        pattern: '/slow',
        functionName: 'slow',
        handler: async () => {
          called.resolve();
          await release.promise;
          return { statusCode: 200, body: 'done' };
        },
      },
    ],
    port: 0,
    log,
    clock,
    makeId: counter('request'),
  });
  const response = fetch(`${closing.url}/slow`);
  await called.promise;
  const closed = closing.close();
  release.resolve();

  expect(await (await response).text()).toBe('done');
  await closed;
  await expect(fetch(`${closing.url}/slow`)).rejects.toThrow();
});
