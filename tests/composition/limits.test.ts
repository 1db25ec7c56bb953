import { describe, expect, it } from 'vitest';
import { limitsInForce } from '../../lib/composition/limits.ts';
import { SettingsMissing, SettingsUnreadable } from '../../lib/settings/errors.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';
import { testClock } from '../state/tables.ts';

function setting() {
  const clock = testClock();
  const stored = { crmRps: 8, onecParallel: 3, loads: 0, error: undefined as Error | undefined };
  const load = async () => {
    stored.loads += 1;
    if (stored.error !== undefined) {
      throw stored.error;
    }
    const { crmRps, onecParallel } = stored;
    return { version: 1, settings: bridgeSettings({ limits: { crmRps, onecParallel } }) };
  };
  return { clock, stored, limits: limitsInForce({ load }, clock) };
}

describe('the limits in force', () => {
  it('are read once in ten seconds, and a change is in force then', async () => {
    const { clock, stored, limits } = setting();
    expect(await limits()).toEqual({ crmRps: 8, onecParallel: 3 });
    stored.crmRps = 4;
    clock.time += 9_999;
    expect(await limits()).toMatchObject({ crmRps: 8 });
    clock.time += 1;
    expect(await limits()).toMatchObject({ crmRps: 4 });
    expect(stored.loads).toBe(2);
  });

  it('are the defaults as long as nothing is stored', async () => {
    const { stored, limits } = setting();
    stored.error = new SettingsMissing();
    expect(await limits()).toEqual({ crmRps: 8, onecParallel: 3 });
  });

  it('are not guessed when the settings cannot be read, and asked for again', async () => {
    const { stored, limits } = setting();
    stored.error = new SettingsUnreadable(3, 'settings/3.json');
    await expect(limits()).rejects.toThrow(SettingsUnreadable);
    stored.error = undefined;
    expect(await limits()).toMatchObject({ crmRps: 8 });
  });
});
