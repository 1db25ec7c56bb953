import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_11, SOAP_12 } from '../soap/bodies.ts';
import { eventually } from './support/eventually.ts';
import { SECRETS } from './support/sandbox-pair.ts';
import { type Call, startTestStack, type TestStack } from './support/test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack[Symbol.asyncDispose]());

const PHP_BODY = (order: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP_11}" xmlns:ns1="http://127.0.0.1:8080"><SOAP-ENV:Body><ns1:EditOrder><ns1:Order>${order}</ns1:Order></ns1:EditOrder></SOAP-ENV:Body></SOAP-ENV:Envelope>
`;

const call = (order: number): string => CALL.replace('138', String(order));

describe('row "a trigger becomes a posted order": 200, and 1C holds the order, posted', () => {
  it.each<[string, (order: number) => Call]>([
    ["the manual's body", (order) => ({ body: manualBody(String(order)) })],
    [
      "PHP's SoapClient",
      (order) => ({
        path: '/ut/ws/ws1.1cws',
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          soapaction: '"http://127.0.0.1:8080#crm_WebRetailCRM:EditOrder"',
          'user-agent': 'PHP-SOAP/8.2.12',
        },
        body: PHP_BODY(order),
      }),
    ],
    ['other prefixes and another namespace', (order) => ({ body: envelope(call(order)) })],
    [
      'no prefix at all',
      (order) => ({ body: envelope(`<EditOrder xmlns="urn:shop"><Order>${order}</Order></EditOrder>`) }),
    ],
    ['SOAP 1.2', (order) => ({ body: envelope(call(order), { soap: SOAP_12 }) })],
    ['a byte order mark', (order) => ({ body: `\uFEFF${manualBody(String(order))}` })],
    [
      'Content-Type application/xml',
      (order) => ({ headers: { 'content-type': 'application/xml' }, body: envelope(call(order)) }),
    ],
    ['leading zeros and blanks', (order) => ({ body: manualBody(` 00${order}\n`) })],
  ])('%s', async (_, callFor) => {
    const { id, number } = newOrder(stack);
    const response = await stack.call(callFor(id));
    const answer = await response.text();
    expect(response.status).toBe(200);
    expect(answer).toMatch(new RegExp(`EditOrderResponse.*return>\\s*(00)?${id}\\s*<`));
    expect(await stack.posted(number)).toMatchObject({ Posted: true, СуммаДокумента: 200 });
  });

  it('a client that knows nothing but the WSDL', async () => {
    const { id, number } = newOrder(stack);
    const client = await createClientAsync(`${stack.url}/ws/ws1.1cws?wsdl`);
    const login = Buffer.from(`${SECRETS.WEBHOOK_USER}:${SECRETS.WEBHOOK_PASSWORD}`).toString('base64');
    client.addHttpHeader('Authorization', `Basic ${login}`);
    const [result] = await client.EditOrderAsync({ Order: String(id) });
    expect(result).toEqual({ return: String(id) });
    expect(await stack.posted(number)).toMatchObject({ Posted: true });
  });
});

/** What is left of a call that was refused: nothing queued, and neither system asked anything. */
async function expectUntouched(): Promise<void> {
  expect(await stack.queued()).toBe(0);
  expect(stack.crm.requestLog.list()).toEqual([]);
  expect(stack.onec.control.requests.list()).toEqual([]);
}

async function forgetRequests(): Promise<void> {
  await eventually('the queue is empty', async () => ((await stack.queued()) === 0 ? true : undefined));
  stack.crm.requestLog.clear();
  stack.onec.control.requests.clear();
}

describe('row "bad input": a fault, and nothing queued', () => {
  beforeAll(forgetRequests);

  const entities = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  );
  const bomb = `<!DOCTYPE x [<!ENTITY e0 "138">${entities.join('')}]>${manualBody('&e9;').replace(/^<\?xml.*\?>\n/, '')}`;
  const file = `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${envelope('<n:EditOrder><n:Order>&f;</n:Order></n:EditOrder>')}`;

  it.each<[string, string]>([
    ['not XML', 'order=138'],
    ['an empty body', ''],
    ['XML cut short', MANUAL_BODY.slice(0, -40)],
    ['no EditOrder', envelope('<n:DropOrder><n:Order>138</n:Order></n:DropOrder>')],
    ['no Order', envelope('<n:EditOrder/>')],
    ['an Order that is no number', manualBody('138A')],
    ['an Order of sixteen digits', manualBody('1234567890123456')],
    ['an empty Order', manualBody('')],
    ['an Order below one', manualBody('0')],
    ['two Orders', envelope('<n:EditOrder><n:Order>138</n:Order><n:Order>139</n:Order></n:EditOrder>')],
    ['two EditOrders', envelope(CALL + CALL)],
    ['a DOCTYPE', `<!DOCTYPE x>${envelope(CALL)}`],
    ['entities that grow a thousand million times', bomb],
    ['an entity that names a file', file],
    ['a body over 64 KiB', envelope(`${CALL}<!--${'x'.repeat(65_536)}-->`)],
    ['elements nested over 32 levels', envelope(`${'<n:a>'.repeat(40)}${CALL}${'</n:a>'.repeat(40)}`)],
  ])('%s: HTTP 400, fault Client', async (_, body) => {
    const response = await stack.call({ body });
    const answer = await response.text();
    expect(response.status).toBe(400);
    expect(answer).toContain('<faultcode>soap:Client</faultcode>');
    expect(answer.length).toBeLessThan(1000);
    expect(answer).not.toContain('root:');
    await expectUntouched();
  });

  it('in SOAP 1.2: HTTP 400, fault Sender', async () => {
    const response = await stack.call({ body: envelope('<n:EditOrder/>', { soap: SOAP_12 }) });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<soap:Value>soap:Sender</soap:Value>');
    await expectUntouched();
  });

  it.each<[string, string | null]>([
    ['no credentials', null],
    ['a wrong password', basic(SECRETS.WEBHOOK_USER, 'wrong')],
    ['a wrong user', basic('admin', SECRETS.WEBHOOK_PASSWORD)],
    ['no colon', `Basic ${Buffer.from(SECRETS.WEBHOOK_USER).toString('base64')}`],
    ['another scheme', `Bearer ${SECRETS.WEBHOOK_PASSWORD}`],
  ])('%s: HTTP 401, whatever the body is', async (_, authorization) => {
    for (const body of [MANUAL_BODY, bomb]) {
      const response = await stack.call({ authorization, body });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
      expect(await response.text()).not.toContain('Fault');
    }
    await expectUntouched();
  });
});

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
