import type { ListQuery, OnecClient, ValuesQuery } from '../client.ts';
import type { RequestName } from '../errors.ts';
import type { Release } from './release.ts';
import { createTranslator } from './translator.ts';

/**
 * A client that is spoken to in the vocabulary of 11.5.20 whatever release the base behind `onec` is: names, values,
 * conditions and selections are translated on their way out, entities on their way back. What the release lacks is not
 * sent and reads as empty; both are decided by the release's data alone. Properties that 11.5.20 does not know pass.
 *
 * @throws beside what `onec` throws, an `OnecRequestFault` for a condition on, or a write into, something that the
 *   release lacks.
 */
export function inRelease(onec: OnecClient, release: Release): OnecClient {
  const translator = createTranslator(release);

  /** What `ask` answers, or what stands in for a set that the release lacks: then nothing is asked. */
  async function listed<Entity>(
    set: string,
    { select, isConditional }: { readonly select?: readonly string[]; readonly isConditional: boolean },
    ask: () => Promise<readonly Entity[]>,
  ): Promise<readonly Entity[]> {
    const request: RequestName = { operation: 'list', set };
    const standIns = translator.standIns<Entity>(request, isConditional);
    return standIns ?? (await ask()).map((entity) => translator.found(request, entity, select));
  }

  return {
    sets: () => onec.sets(),

    list: <Entity>(set: string, query: ListQuery = {}) =>
      listed(set, { ...query, isConditional: query.filter !== undefined }, () =>
        onec.list<Entity>(set, translator.query(set, query)),
      ),

    listAll: <Entity>(set: string, query: Pick<ListQuery, 'filter' | 'select'> = {}) =>
      listed(set, { ...query, isConditional: query.filter !== undefined }, () =>
        onec.listAll<Entity>(set, translator.query(set, query)),
      ),

    listByValues: <Entity>(set: string, query: ValuesQuery) =>
      listed(set, { ...query, isConditional: true }, () =>
        onec.listByValues<Entity>(set, translator.valuesQuery(set, query)),
      ),

    async read<Entity>(set: string, key: string, select?: readonly string[]) {
      const request: RequestName = { operation: 'read', set };
      const standIns = translator.standIns<Entity & { readonly Ref_Key: string }>(request, false);
      if (standIns !== undefined) {
        return standIns.find(({ Ref_Key }) => Ref_Key === key);
      }
      const entity = await onec.read<Entity>(set, key, translator.select(set, select));
      return entity && translator.found(request, entity, select);
    },

    async create<Entity>(set: string, body: object) {
      const sent = translator.body({ operation: 'create', set }, body);
      return translator.written(set, await onec.create<Entity>(set, sent));
    },

    async update<Entity>(set: string, key: string, changes: object) {
      const sent = translator.body({ operation: 'update', set }, changes);
      return translator.written(set, await onec.update<Entity>(set, key, sent));
    },

    async post(set, key) {
      translator.demandSet({ operation: 'post', set });
      await onec.post(set, key);
    },

    async unpost(set, key) {
      translator.demandSet({ operation: 'unpost', set });
      await onec.unpost(set, key);
    },
  };
}
