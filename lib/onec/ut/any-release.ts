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
    list: (object, query) => call((client) => client.list(object, query)),
    listAll: (object, query) => call((client) => client.listAll(object, query)),
    listByValues: (object, query) => call((client) => client.listByValues(object, query)),
    balance: (register, query) => call((client) => client.balance(register, query)),
    sliceLast: (register, query) => call((client) => client.sliceLast(register, query)),
    read: (object, key, select) => call((client) => client.read(object, key, select)),
    create: (object, body) => call((client) => client.create(object, body)),
    update: (object, key, changes) => call((client) => client.update(object, key, changes)),
    post: (document, key) => call((client) => client.post(document, key)),
    unpost: (document, key) => call((client) => client.unpost(document, key)),
  };
}
