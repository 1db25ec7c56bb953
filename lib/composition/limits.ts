import type { Clock } from '../platform/clock.ts';
import { SettingsMissing } from '../settings/errors.ts';
import type { Settings } from '../settings/schema.ts';
import type { SettingsVersions } from '../settings/versions.ts';

type Limits = Settings['limits'];

/** As in the contract (section 3), for the time before the first settings are stored. */
const DEFAULTS: Limits = { crmRps: 8, onecParallel: 3 };

/** Limits that a person has changed are in force everywhere after so long. */
const KEPT_MS = 10_000;

/**
 * The limits of the settings in force. The clients are made before the settings are read and live longer than a version of
 * them, so they are given this function.
 *
 * @returns a function that throws what `settings.load` throws, except that missing settings give the defaults.
 */
export function limitsInForce(settings: Pick<SettingsVersions, 'load'>, clock: Clock): () => Promise<Limits> {
  let kept: { readonly until: number; readonly limits: Limits } | undefined;
  return async () => {
    if (kept === undefined || kept.until <= clock.now()) {
      kept = { until: clock.now() + KEPT_MS, limits: await loadLimits(settings) };
    }
    return kept.limits;
  };
}

async function loadLimits(settings: Pick<SettingsVersions, 'load'>): Promise<Limits> {
  try {
    return (await settings.load()).settings.limits;
  } catch (error) {
    if (error instanceof SettingsMissing) {
      return DEFAULTS;
    }
    throw error;
  }
}
