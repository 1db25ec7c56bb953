import { SettingsConflict, SettingsRefused, SettingsUnreadable } from './errors.ts';
import type { Fault } from './faults.ts';
import { parseSettingsText } from './validate.ts';
import { documentText } from './version-body.ts';
import type { VersionChain } from './version-chain.ts';
import { versionOf } from './version-stamp.ts';

export interface SavedSettings {
  /** The version that is in force now. */
  readonly version: number;
  /** False if the document in force was the same already. */
  readonly created: boolean;
  readonly warnings: readonly Fault[];
}

/** Whoever loses so many races in a row is told of a conflict. */
const MOST_ATTEMPTS = 5;

/**
 * Checks a document and makes it the newest version of the chain; the same document again makes none.
 *
 * @param text JSON text.
 * @param basedOn the version that was edited, 0 for none; undefined: whichever is in force.
 * @throws {SettingsRefused} with every fault; nothing was stored.
 * @throws {SettingsConflict} if another version than `basedOn` is in force, or others keep saving meanwhile.
 */
export async function saveVersion(
  chain: VersionChain,
  text: string,
  basedOn: number | undefined,
): Promise<SavedSettings> {
  const parsed = parseSettingsText(text);
  if (!parsed.ok) {
    throw new SettingsRefused(parsed.faults);
  }
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const saved = await tryToSave(chain, parsed, basedOn);
    if (saved !== undefined) {
      return saved;
    }
  }
  throw new SettingsConflict(basedOn, versionOf(await chain.newest()));
}

interface CheckedDocument {
  readonly document: unknown;
  readonly warnings: readonly Fault[];
}

/** @returns undefined if somebody else saved meanwhile. */
async function tryToSave(
  chain: VersionChain,
  { document, warnings }: CheckedDocument,
  basedOn: number | undefined,
): Promise<SavedSettings | undefined> {
  const newest = await chain.newest();
  const version = versionOf(newest);
  if (basedOn !== undefined && basedOn !== version) {
    throw new SettingsConflict(basedOn, version);
  }
  if (newest !== undefined && (await isInForce(chain, newest, document))) {
    return { version, created: false, warnings };
  }
  const stamp = await chain.append(document, newest);
  return stamp === undefined ? undefined : { version: versionOf(stamp), created: true, warnings };
}

/** A lost or broken body is no match: it must not stop the import that repairs it. */
async function isInForce(chain: VersionChain, newest: number, document: unknown): Promise<boolean> {
  try {
    return documentText((await chain.bodyAt(newest)).settings) === documentText(document);
  } catch (error) {
    if (error instanceof SettingsUnreadable) {
      return false;
    }
    throw error;
  }
}
