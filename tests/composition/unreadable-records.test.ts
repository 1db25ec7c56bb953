import { describe, expect, it } from 'vitest';
import { composeHealth } from '../../lib/composition/health.ts';
import { readersOver } from '../../lib/composition/readers-over.ts';
import { composeUseCases } from '../../lib/composition/use-cases.ts';
import { isHealthy } from '../../lib/journal/health.ts';
import { keys } from '../../lib/state/keys.ts';
import { refTo } from '../../lib/state/links.ts';
import type { Key } from '../../lib/state/table.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { testStage } from './test-stage.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const clock = { now: () => NOW };
const DOCUMENT = 'a5315699-f7e5-5aa6-94a1-f2392e9fbd2b';

/** One key of every kind that the state table has (lib/state/keys.ts). */
const ONE_OF_EACH: Readonly<Record<keyof typeof keys, Key>> = {
  link: keys.link(refTo('order', 138)),
  holder: keys.holder(DOCUMENT),
  outcome: keys.outcome({ kind: 'order', id: 138 }),
  absence: keys.absence(138),
  attempt: keys.attempt({ kind: 'order', id: 138 }, NOW),
  lease: keys.lease('order-138'),
  parked: keys.parked({ kind: 'order', id: 138 }),
  job: keys.job('order-poll'),
  run: keys.run('order-poll', '2026-03-01T12:00:00Z', 'r1'),
  cursor: keys.cursor('order-history'),
  settings: keys.settings(),
  references: keys.references(),
  base: keys.base(),
  budget: keys.budget('crm'),
  alerts: keys.alerts(),
  refusedPaths: keys.refusedPaths(),
  probe: keys.probe(),
  unreadable: keys.unreadable(keys.probe()),
  loginBreaker: keys.loginBreaker('crm'),
  catalogToken: keys.catalogToken(),
};

/** Read whole by `/health` itself. */
const LISTED = ['parked', 'job'];

/** They steer nothing, expire, and whoever lists them tells of those that cannot be read. */
const HISTORY = ['attempt', 'run'];

/** Replaced by whoever needs it next, unreadable or not. */
const REPLACED = [
  'lease',
  'references',
  'base',
  'budget',
  'alerts',
  'probe',
  'unreadable',
  'loginBreaker',
  'refusedPaths',
];

const NOTED = (Object.keys(ONE_OF_EACH) as (keyof typeof keys)[]).filter(
  (kind) => ![...LISTED, ...HISTORY, ...REPLACED].includes(kind),
);

async function setUp() {
  const table = createMemoryTable(clock);
  const stage = await testStage({
    config: { CRM_URL: 'https://demo.example.ru', CRM_API_KEY: 'k' },
    table,
    runtime: { clock, sleep: async () => undefined, fetch: globalThis.fetch, random: () => 0.5 },
    settings: bridgeSettings(),
  });
  return { table, stage, health: composeHealth(stage, '1.2.3') };
}

describe('R-1: a stored record that cannot be read', () => {
  it.each(NOTED)('%s: counts in /health once it was met, and no more when it is gone', async (kind) => {
    const { table, stage, health } = await setUp();
    const key = ONE_OF_EACH[kind];
    const whole = await table.get(key);
    expect(await health()).toMatchObject({ unreadable: 0 });
    await table.put({ ...key, kind: 7, key: 7, at: 'yesterday', version: 'two', token: 1 });
    const reads: Partial<Record<keyof typeof keys, () => Promise<unknown>>> = {
      link: () => stage.links.read(refTo('order', 138)),
      holder: () => stage.holders.holderOf(DOCUMENT),
      outcome: () => stage.outcomes.read(138),
      absence: () => stage.absences.read(138),
      settings: () => stage.settings.load(),
    };
    // The cursor and the token are read by jobs that need the CRM and 1C: those two are noted as their composition does.
    await (reads[kind] ?? (() => stage.unreadable.note(key)))()?.catch(() => undefined);
    const ill = await health();
    expect(ill).toMatchObject({ unreadable: 1, parked: { count: 0 } });
    expect(isHealthy(ill)).toBe(false);
    expect(await stage.unreadable.recheck()).toEqual([key]);

    await (whole === undefined ? table.delete(key) : table.put(whole));
    expect(await stage.unreadable.recheck()).toEqual([]);
    expect(await health()).toMatchObject({ unreadable: 0 });
  });

  it('every kind of key is noted, listed, history, or replaced by its next reader: a new kind has to say which', () => {
    const readerOf = readersOver(createMemoryTable(clock));
    const readable = Object.entries(ONE_OF_EACH).flatMap(([kind, key]) =>
      readerOf(key) === undefined ? [] : [kind],
    );
    expect(readable.toSorted()).toEqual([...NOTED].toSorted());
  });

  it('is looked at again when a person lists what has failed', async () => {
    const { table, stage, health } = await setUp();
    const { failed } = composeUseCases(stage, recordingLog().log);
    const key = ONE_OF_EACH.link;
    await table.put({ ...key, key: 7 });
    await stage.links.read(refTo('order', 138)).catch(() => undefined);
    expect(await failed.list()).toMatchObject({ unreadable: [key] });
    await table.delete(key);
    expect(await failed.list()).toMatchObject({ unreadable: [] });
    expect(await health()).toMatchObject({ unreadable: 0 });
  });
});
