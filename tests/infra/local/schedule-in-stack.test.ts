import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../e2e/support/eventually.ts';
import { startTestStack, type TestStack } from '../../e2e/support/test-stack.ts';

let stack: TestStack;
let tick: () => void;
let periodMs: number;
beforeAll(async () => {
  stack = await startTestStack({ SCHEDULE: 'on' }, (period, wake) => {
    periodMs = period;
    tick = wake;
    return () => undefined;
  });
});
afterAll(() => stack[Symbol.asyncDispose]());

describe('the local stack with its schedules on', () => {
  it('runs order-poll by itself, as often as the settings say, and /health watches it', async () => {
    expect(periodMs).toBe(60_000);
    tick();
    const [run] = await eventually('the first run is in the journal', async () => {
      const runs = (await stack.stores.runs.list({ job: 'order-poll', most: 9 })).records;
      return runs.length === 0 ? undefined : runs;
    });
    expect(run).toMatchObject({ outcome: 'ok' });
    expect(await stack.stores.jobs.read('order-poll')).toMatchObject({
      periodMinutes: 1,
      firstDue: Date.parse(run?.startedAt ?? ''),
    });
    const response = await fetch(`${stack.url}/health`);
    expect(await response.json()).toMatchObject({ jobs: { 'order-poll': { stale: false } } });
  });
});
