import { SettingsMissing, SettingsRefused, SettingsUnreadable, SettingsVersionUnknown } from './errors.ts';
import { type SavedSettings, saveVersion } from './save-version.ts';
import type { Settings } from './schema.ts';
import { validateSettings } from './validate.ts';
import { documentText } from './version-body.ts';
import { createVersionChain, type VersionChain, type VersionChainParts } from './version-chain.ts';
import { versionOf } from './version-stamp.ts';

interface LoadedSettings {
  readonly version: number;
  readonly settings: Settings;
}

interface VersionSummary {
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

/** Everything that can be done with stored settings (contract 3: every saved version is kept and can be restored). */
export interface SettingsVersions {
  /**
   * The settings in force. A version that was read before costs one read of the pointer.
   *
   * @throws {SettingsMissing} if nothing is stored.
   * @throws {SettingsRefused} if the stored document does not fit this release.
   * @throws {SettingsUnreadable} if its body is lost.
   */
  load(): Promise<LoadedSettings>;
  /**
   * Checks a document and puts it in force as a new version; the same document again makes none.
   *
   * @param text JSON text.
   * @param basedOn the version that was edited, 0 for none; if another one is in force, nothing is saved.
   * @throws {SettingsRefused} with every fault; nothing was stored.
   * @throws {SettingsConflict} if somebody else saved meanwhile.
   */
  save(text: string, basedOn?: number): Promise<SavedSettings>;
  /** Puts an old version in force again, as a new version. @throws as `save` and `exportText`. */
  restore(version: number): Promise<SavedSettings>;
  /**
   * The document of a version, of the one in force by default: as it was saved, two blanks of indent.
   *
   * @throws {SettingsMissing} if nothing is stored.
   * @throws {SettingsVersionUnknown} if there is no such version.
   */
  exportText(version?: number): Promise<string>;
  /**
   * The newest `most` versions, newest first; empty if nothing is stored. Where the body of an old version is lost, what
   * lies behind it cannot be reached and the list ends there.
   *
   * @throws {SettingsUnreadable} if the body of the version in force is lost.
   */
  list(most: number): Promise<readonly VersionSummary[]>;
}

/**
 * The settings over their chain of versions.
 *
 * @throws what archive and pointer throw, from every method.
 */
export function createSettingsVersions(parts: VersionChainParts): SettingsVersions {
  const chain = createVersionChain(parts);
  return {
    load: loaderOf(chain),
    save: (text, basedOn) => saveVersion(chain, text, basedOn),
    restore: async (version) => saveVersion(chain, await exportText(chain, version), undefined),
    exportText: (version) => exportText(chain, version),
    list: (most) => list(chain, most),
  };
}

/** Keeps the settings of the version that it read last. */
function loaderOf(chain: VersionChain): SettingsVersions['load'] {
  let loaded: { readonly stamp: number; readonly settings: Settings } | undefined;
  return async () => {
    const stamp = await chain.newest();
    if (stamp === undefined) {
      throw new SettingsMissing();
    }
    if (loaded?.stamp !== stamp) {
      loaded = { stamp, settings: await settingsAt(chain, stamp) };
    }
    return { version: versionOf(stamp), settings: loaded.settings };
  };
}

async function settingsAt(chain: VersionChain, stamp: number): Promise<Settings> {
  const validation = validateSettings((await chain.bodyAt(stamp)).settings);
  if (!validation.ok) {
    throw new SettingsRefused(validation.faults);
  }
  return validation.settings;
}

async function exportText(chain: VersionChain, version: number | undefined): Promise<string> {
  let newest: number | undefined;
  for await (const body of chain.walk()) {
    newest ??= body.version;
    if (version === undefined || body.version === version) {
      return documentText(body.settings);
    }
  }
  throw newest === undefined || version === undefined
    ? new SettingsMissing()
    : new SettingsVersionUnknown(version, newest);
}

async function list(chain: VersionChain, most: number): Promise<readonly VersionSummary[]> {
  const newestFirst: VersionSummary[] = [];
  try {
    for await (const { version, savedAt } of chain.walk()) {
      newestFirst.push({ version, savedAt });
      if (newestFirst.length >= most) {
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof SettingsUnreadable) || newestFirst.length === 0) {
      throw error;
    }
  }
  return newestFirst;
}
