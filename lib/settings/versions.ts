import {
  SettingsConflict,
  SettingsMissing,
  SettingsRefused,
  SettingsUnreadable,
  SettingsVersionUnknown,
} from './errors.ts';
import type { Fault } from './faults.ts';
import type { Settings } from './schema.ts';
import { parseSettingsText, validateSettings } from './validate.ts';
import { documentText, readBody, type VersionBody, writeBody } from './version-body.ts';
import { bodyKey, versionOf, versionStamp } from './version-stamp.ts';

/** Where bodies of versions are kept; read-after-write consistent. */
export interface SettingsArchive {
  /** The body under `key`, or undefined. */
  read(key: string): Promise<string | undefined>;
  write(key: string, body: string, contentType: string): Promise<void>;
}

/** The one mutable thing: which version is in force, as an opaque number (`versionStamp`). Read consistently. */
export interface SettingsPointer {
  current(): Promise<number | undefined>;
  /** Moves the pointer if it still stands at `from` (undefined: nowhere). @returns whether it was moved. */
  advance(from: number | undefined, to: number): Promise<boolean>;
}

export interface SettingsVersionsParts {
  readonly archive: SettingsArchive;
  readonly pointer: SettingsPointer;
  readonly now: () => Date;
}

interface LoadedSettings {
  readonly version: number;
  readonly settings: Settings;
}

export interface SavedSettings {
  /** The version that is in force now. */
  readonly version: number;
  /** False if the document in force was the same already. */
  readonly created: boolean;
  readonly warnings: readonly Fault[];
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

const MOST_ATTEMPTS = 5;

/** 0 before the first save. */
const versionAt = (stamp: number | undefined): number => (stamp === undefined ? 0 : versionOf(stamp));

/**
 * Settings with versions over an archive of bodies that never change and a pointer that is moved conditionally. A body
 * names the one before it, so the versions are a chain, as commits are. Saving writes the body first and moves the
 * pointer last: a save that dies between, or loses the race, leaves a body that nothing refers to.
 */
export function createSettingsVersions({ archive, pointer, now }: SettingsVersionsParts): SettingsVersions {
  let loaded: { readonly stamp: number; readonly settings: Settings } | undefined;

  const bodyAt = async (stamp: number): Promise<VersionBody> =>
    readBody(stamp, await archive.read(bodyKey(stamp)));

  const load = async (): Promise<LoadedSettings> => {
    const stamp = await pointer.current();
    if (stamp === undefined) {
      throw new SettingsMissing();
    }
    if (loaded?.stamp !== stamp) {
      const validation = validateSettings((await bodyAt(stamp)).settings);
      if (!validation.ok) {
        throw new SettingsRefused(validation.faults);
      }
      loaded = { stamp, settings: validation.settings };
    }
    return { version: versionOf(stamp), settings: loaded.settings };
  };

  /** A lost or broken body is no match: it must not stop the import that repairs it. */
  const isInForce = async (stamp: number, text: string): Promise<boolean> => {
    try {
      return documentText((await bodyAt(stamp)).settings) === text;
    } catch (error) {
      if (error instanceof SettingsUnreadable) {
        return false;
      }
      throw error;
    }
  };

  const write = async (document: unknown, previous: number | undefined): Promise<number> => {
    const version = versionAt(previous) + 1;
    const body = writeBody({
      version,
      previous: previous ?? null,
      savedAt: now().toISOString(),
      settings: document,
    });
    const stamp = versionStamp(version, body);
    await archive.write(bodyKey(stamp), body, 'application/json');
    return stamp;
  };

  /** @returns undefined if somebody else moved the pointer meanwhile. */
  const tryToSave = async (
    { document, warnings }: { readonly document: unknown; readonly warnings: readonly Fault[] },
    basedOn: number | undefined,
  ): Promise<SavedSettings | undefined> => {
    const current = await pointer.current();
    const version = versionAt(current);
    if (basedOn !== undefined && basedOn !== version) {
      throw new SettingsConflict(basedOn, version);
    }
    if (current !== undefined && (await isInForce(current, documentText(document)))) {
      return { version, created: false, warnings };
    }
    const stamp = await write(document, current);
    return (await pointer.advance(current, stamp))
      ? { version: versionOf(stamp), created: true, warnings }
      : undefined;
  };

  const save = async (text: string, basedOn?: number): Promise<SavedSettings> => {
    const parsed = parseSettingsText(text);
    if (!parsed.ok) {
      throw new SettingsRefused(parsed.faults);
    }
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const saved = await tryToSave(parsed, basedOn);
      if (saved !== undefined) {
        return saved;
      }
    }
    throw new SettingsConflict(basedOn, versionAt(await pointer.current()));
  };

  /** The chain from the version in force to the first one. */
  async function* history(): AsyncGenerator<VersionBody> {
    let stamp = await pointer.current();
    while (stamp !== undefined) {
      const body = await bodyAt(stamp);
      yield body;
      stamp = body.previous ?? undefined;
    }
  }

  const exportText = async (version?: number): Promise<string> => {
    let newest: number | undefined;
    for await (const body of history()) {
      newest ??= body.version;
      if (version === undefined || body.version === version) {
        return documentText(body.settings);
      }
    }
    throw newest === undefined || version === undefined
      ? new SettingsMissing()
      : new SettingsVersionUnknown(version);
  };

  const list = async (most: number): Promise<readonly VersionSummary[]> => {
    const newestFirst: VersionSummary[] = [];
    try {
      for await (const { version, savedAt } of history()) {
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
  };

  return {
    load,
    save,
    exportText,
    list,
    restore: async (version) => save(await exportText(version)),
  };
}
