import { describe, expect, it } from 'vitest';
import { callRecord } from '../../lib/soap/call-record.ts';
import { type ServiceRequest, serveEditOrder } from '../../lib/soap/edit-order-service.ts';
import { routeOf, serviceAddress } from '../../lib/soap/route.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_12 } from './bodies.ts';

function requestOf(body: string | Uint8Array, changes: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    method: 'POST',
    path: '/ws/ws1.1cws',
    rawQuery: '',
    contentType: 'application/soap+xml; charset=utf-8',
    authorized: true,
    readBody: () => body,
    address: 'https://bridge.example.ru/ws/ws1.1cws',
    ...changes,
  };
}

async function serve(body: string | Uint8Array, changes: Partial<ServiceRequest> = {}) {
  const queued: number[] = [];
  const served = await serveEditOrder(requestOf(body, changes), async (orderId) => {
    queued.push(orderId);
  });
  return { ...served, queued };
}

describe('the table of contract 2', () => {
  it('I-16: a good id: 200, one message queued per call', async () => {
    const { answer, outcome, queued } = await serve(manualBody('00138'));
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' } });
    expect(answer.body).toContain('<m:return>00138</m:return>');
    expect(outcome).toEqual({ kind: 'queued', orderId: 138 });
    expect(queued).toEqual([138]);
  });

  it('the answer waits until the id is safely queued', async () => {
    const queue = Promise.withResolvers<void>();
    let isAnswered = false;
    const served = serveEditOrder(requestOf(MANUAL_BODY), () => queue.promise).then((result) => {
      isAnswered = true;
      return result;
    });
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    queue.resolve();
    expect((await served).answer.status).toBe(200);
  });

  it('no or wrong credentials: 401 that asks for Basic, and nothing is read from the body', async () => {
    const { answer, outcome, queued } = await serve('', {
      authorized: false,
      readBody: () => {
        throw new Error('the body was read');
      },
    });
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringMatching(/^Basic realm=/) },
    });
    expect(outcome).toEqual({ kind: 'notAuthorized' });
    expect(queued).toEqual([]);
  });

  it.each([
    ['not XML', 'order=138'],
    ['no EditOrder', envelope('')],
    ['no Order', envelope('<n:EditOrder/>')],
    ['I-16: an empty Order', manualBody('')],
    ['a non-numeric Order', manualBody('138C')],
    ['more than one Order', envelope('<n:EditOrder><n:Order>1</n:Order><n:Order>2</n:Order></n:EditOrder>')],
    ['more than one EditOrder', envelope(CALL + CALL)],
    ['DOCTYPE', `<!DOCTYPE a>${envelope(CALL)}`],
    ['entities', manualBody('&a;')],
    ['a body over 64 KiB', `${MANUAL_BODY}${' '.repeat(65_536)}`],
    ['nesting over 32 levels', '<a>'.repeat(33) + '</a>'.repeat(33)],
  ])('%s: fault Client, 400', async (_, body) => {
    const { answer, outcome, queued } = await serve(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<faultcode>soap:Client</faultcode>');
    expect(outcome.kind).toBe('refused');
    expect(queued).toEqual([]);
  });

  it('the same in SOAP 1.2: Sender', async () => {
    const { answer } = await serve(envelope('', { soap: SOAP_12 }));
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
      body: expect.stringContaining('<soap:Value>soap:Sender</soap:Value>'),
    });
  });

  it.each([
    [MANUAL_BODY, '<faultcode>soap:Server</faultcode>'],
    [envelope(CALL, { soap: SOAP_12 }), '<soap:Value>soap:Receiver</soap:Value>'],
  ])(
    'queue not reachable: fault Server or Receiver, 503, and the failure is handed back',
    async (body, code) => {
      const failure = new Error('queue is away');
      const { answer, outcome } = await serveEditOrder(requestOf(body), () => Promise.reject(failure));
      expect(answer).toMatchObject({ status: 503, body: expect.stringContaining(code) });
      expect(answer.body).not.toContain('queue is away');
      expect(outcome).toEqual({ kind: 'notQueued', orderId: 138, cause: failure });
    },
  );
});

describe('content types', () => {
  it.each([
    'text/xml',
    'application/soap+xml; charset=utf-8',
    'application/xml;charset=UTF-8',
    'Text/XML ; charset=utf-8',
  ])('%s is accepted for both versions of SOAP', async (contentType) => {
    expect((await serve(MANUAL_BODY, { contentType })).answer.status).toBe(200);
    expect((await serve(envelope(CALL, { soap: SOAP_12 }), { contentType })).answer.status).toBe(200);
  });

  it.each([
    undefined,
    '',
    'application/json',
    'text/xmlish',
    'application/x-www-form-urlencoded',
    'multipart/related; type="text/xml"',
  ])('%s is a Client fault that names the header', async (contentType) => {
    const { answer, queued } = await serve(MANUAL_BODY, { contentType });
    expect(answer).toMatchObject({
      status: 400,
      body: expect.stringContaining('Content-Type: application/soap+xml'),
    });
    expect(queued).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([
    ['POST', '/ws/ws1.1cws', '', 'call'],
    ['POST', '/ut/ws/ws1.1cws', '', 'call'],
    ['POST', '/%D0%A3%D0%A2%2011/ws/ws1.1cws', '', 'call'],
    ['POST', '/ws/ws1.1cws', 'wsdl', 'call'],
    ['GET', '/ws/ws1.1cws', 'wsdl', 'wsdl'],
    ['GET', '/ut/ws/ws1.1cws', 'WSDL', 'wsdl'],
    ['GET', '/ws/ws1.1cws', 'a=1&Wsdl=', 'wsdl'],
    ['GET', '/ws/ws1.1cws', '', 'methodNotAllowed'],
    ['GET', '/ws/ws1.1cws', 'wsdlx', 'methodNotAllowed'],
    ['PUT', '/ws/ws1.1cws', 'wsdl', 'methodNotAllowed'],
    ['POST', '/', '', 'notFound'],
    ['POST', '/ws/ws1x1cws', '', 'notFound'],
    ['POST', '/ws/ws1.1cws/more', '', 'notFound'],
    ['POST', '/a/b/ws/ws1.1cws', '', 'notFound'],
    ['GET', '/other', 'wsdl', 'notFound'],
  ])('%s %s?%s: %s', (method, path, query, route) => {
    expect(routeOf(method, path, query)).toBe(route);
  });

  it('a method that is not served names those that are', async () => {
    const { answer, queued } = await serve(MANUAL_BODY, { method: 'PUT' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
    expect((await serve(MANUAL_BODY, { path: '/ws' })).answer.status).toBe(404);
    expect(queued).toEqual([]);
  });

  it('the WSDL is open and names the public address', async () => {
    const { answer } = await serve('', { method: 'GET', rawQuery: 'wsdl', authorized: false });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' } });
    expect(answer.body).toContain('location="https://bridge.example.ru/ws/ws1.1cws"');
  });

  it('the public address is the configured one, else the one that the request came to', () => {
    expect(serviceAddress('https://bridge.example.ru/', 'x.example.com', '/ut/ws/ws1.1cws')).toBe(
      'https://bridge.example.ru/ws/ws1.1cws',
    );
    expect(serviceAddress(undefined, 'x.example.com', '/ut/ws/ws1.1cws')).toBe(
      'https://x.example.com/ut/ws/ws1.1cws',
    );
  });
});

describe('the log record', () => {
  it('of a refused call names the reason and repeats nothing of the body', async () => {
    const { outcome } = await serve(manualBody('+7 (900) 000-00-01'));
    expect(callRecord(outcome)).toEqual({
      level: 'warn',
      message: 'call refused',
      fields: { fault: 'orderId', why: 'Order is not a number of 1 to 15 digits above zero' },
    });
  });

  it.each([
    [{ kind: 'queued', orderId: 138 }, 'info'],
    [{ kind: 'notAuthorized' }, 'warn'],
    [{ kind: 'notQueued', orderId: 138, cause: new Error('away') }, 'error'],
    [{ kind: 'notFound' }, 'info'],
  ] as const)('of %j has the level %s', (outcome, level) => {
    expect(callRecord(outcome).level).toBe(level);
  });
});
