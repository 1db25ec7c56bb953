import { SettingsMissing, SettingsRefused, SettingsUnreadable } from '../settings/errors.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** The zone that people are told times in: that of the settings in force, or of this machine as long as there are none. */
export async function exchangeTimeZone(settings: Pick<SettingsVersions, 'load'>): Promise<string> {
  try {
    return (await settings.load()).settings.timeZone;
  } catch (error) {
    if (
      error instanceof SettingsMissing ||
      error instanceof SettingsRefused ||
      error instanceof SettingsUnreadable
    ) {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
    throw error;
  }
}
