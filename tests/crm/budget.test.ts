import { describe, expect, it } from 'vitest';
import { withBudget } from '../../lib/crm/budget.ts';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import { createHttp } from '../../lib/platform/http.ts';
import type { Lane, RequestBudget } from '../../lib/platform/request-budget.ts';
import { API_KEY, failureOf, type Reply, reply, startCrm } from './support/crm-server.ts';

const GOOD = reply(200, { success: true, scopes: [], sitesAvailable: [] });
const LIMITED = { success: false, errorMsg: 'Rate limit exceeded' };
const CLOCK = { now: () => Date.parse('2026-03-10T09:00:00Z') };

/** Notes what is asked of it beside what is sent; `permits` are granted, then none is. */
function recordingBudget(permits = 100): { budget: RequestBudget; calls: string[] } {
  const calls: string[] = [];
  let left = permits;
  return {
    calls,
    budget: {
      take: async (lane, patienceMs) => {
        calls.push(`take ${lane} ${patienceMs}`);
        left -= 1;
        return left >= 0;
      },
      pause: async (milliseconds) => {
        calls.push(`pause ${milliseconds}`);
      },
    },
  };
}

async function readCredentials(budget: RequestBudget, lane: Lane, replies: readonly Reply[]) {
  await using server = await startCrm(...replies);
  const http = createHttp(
    { fetch, clock: CLOCK, sleep: async () => undefined, random: () => 0.5 },
    withBudget({ budget, lane, clock: CLOCK }),
  );
  const outcome = await createCrmClient({ url: server.url, apiKey: API_KEY, http, clock: CLOCK })
    .credentials()
    .catch((error: unknown) => error);
  return { outcome, requests: server.seen.length };
}

describe('the CRM client within the request budget', () => {
  it.each(['orders', 'exports', 'bulk'] as const)(
    'a request takes a permit in its lane: %s',
    async (lane) => {
      const { budget, calls } = recordingBudget();
      await readCredentials(budget, lane, [GOOD]);
      expect(calls).toEqual([`take ${lane} 20000`]);
    },
  );

  it.each([503, 429])(
    '%d: everybody pauses for a second, and the retry takes a permit of its own',
    async (status) => {
      const { budget, calls } = recordingBudget();
      const { outcome, requests } = await readCredentials(budget, 'orders', [reply(status, LIMITED), GOOD]);
      expect(outcome).toMatchObject({ scopes: [] });
      expect(requests).toBe(2);
      expect(calls).toEqual(['take orders 20000', 'pause 1000', 'take orders 20000']);
    },
  );

  it('a longer pause that the CRM asks for is kept', async () => {
    const { budget, calls } = recordingBudget();
    await readCredentials(budget, 'orders', [reply(503, LIMITED, { 'retry-after': '7' }), GOOD]);
    expect(calls).toContain('pause 7000');
  });

  it('a failure of another kind is retried within the budget and makes nobody pause', async () => {
    const { budget, calls } = recordingBudget();
    await readCredentials(budget, 'orders', [reply(502, ''), (response) => response.destroy(), GOOD]);
    expect(calls).toEqual(['take orders 20000', 'take orders 20000', 'take orders 20000']);
  });

  it('no permit within its patience: nothing is sent, the failure is a passing one', async () => {
    const { budget } = recordingBudget(1);
    const { outcome, requests } = await readCredentials(budget, 'orders', [reply(503, LIMITED), GOOD]);
    expect(outcome).toMatchObject({
      code: 'crmBudgetExhausted',
      retryable: true,
      details: { request: 'GET /api/credentials' },
    });
    expect(requests).toBe(1);
  });

  it('a budget that cannot be reached fails the request, with its own error', async () => {
    const unreachable = new Error('state table: put failed');
    const budget: RequestBudget = {
      take: () => Promise.reject(unreachable),
      pause: () => Promise.reject(unreachable),
    };
    expect(await readCredentials(budget, 'orders', [GOOD])).toEqual({ outcome: unreachable, requests: 0 });
  });

  it('an address that cannot be sent to takes no permit', async () => {
    const { budget, calls } = recordingBudget();
    const http = createHttp(
      { fetch, clock: CLOCK, sleep: async () => undefined, random: () => 0.5 },
      withBudget({ budget, lane: 'orders', clock: CLOCK }),
    );
    const crm = createCrmClient({ url: 'no address', apiKey: API_KEY, http });
    expect(await failureOf(crm.credentials())).toMatchObject({ code: 'requestMalformed' });
    expect(calls).toEqual([]);
  });
});
