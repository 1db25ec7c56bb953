import { describe, expect, it } from 'vitest';
import { CRM_KEY, ONEC_LOGIN } from '../../lib/composition/guarded-systems.ts';
import { CrmKeyRefused } from '../../lib/crm/errors.ts';
import { OnecLoginRefused, OnecRightsMissing, OnecUnavailable } from '../../lib/onec/errors.ts';
import { createLoginBreaker } from '../../lib/state/login-breaker.ts';
import { withLoginBreaker } from '../../lib/state/with-login-breaker.ts';
import { createMemoryTable } from './memory-table.ts';
import { counter, testClock } from './tables.ts';

const REQUEST = { operation: 'list', set: 'Catalog_Партнеры' } as const;

/** A client that fails as it is told, or answers its argument. */
function setting(system = ONEC_LOGIN) {
  const clock = testClock();
  const table = createMemoryTable(clock);
  const makeId = counter('salt');
  const calls: string[] = [];
  const failing = { error: undefined as unknown };
  const client = {
    root: 'http://127.0.0.1/ut',
    read: async <Value>(value: Value): Promise<Value> => {
      calls.push(String(value));
      if (failing.error !== undefined) {
        throw failing.error;
      }
      return value;
    },
  };
  const open = (login = 'odata:password', isAsked = false) =>
    withLoginBreaker(client, createLoginBreaker({ table, name: system.name, login, clock, makeId }), system, {
      timeZone: async () => 'Europe/Moscow',
      isAsked,
    });
  return { clock, calls, failing, open };
}

describe('a client whose login may be refused', () => {
  it('answers as the client itself', async () => {
    const { open, calls } = setting();
    const client = open();
    expect(client.root).toBe('http://127.0.0.1/ut');
    expect(await client.read(7)).toBe(7);
    expect(calls).toEqual(['7']);
  });

  it('after a refusal nobody calls for sixteen minutes, and every call fails for a passing reason', async () => {
    const { open, calls, failing, clock } = setting();
    failing.error = new OnecLoginRefused(REQUEST);
    const [one, two] = [open(), open()];
    await expect(one.read(1)).rejects.toMatchObject({
      code: 'onecLoginOnHold',
      retryable: true,
      advice: expect.stringContaining('ONEC_PASSWORD'),
      cause: failing.error,
    });
    await expect(one.read(2)).rejects.toMatchObject({ code: 'onecLoginOnHold', retryable: true });
    await expect(two.read(3)).rejects.toMatchObject({ code: 'onecLoginOnHold' });
    clock.time += 16 * 60_000 - 1;
    await expect(two.read(4)).rejects.toMatchObject({ code: 'onecLoginOnHold' });
    expect(calls).toEqual(['1']);
  });

  it.each([
    [ONEC_LOGIN, new OnecLoginRefused(REQUEST)],
    [CRM_KEY, new CrmKeyRefused('Wrong "apiKey" value.', { request: 'GET /api/v5/orders', status: 403 })],
  ])(
    'N-4: tells until when, and when the next try is, in the time of the settings',
    async (system, refusal) => {
      const { open, failing, clock } = setting(system);
      clock.time = Date.parse('2026-11-24T10:04:40Z');
      failing.error = refusal;
      for (let call = 0; call < 2; call += 1) {
        await expect(open().read(1)).rejects.toMatchObject({
          advice: expect.stringContaining('до 13:20, следующая попытка 13:21'),
        });
      }
    },
  );

  it('N-4: a person makes one try, and a cured login lets everybody in', async () => {
    const { open, calls, failing, clock } = setting();
    failing.error = new OnecLoginRefused(REQUEST);
    await expect(open().read(1)).rejects.toThrow();
    clock.time += 60_000;
    const asked = open('odata:password', true);
    await expect(asked.read(2)).rejects.toMatchObject({ cause: failing.error });
    await expect(asked.read(3)).rejects.toMatchObject({ code: 'onecLoginOnHold' });
    failing.error = undefined;
    expect(await open('odata:password', true).read(4)).toBe(4);
    expect(await open().read(5)).toBe(5);
    expect(calls).toEqual(['1', '2', '4', '5']);
  });

  it('a process that starts with a wrong login tries it once, however many want to call', async () => {
    const { open, calls, failing } = setting();
    failing.error = new OnecLoginRefused(REQUEST);
    const client = open();
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, call) => client.read(call)));
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'rejected'));
    expect(calls).toEqual(['0']);
  });

  it('then one probe goes, and its success lets everybody in', async () => {
    const { open, calls, failing, clock } = setting();
    const [one, two] = [open(), open()];
    failing.error = new OnecLoginRefused(REQUEST);
    await expect(one.read(1)).rejects.toThrow();
    clock.time += 16 * 60_000;
    failing.error = undefined;
    expect(await two.read(2)).toBe(2);
    expect(await one.read(3)).toBe(3);
    expect(calls).toEqual(['1', '2', '3']);
  });

  it('a changed login is tried at once', async () => {
    const { open, failing } = setting();
    failing.error = new OnecLoginRefused(REQUEST);
    await expect(open().read(1)).rejects.toThrow();
    failing.error = undefined;
    expect(await open('odata:new password').read(2)).toBe(2);
  });

  it.each([
    ['a right that is missing', ONEC_LOGIN, new OnecRightsMissing(REQUEST, 'RLS')],
    ['1C that is down', ONEC_LOGIN, new OnecUnavailable(REQUEST, 'HTTP 503')],
    ['a method that is closed to the key', CRM_KEY, new CrmKeyRefused('Access denied.')],
  ])('%s is no refused login', async (_, system, error) => {
    const { open, calls, failing } = setting(system);
    failing.error = error;
    const client = open();
    await expect(client.read(1)).rejects.toBe(error);
    await expect(client.read(2)).rejects.toBe(error);
    expect(calls).toHaveLength(2);
  });

  it('a wrong key of the CRM is', async () => {
    const { open, calls, failing } = setting(CRM_KEY);
    failing.error = new CrmKeyRefused('Wrong "apiKey" value.', {
      request: 'GET /api/v5/orders',
      status: 403,
    });
    const client = open();
    await expect(client.read(1)).rejects.toMatchObject({ code: 'crmLoginOnHold', retryable: true });
    await expect(client.read(2)).rejects.toMatchObject({ advice: expect.stringContaining('CRM_API_KEY') });
    expect(calls).toHaveLength(1);
  });
});
