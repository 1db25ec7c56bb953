import { readBody, type VersionBody, writeBody } from './version-body.ts';
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

export interface VersionChainParts {
  readonly archive: SettingsArchive;
  readonly pointer: SettingsPointer;
  readonly now: () => Date;
}

/** Stored versions, each named by its stamp (`versionStamp`). */
export interface VersionChain {
  /** Stamp of the version in force; undefined before the first save. */
  newest(): Promise<number | undefined>;
  /** @throws {SettingsUnreadable} if the body is lost or is not what was written. */
  bodyAt(stamp: number): Promise<VersionBody>;
  /**
   * Puts a document in force as the version after `previous`, undefined for the first one. It is not looked into.
   *
   * @returns its stamp, or undefined if `previous` is not the newest any more: then nothing has changed.
   */
  append(document: unknown, previous: number | undefined): Promise<number | undefined>;
  /**
   * The bodies from the version in force back to the first one, each read when it is asked for.
   *
   * @throws {SettingsUnreadable} at a body that is lost: what lies behind it cannot be reached.
   */
  walk(): AsyncGenerator<VersionBody>;
}

/**
 * A chain of versions over an archive of bodies that never change and a pointer that is moved conditionally. A body names
 * the one before it, as commits do. Appending writes the body first and moves the pointer last: an append that dies
 * between, or loses the race, leaves a body that nothing refers to.
 */
export function createVersionChain({ archive, pointer, now }: VersionChainParts): VersionChain {
  return { newest: () => pointer.current(), bodyAt, append, walk };

  async function bodyAt(stamp: number): Promise<VersionBody> {
    return readBody(stamp, await archive.read(bodyKey(stamp)));
  }

  async function append(document: unknown, previous: number | undefined): Promise<number | undefined> {
    const version = versionOf(previous) + 1;
    const body = writeBody({
      version,
      previous: previous ?? null,
      savedAt: now().toISOString(),
      settings: document,
    });
    const stamp = versionStamp(version, body);
    await archive.write(bodyKey(stamp), body, 'application/json');
    return (await pointer.advance(previous, stamp)) ? stamp : undefined;
  }

  async function* walk(): AsyncGenerator<VersionBody> {
    let stamp = await pointer.current();
    while (stamp !== undefined) {
      const body = await bodyAt(stamp);
      yield body;
      stamp = body.previous ?? undefined;
    }
  }
}
