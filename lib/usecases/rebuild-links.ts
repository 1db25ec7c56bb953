import { type RelinkDeps, type RelinkProgress, rebuildLinks } from '../orders/rebuild/rebuild-links.ts';
import type { RelinkReport } from '../orders/rebuild/report.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** Rebuilds the links by the settings in force. @param isDryRun writes nothing. */
export type RebuildLinks = (
  isDryRun: boolean,
  onProgress?: (progress: RelinkProgress) => void,
) => Promise<RelinkReport>;

/** The rebuilding of a stage's links. */
export const createRebuildLinks =
  (settings: Pick<SettingsVersions, 'load'>, deps: RelinkDeps): RebuildLinks =>
  async (isDryRun, onProgress) => {
    const current = await settings.load();
    return rebuildLinks(
      { settings: current.settings, isDryRun, ...(onProgress === undefined ? {} : { onProgress }) },
      deps,
    );
  };
