import { accountTime } from '../platform/account-time.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';
import { type CheckedReferences, checkReferences } from '../references/check-references.ts';
import type { Settings } from '../settings/schema.ts';
import { readBase } from '../setup/base-dictionaries.ts';
import { type PresetName, type ProposedSettings, proposeSettings } from '../setup/propose-settings.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { composeSystems, type SharedState } from './systems.ts';

/** What of the work on settings looks into the two systems. */
export interface SettingsSetup {
  /** A first document of settings, from both sides' dictionaries. @throws as `proposeSettings` and what the clients throw. */
  propose(preset: PresetName): Promise<ProposedSettings>;
  /**
   * Which references of the settings 1C does not have; a person waits, so 1C gets {@link PATIENCE_MS} for all of it.
   *
   * @throws whatever keeps 1C from answering.
   */
  check(settings: Settings): Promise<CheckedReferences>;
}

/** How long a person who saves settings waits for 1C, milliseconds: a cold base answers later, and is asked by the import. */
const PATIENCE_MS = 20_000;

const DAY = 'YYYY-MM-DD'.length;

const USUAL_TIME_ZONE = 'Europe/Moscow';

/** The work on settings, beside the orders in the CRM's budget. */
export function composeSettingsSetup(
  config: Config<'crm' | 'onec'>,
  log: Log,
  state: SharedState,
  runtime: Runtime = systemRuntime,
): SettingsSetup {
  return {
    propose: async (preset) => {
      const { crm, onec } = composeSystems(config, log, state, 'bulk', runtime);
      const [account, base] = await Promise.all([crm.dictionaries(), readBase(onec)]);
      const now = accountTime(runtime.clock.now(), account.timeZone ?? USUAL_TIME_ZONE);
      return proposeSettings(account, base, preset, now.slice(0, DAY));
    },
    check: (settings) => {
      const { onec } = composeSystems(config, log, state, 'bulk', impatient(runtime));
      return checkReferences(settings, onec);
    },
  };
}

/** Every request ends when the patience is over, and none is begun afterwards. */
function impatient(runtime: Runtime): Runtime {
  const over = AbortSignal.timeout(PATIENCE_MS);
  return {
    ...runtime,
    fetch: (address, init) =>
      runtime.fetch(address, {
        ...init,
        signal: init?.signal ? AbortSignal.any([init.signal, over]) : over,
      }),
  };
}
