import type { OnecClient } from '../client.ts';
import { isUnknownProperty } from '../errors.ts';
import { inRelease } from './in-release.ts';
import type { KnownRelease } from './known-release.ts';
import type { Release } from './release.ts';

/** A client in the vocabulary of 11.5.20 that can tell which release it is speaking to. */
export interface UtClient extends OnecClient {
  release(): Promise<Release>;
}

/**
 * A client in the vocabulary of 11.5.20 for a base of whatever release ({@link inRelease}). If the base does not know a
 * property that its release should have, it was updated since: the release is detected anew and the request repeated.
 * Only reads can fail so; a write ignores what it does not know (onec-odata A7).
 *
 * @throws beside what `onec` throws, a `ReleaseUnknown`.
 */
export function inAnyRelease(onec: OnecClient, known: KnownRelease): UtClient {
  const speakers = new Map<Release, OnecClient>();

  function speaker(release: Release): OnecClient {
    const translated = speakers.get(release) ?? inRelease(onec, release);
    speakers.set(release, translated);
    return translated;
  }

  async function call<Answer>(ask: (client: OnecClient) => Promise<Answer>): Promise<Answer> {
    const release = await known.current();
    try {
      return await ask(speaker(release));
    } catch (error) {
      const now = isUnknownProperty(error) ? await known.doubt() : release;
      if (now === release) {
        throw error;
      }
      return ask(speaker(now));
    }
  }

  return {
    release: () => known.current(),
    sets: () => onec.sets(),
    list: (set, query) => call((client) => client.list(set, query)),
    listAll: (set, query) => call((client) => client.listAll(set, query)),
    listByValues: (set, query) => call((client) => client.listByValues(set, query)),
    read: (set, key, select) => call((client) => client.read(set, key, select)),
    create: (set, body) => call((client) => client.create(set, body)),
    update: (set, key, changes) => call((client) => client.update(set, key, changes)),
    post: (set, key) => call((client) => client.post(set, key)),
    unpost: (set, key) => call((client) => client.unpost(set, key)),
  };
}
