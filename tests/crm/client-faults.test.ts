import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  CrmAccountUnknown,
  CrmAnswerMalformed,
  CrmKeyRefused,
  CrmOverloaded,
  CrmRequestRefused,
  CrmUnavailable,
} from '../../lib/crm/errors.ts';
import { NoAnswer } from '../../lib/platform/http.ts';
import { clientOf, failureOf, type Reply, reply, startCrm } from './support/crm-server.ts';
import { rawOrder } from './support/raw-order.ts';

const GOOD = reply(200, { success: true, order: rawOrder() });
const OVERLOADED = { success: false, errorMsg: 'Rate limit exceeded' };
const HTML = '<html><body>sorry</body></html>';

/** Half of an answer, then the connection breaks. */
const RESET: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"success": true', () => response.destroy());
};

const SILENCE: Reply = () => undefined;

async function unusedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('passing faults are waited out', () => {
  it.each([
    ['503', reply(503, OVERLOADED)],
    ['500 with HTML', reply(500, HTML)],
    ['an answer that breaks off', RESET],
  ])('%s, then the order', async (_, fault) => {
    await using server = await startCrm(fault, GOOD);
    const { crm, waits } = clientOf(server.url);
    expect(await crm.order(42)).toMatchObject({ id: 42 });
    expect(server.seen).toHaveLength(2);
    expect(waits).toEqual([250]);
  });

  it('429 with Retry-After is waited for as long as the CRM asks, at most five seconds', async () => {
    await using server = await startCrm(
      reply(429, OVERLOADED, { 'retry-after': '2' }),
      reply(429, OVERLOADED, { 'retry-after': '600' }),
      GOOD,
    );
    const { crm, waits } = clientOf(server.url);
    expect(await crm.order(42)).toMatchObject({ id: 42 });
    expect(waits).toEqual([2_000, 5_000]);
  });
});

describe('faults that stay', () => {
  it('503: four tries with growing waits, then CrmOverloaded with the wait that the CRM asks for', async () => {
    await using server = await startCrm(
      reply(503, OVERLOADED),
      reply(503, OVERLOADED, { 'retry-after': '30' }),
    );
    const { crm, waits } = clientOf(server.url);
    const error = await failureOf(crm.order(42));
    expect(error).toBeInstanceOf(CrmOverloaded);
    expect(error).toMatchObject({ retryable: true, retryAfterMs: 30_000 });
    expect(server.seen).toHaveLength(4);
    expect(waits).toEqual([250, 5_000, 5_000]);
  });

  it('500: CrmUnavailable after growing waits', async () => {
    await using server = await startCrm(reply(500, HTML));
    const { crm, waits } = clientOf(server.url);
    const error = await failureOf(crm.order(42));
    expect(error).toBeInstanceOf(CrmUnavailable);
    expect(error).toMatchObject({ retryable: true, details: { status: 500 } });
    expect(waits).toEqual([250, 500, 1_000]);
  });

  it('connection refused: CrmUnavailable that knows that nothing was sent', async () => {
    const { crm, waits } = clientOf(await unusedAddress());
    const error = await failureOf(crm.order(42));
    expect(error).toBeInstanceOf(CrmUnavailable);
    expect(error).toMatchObject({ retryable: true, details: { sent: false }, cause: expect.any(NoAnswer) });
    expect(waits).toHaveLength(3);
  });

  it('connection broken in the middle of every answer: CrmUnavailable', async () => {
    await using server = await startCrm(RESET);
    const error = await failureOf(clientOf(server.url).crm.ordersByIds([42]));
    expect(error).toBeInstanceOf(CrmUnavailable);
    expect(error).toMatchObject({ retryable: true, details: { sent: true } });
    expect(server.seen).toHaveLength(4);
  });

  it('silence: CrmUnavailable after one try, since more would take the time of the whole function', async () => {
    await using server = await startCrm(SILENCE);
    const error = await failureOf(clientOf(server.url, { timeoutMs: 50 }).crm.credentials());
    expect(error).toBeInstanceOf(CrmUnavailable);
    expect(server.seen).toHaveLength(1);
  });
});

describe('faults that no try would change end the first one', () => {
  it.each([
    ['a wrong key', reply(403, { success: false, errorMsg: 'Wrong "apiKey" value.' }), CrmKeyRefused],
    ['a missing right', reply(403, { success: false, errorMsg: 'Access denied.' }), CrmKeyRefused],
    ['no account', reply(404, { success: false, errorMsg: 'Account does not exist.' }), CrmAccountUnknown],
    ['405 with HTML', reply(405, HTML, { 'content-type': 'text/html' }), CrmAccountUnknown],
    ['a redirect', reply(302, '', { location: 'https://example.com/' }), CrmAccountUnknown],
    ['success: false', reply(200, { success: false, errorMsg: 'Validation error' }), CrmRequestRefused],
    ['broken JSON', reply(200, '{"success": true, "order": {'), CrmAnswerMalformed],
  ])('%s', async (_, fault, expected) => {
    await using server = await startCrm(fault, GOOD);
    const { crm, waits } = clientOf(server.url);
    expect(await failureOf(crm.order(42))).toBeInstanceOf(expected);
    expect(server.seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});
