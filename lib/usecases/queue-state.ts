import { SettingsMissing, SettingsRefused, SettingsUnreadable } from '../settings/errors.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/**
 * What becomes of orders that are put into the queue now: they are imported; they lie there, since no process of the local stack
 * takes them or the settings cannot be used; or they are taken and left out.
 */
export type QueueState = 'worked' | 'nothingRuns' | 'settingsUnusable' | 'importSwitchedOff';

/** What the settings in force make of queued orders. @throws {StateUnreachable} {FilesUnreachable} */
export async function queueStateOf(
  settings: Pick<SettingsVersions, 'load'>,
): Promise<Exclude<QueueState, 'nothingRuns'>> {
  try {
    const { exchange } = (await settings.load()).settings;
    return exchange.importOrders ? 'worked' : 'importSwitchedOff';
  } catch (error) {
    if (
      error instanceof SettingsMissing ||
      error instanceof SettingsRefused ||
      error instanceof SettingsUnreadable
    ) {
      return 'settingsUnusable';
    }
    throw error;
  }
}
