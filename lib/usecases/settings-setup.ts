import type { CrmClient } from '../crm/client.ts';
import type { OnecClient } from '../onec/client.ts';
import { accountTime } from '../platform/account-time.ts';
import type { Clock } from '../platform/clock.ts';
import { type CheckedReferences, checkReferences } from '../references/check-references.ts';
import type { Settings } from '../settings/schema.ts';
import { readBase } from '../setup/base-dictionaries.ts';
import { type PresetName, type ProposedSettings, proposeSettings } from '../setup/propose-settings.ts';

/** What of the work on settings looks into the two systems. */
export interface SettingsSetup {
  /** A first document of settings, from both sides' dictionaries. @throws as `proposeSettings` and what the clients throw. */
  propose(preset: PresetName): Promise<ProposedSettings>;
  /**
   * Which references of the settings 1C does not have.
   *
   * @throws whatever keeps 1C from answering in time.
   */
  check(settings: Settings): Promise<CheckedReferences>;
}

export interface SettingsSetupDeps {
  readonly crm: Pick<CrmClient, 'dictionaries'>;
  readonly onec: OnecClient;
  /** Gives up soon, since a person who saves settings waits for it. */
  readonly impatientOnec: () => OnecClient;
  readonly clock: Clock;
}

const DAY = 'YYYY-MM-DD'.length;

const USUAL_TIME_ZONE = 'Europe/Moscow';

export const createSettingsSetup = ({
  crm,
  onec,
  impatientOnec,
  clock,
}: SettingsSetupDeps): SettingsSetup => ({
  propose: async (preset) => {
    const [account, base] = await Promise.all([crm.dictionaries(), readBase(onec)]);
    const now = accountTime(clock.now(), account.timeZone ?? USUAL_TIME_ZONE);
    return proposeSettings(account, base, preset, now.slice(0, DAY));
  },
  check: (settings) => checkReferences(settings, impatientOnec()),
});
