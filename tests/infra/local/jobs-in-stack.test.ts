import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../lib/journal/run-record.ts';
import { eventually } from '../../e2e/support/eventually.ts';
import { startTestStack, type TestStack } from '../../e2e/support/test-stack.ts';
import { newOrder, plainGoods } from '../../orders/support/bridge.ts';
import { testKey } from '../../settings/valid-settings.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ SCHEDULE: 'off' });
});
afterAll(() => stack[Symbol.asyncDispose]());

const post = (job: string) => fetch(`${stack.url}/local/jobs/${job}`, { method: 'POST' });

async function runPoll(): Promise<RunRecord> {
  const response = await post('order-poll');
  expect(response.status).toBe(200);
  return response.json() as Promise<RunRecord>;
}

async function health(): Promise<{ readonly status: number; readonly jobs: unknown }> {
  const response = await fetch(`${stack.url}/health`);
  const { jobs } = (await response.json()) as { readonly jobs: unknown };
  return { status: response.status, jobs };
}

describe('jobs of the local stack that run only when asked', () => {
  it('do not run by themselves, and are not missed by /health', async () => {
    expect((await stack.stores.runs.list({ most: 9 })).records).toEqual([]);
    expect(await health()).toMatchObject({
      status: 200,
      jobs: { 'order-poll': { lastSuccess: null, ageSeconds: null, stale: false } },
    });
  });

  it('find an order whose trigger was lost, each time they are asked', async () => {
    const { number } = newOrder(stack);
    const first = await runPoll();
    expect(first).toMatchObject({ job: 'order-poll', outcome: 'ok', counts: { queued: 1, errors: 0 } });
    await stack.posted(number);

    const second = await runPoll();
    expect(second).toMatchObject({ outcome: 'ok', counts: { queued: 0 } });
    expect((await stack.stores.runs.list({ job: 'order-poll', most: 9 })).records).toEqual([second, first]);
    expect(await health()).toMatchObject({
      status: 200,
      jobs: { 'order-poll': { lastSuccess: second.finishedAt, stale: false } },
    });
  });

  it('N-2: the replay gets its slot: an order whose product has appeared is imported', async () => {
    const missing = testKey(4712);
    const { id, number } = newOrder(stack);
    const items = stack.crm.order(id).items as readonly Record<string, unknown>[];
    stack.crm.patchOrder(id, { items: items.map((item) => ({ ...item, offer: { xmlId: missing } })) });
    expect(await stack.trigger(id)).toBe(200);
    await eventually('the order is parked', async () => {
      const outcome = await stack.stores.outcomes.read(id);
      return outcome?.kind === 'parked' || undefined;
    });
    const good = stack.onec.control.entity('Catalog_Номенклатура', plainGoods[0]?.key ?? '');
    stack.onec.control.put('Catalog_Номенклатура', missing, { ...good, Ref_Key: missing });

    const response = await post('parked-replay');
    expect(await response.json()).toMatchObject({ outcome: 'ok', counts: { queued: 1 } });
    await stack.posted(number);
  });

  it('answer a failed run with 200, its reason and advice in the record', async () => {
    await stack.crm.close();
    const record = await runPoll();
    expect(record).toMatchObject({
      outcome: 'failed',
      errors: [{ id: 'order-poll', reason: 'crmUnavailable', message: expect.stringMatching(/[а-я]/) }],
    });
  });

  it('are named when somebody asks for one that is none', async () => {
    const response = await post('catalog');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: 'unknownJob',
      jobs: expect.arrayContaining(['order-poll']),
    });
  });
});
