import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOrderPoll, type RunOrderPoll } from '../../lib/jobs/order-poll.ts';
import { createRunJournal, type RunJournal } from '../../lib/journal/runs.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { createJobRecords, type JobRecords } from '../../lib/state/job-records.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';
import { startHistory, type TestHistory } from '../orders/support/history.ts';
import { counter } from '../state/tables.ts';

const MINUTE = 60_000;
const EXCHANGE = bridgeSettings().exchange;

let history: TestHistory;

beforeEach(async () => {
  history = await startHistory();
});

afterEach(() => history[Symbol.asyncDispose]());

function startJob(changes: Partial<Settings> = {}): {
  run: RunOrderPoll;
  jobs: JobRecords;
  runs: RunJournal;
} {
  const { table, clock } = history;
  const now = { now: () => clock.time };
  const jobs = createJobRecords(table);
  const runs = createRunJournal(table, jobs);
  const run = createOrderPoll(history.deps, {
    settings: { load: async () => ({ version: 1, settings: bridgeSettings(changes) }) },
    jobs,
    runs,
    leases: createLeases({ table, clock: now, makeId: counter('owner') }),
    clock: now,
    makeId: counter('run'),
    timeoutMs: MINUTE,
    log: recordingLog().log,
  });
  return { run, jobs, runs };
}

describe('the job order-poll', () => {
  it('queues what has changed and keeps a record of the run', async () => {
    const order = history.newOrder();
    const { run, runs } = startJob();
    const record = await run();
    expect(record).toMatchObject({
      job: 'order-poll',
      outcome: 'ok',
      counts: { pages: 1, records: 1, own: 0, queued: 1, remaining: 0 },
      errors: [],
    });
    expect(history.takeQueued()).toEqual([order]);
    expect((await runs.list({ job: 'order-poll', most: 5 })).records).toEqual([record]);
  });

  it('runs as often as the settings say, at once when it is asked to', async () => {
    const { run } = startJob({ schedules: { ...bridgeSettings().schedules, 'order-poll': 5 } });
    expect((await run()).outcome).toBe('ok');
    history.clock.time += MINUTE;
    expect(await run()).toMatchObject({ outcome: 'skipped', skipped: [{ reason: 'notDue' }] });
    expect((await run({ isForced: true })).outcome).toBe('ok');
  });

  it('with exchange.importOrders = false is skipped with the reason, forced too, and asks the CRM for nothing', async () => {
    const { run, jobs } = startJob({ exchange: { ...EXCHANGE, importOrders: false } });
    const skipped = { outcome: 'skipped', skipped: [{ id: 'exchange.importOrders', reason: 'switchedOff' }] };
    expect(await run()).toMatchObject(skipped);
    expect(await run({ isForced: true })).toMatchObject(skipped);
    expect(history.takeRequests()).toEqual([]);
    expect(await history.cursor()).toBeUndefined();
    expect(await jobs.read('order-poll')).toMatchObject({ periodMinutes: 0 });
  });

  it('fails with the CRM’s reason, and the next tick finds everything', async () => {
    const order = history.newOrder();
    const { run } = startJob();
    history.crm.faults.add({
      match: { path: '/orders/history' },
      times: 4,
      action: { kind: 'status', status: 502 },
    });
    expect(await run()).toMatchObject({ outcome: 'failed', errors: [{ reason: 'crmUnavailable' }] });
    history.clock.time += MINUTE;
    expect((await run()).outcome).toBe('ok');
    expect(history.takeQueued()).toEqual([order]);
  });

  it('is partial when a record could not be read', async () => {
    history.answerNext([{ id: 501, source: 'user', order: null }]);
    expect(await startJob().run()).toMatchObject({
      outcome: 'partial',
      counts: { errors: 1 },
      errors: [{ id: 501, reason: 'historyRecordMalformed' }],
    });
  });

  it('long back-logs continue at the next tick, within the time of one run', async () => {
    const orders = Array.from({ length: 350 }, history.newOrder);
    const { run } = startJob();
    const slow = {
      onPage: () => {
        history.clock.time += 20_000;
      },
    };
    const first = await run(slow);
    expect(first).toMatchObject({ outcome: 'ok', counts: { pages: 2, remaining: 150 } });
    history.clock.time += MINUTE;
    expect((await run(slow)).counts).toMatchObject({ pages: 2, remaining: 0 });
    expect(history.takeQueued()).toEqual(orders);
  });

  it('reads from where a person says and stays there; a position ahead of the history is refused', async () => {
    const order = history.newOrder();
    const { run } = startJob();
    await run({ isForced: true });
    history.takeQueued();
    const from = { startDate: '2026-03-10 00:00:00' };
    expect((await run({ isForced: true, from })).counts).toMatchObject({ queued: 1 });
    expect(history.takeQueued()).toEqual([order]);
    expect(await run({ isForced: true, from: { sinceId: 99_999_999 } })).toMatchObject({
      outcome: 'failed',
      errors: [{ reason: 'positionAhead', message: expect.stringContaining('Позиция не изменена') }],
    });
  });
});
