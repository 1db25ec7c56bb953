import { describe, expect, it } from 'vitest';
import { scheduledJob } from '../../lib/jobs/scheduled-job.ts';
import { createRunJournal } from '../../lib/journal/runs.ts';
import { SettingsMissing, SettingsUnreadable } from '../../lib/settings/errors.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';
import { counter, openMemory } from '../state/tables.ts';

const MINUTE = 60_000;
const nothing = { counts: {}, skipped: [], errors: [] };

async function startJob(load: () => Promise<{ version: number; settings: Settings }>) {
  const { table, clock } = await openMemory();
  const jobs = createJobRecords(table);
  const seen: Settings[] = [];
  const work = async (_deadline: number, settings: Settings) => {
    seen.push(settings);
    return nothing;
  };
  const run = scheduledJob({ name: 'stock-push' }, work, {
    settings: { load },
    jobs,
    runs: createRunJournal(table, jobs),
    leases: createLeases({ table, clock, makeId: counter('owner') }),
    clock,
    makeId: counter('run'),
    timeoutMs: MINUTE,
    log: recordingLog().log,
  });
  return { run, jobs, clock, seen };
}

describe('a job by the settings in force', () => {
  it('runs as often as they say, and is given them', async () => {
    let settings = bridgeSettings();
    const { run, jobs, clock, seen } = await startJob(async () => ({ version: 1, settings }));
    expect((await run()).outcome).toBe('ok');
    clock.time += MINUTE;
    expect((await run()).outcome).toBe('skipped');
    expect(await jobs.read('stock-push')).toMatchObject({ periodMinutes: settings.schedules['stock-push'] });

    settings = { ...settings, schedules: { ...settings.schedules, 'stock-push': 1 } };
    expect((await run()).outcome).toBe('ok');
    expect(seen.at(-1)).toBe(settings);
    expect(await jobs.read('stock-push')).toMatchObject({ periodMinutes: 1 });
  });

  it('is switched off before there are any; forced, it says what is missing', async () => {
    const { run, jobs } = await startJob(() => Promise.reject(new SettingsMissing()));
    expect(await run()).toMatchObject({ outcome: 'skipped', skipped: [{ reason: 'switchedOff' }] });
    expect(await jobs.read('stock-push')).toMatchObject({ periodMinutes: 0 });
    expect(await run({ isForced: true })).toMatchObject({
      outcome: 'failed',
      errors: [{ reason: new SettingsMissing().code }],
    });
  });

  it('fails while they cannot be read, and tries again at each tick', async () => {
    const lost = new SettingsUnreadable(1, 'settings/1');
    const { run, clock } = await startJob(() => Promise.reject(lost));
    for (let tick = 0; tick < 3; tick += 1) {
      expect(await run()).toMatchObject({ outcome: 'failed', errors: [{ reason: lost.code }] });
      clock.time += MINUTE;
    }
  });
});
