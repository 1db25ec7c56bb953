import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Client, createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTriggerHandler } from '../../functions/trigger.ts';
import type { OrderItem } from '../../lib/queue/order-item.ts';
import { type HttpGateway, startHttpGateway } from '../../lib/server/http-gateway.ts';
import { wsdlOf } from '../../lib/soap/wsdl.ts';

const LOGIN = { user: 'crm', password: 'пароль:1' };
const queued: number[] = [];
let gateway: HttpGateway;
let calls: { level: string; fields: unknown }[] = [];

beforeAll(async () => {
  const record = (level: string) => (_: string, fields: unknown) => void calls.push({ level, fields });
  const log = { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
  const queue = { send: async ({ orderId }: OrderItem) => void queued.push(orderId) };
  const clock = { now: () => 0 };
  // The WSDL tells the gateway's own address, which is known only when it listens: hence a handler per request.
  const handler = (event: APIGatewayProxyEventV2) =>
    createTriggerHandler({ login: LOGIN, publicUrl: gateway.url, queue, log, clock })(event);
  gateway = await startHttpGateway({
    routes: [
      { method: 'ANY', pattern: '/{base}/ws/ws1.1cws', functionName: 'trigger', handler, login: LOGIN },
      { method: 'ANY', pattern: '/ws/ws1.1cws', functionName: 'trigger', handler, login: LOGIN },
    ],
    port: 0,
    log,
    clock,
    makeId: () => 'request-1',
  });
});

afterAll(() => gateway.close());

async function connect(options: { forceSoap12Headers?: boolean } = {}): Promise<Client> {
  calls = [];
  queued.length = 0;
  return createClientAsync(`${gateway.url}/ut/ws/ws1.1cws?wsdl`, options);
}

function login(client: Client, password = LOGIN.password): void {
  const token = Buffer.from(`${LOGIN.user}:${password}`).toString('base64');
  client.addHttpHeader('Authorization', `Basic ${token}`);
}

describe('node-soap, from the WSDL alone', () => {
  it('sees the service under the names that 1C publishes', async () => {
    const client = await connect();
    expect(client.describe()).toEqual({
      crm_WebRetailCRM: {
        crm_WebRetailCRMSoap: {
          EditOrder: { input: { Order: 'xs:string' }, output: { return: 'xs:string' } },
        },
        crm_WebRetailCRMSoap12: {
          EditOrder: { input: { Order: 'xs:string' }, output: { return: 'xs:string' } },
        },
      },
    });
  });

  it('calls EditOrder and gets the id back', async () => {
    const client = await connect();
    login(client);
    const [result] = await client.EditOrderAsync({ Order: '138' });
    expect(client.lastRequest).toContain(
      '<EditOrder xmlns="http://127.0.0.1:8080"><Order>138</Order></EditOrder>',
    );
    expect(result).toEqual({ return: '138' });
    expect(queued).toEqual([138]);
  });

  it('calls EditOrder over SOAP 1.2', async () => {
    const client = await connect({ forceSoap12Headers: true });
    login(client);
    const [result, raw] = await client.EditOrderAsync({ Order: '139' });
    expect(raw).toContain('http://www.w3.org/2003/05/soap-envelope');
    expect(result).toEqual({ return: '139' });
    expect(queued).toEqual([139]);
  });

  it('understands the faults', async () => {
    const client = await connect();
    login(client);
    const failure = await client.EditOrderAsync({ Order: 'A138' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      root: { Envelope: { Body: { Fault: { faultcode: 'soap:Client', faultstring: expect.anything() } } } },
    });
    expect(queued).toEqual([]);
  });

  it('is refused with a wrong password', async () => {
    const client = await connect();
    login(client, 'другой');
    await expect(client.EditOrderAsync({ Order: '138' })).rejects.toMatchObject({
      response: { status: 401 },
    });
    expect(calls.at(-1)).toMatchObject({ level: 'warn' });
    expect(queued).toEqual([]);
  });
});

it('an address with an ampersand is escaped', () => {
  expect(wsdlOf('https://example.ru/?a=1&b="2"')).toContain(
    'location="https://example.ru/?a=1&amp;b=&quot;2&quot;"',
  );
});
