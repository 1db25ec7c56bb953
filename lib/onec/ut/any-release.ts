import type { OnecClient } from '../client.ts';
import { isUnknownProperty } from '../errors.ts';
import { demandOf, gapsOf } from './demand.ts';
import { inRelease } from './in-release.ts';
import type { KnownBase } from './known-base.ts';
import type { Release } from './release.ts';
import type { Flow, Part } from './requirements.ts';

/** A client in the vocabulary of 11.5.20 that can tell what the base is. */
export interface UtClient extends OnecClient {
  /** What the base's traits make of it. */
  release(): Promise<Release>;
  /**
   * The same, as soon as the base has all that a flow needs; called before the flow does anything, so that it is done whole or
   * not at all.
   *
   * @param parts what of the flow is in use.
   * @throws {import('./demand.ts').BaseLacks} naming what is missing; a gap is looked at again before it is believed, at most
   *   once in five minutes.
   */
  demand(flow: Flow, parts: ReadonlySet<Part>): Promise<Release>;
}

/**
 * A client in the vocabulary of 11.5.20 for a base of whatever traits ({@link inRelease}). If the base does not know a
 * property that it should have, it was updated since: it is looked at anew and the request repeated. Only reads can fail so;
 * a write ignores what it does not know (onec-odata A7), which is why flows `demand` what they write.
 *
 * @throws beside what `onec` throws, a `BaseUnknown`.
 */
export function inAnyRelease(onec: OnecClient, known: KnownBase): UtClient {
  const speakers = new Map<Release, OnecClient>();

  function speaker(release: Release): OnecClient {
    const translated = speakers.get(release) ?? inRelease(onec, release);
    speakers.set(release, translated);
    return translated;
  }

  async function call<Answer>(ask: (client: OnecClient) => Promise<Answer>): Promise<Answer> {
    const { release } = await known.current();
    try {
      return await ask(speaker(release));
    } catch (error) {
      const { release: now } = isUnknownProperty(error) ? await known.refresh() : { release };
      if (now === release) {
        throw error;
      }
      return ask(speaker(now));
    }
  }

  return {
    release: async () => (await known.current()).release,
    async demand(flow, parts) {
      const seen = await known.current();
      const base = gapsOf(flow, parts, seen).length === 0 ? seen : await known.refresh();
      demandOf(flow, parts, base);
      return base.release;
    },
    sets: () => onec.sets(),
    list: (object, query) => call((client) => client.list(object, query)),
    count: (object, filter) => call((client) => client.count(object, filter)),
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
