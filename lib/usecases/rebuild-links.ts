import { type RebuildDeps, type RebuildProgress, rebuildLinks } from '../orders/rebuild/rebuild-links.ts';
import type { RebuildReport } from '../orders/rebuild/report.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** Rebuilds the links by the settings in force. @param isDryRun writes nothing. */
export type RebuildLinks = (
  isDryRun: boolean,
  onProgress?: (progress: RebuildProgress) => void,
) => Promise<RebuildReport>;

/** The rebuilding of a stage's links. */
export const createRebuildLinks =
  (settings: Pick<SettingsVersions, 'load'>, deps: RebuildDeps): RebuildLinks =>
  async (isDryRun, onProgress) => {
    const current = await settings.load();
    return rebuildLinks(
      { settings: current.settings, isDryRun, ...(onProgress === undefined ? {} : { onProgress }) },
      deps,
    );
  };
