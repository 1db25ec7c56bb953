import type { BalanceQuery, ListQuery, OnecClient, SliceQuery, ValuesQuery, WholeQuery } from '../client.ts';
import type { RequestName } from '../errors.ts';
import type { BalanceDescription, PeriodicDescription } from './describe.ts';
import type { CreatedDescription, KeyedDescription, ListedDescription } from './entity.ts';
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
    ask: () => Promise<readonly object[]>,
  ): Promise<readonly Entity[]> {
    const request: RequestName = { operation: 'list', set };
    const standIns = translator.standIns<Entity>(request, isConditional);
    return standIns ?? (await ask()).map((entity) => translator.found<Entity>(request, entity, select));
  }

  async function read<Entity>(
    object: KeyedDescription,
    key: string,
    select: readonly string[] | undefined,
  ): Promise<Entity | undefined> {
    const request: RequestName = { operation: 'read', set: object.set };
    const standIns = translator.standIns<Entity & { readonly Ref_Key: string }>(request, false);
    if (standIns !== undefined) {
      return standIns.find(({ Ref_Key }) => Ref_Key === key);
    }
    const entity = await onec.read(object, key, translator.select(object.set, select));
    return entity && translator.found(request, entity, select);
  }

  async function create<Entity>(object: CreatedDescription, body: object): Promise<Entity> {
    const sent = translator.body({ operation: 'create', set: object.set }, body);
    return translator.written(object.set, await onec.create(object, sent));
  }

  async function update<Entity>(object: KeyedDescription, key: string, changes: object): Promise<Entity> {
    const sent = translator.body({ operation: 'update', set: object.set }, changes);
    return translator.written(object.set, await onec.update(object, key, sent));
  }

  return {
    sets: () => onec.sets(),

    list: (object: ListedDescription, query: ListQuery = {}) =>
      listed(object.set, { ...query, isConditional: query.filter !== undefined }, () =>
        onec.list(object, translator.query(object.set, query)),
      ),

    async count(object, filter) {
      const query = filter === undefined ? {} : { filter };
      const standIns = translator.standIns({ operation: 'count', set: object.set }, filter !== undefined);
      return standIns?.length ?? onec.count(object, translator.query(object.set, query).filter);
    },

    listAll: (object: ListedDescription, query: WholeQuery = {}) =>
      listed(object.set, { ...query, isConditional: query.filter !== undefined }, () =>
        onec.listAll(object, translator.query(object.set, query)),
      ),

    listByValues: (object: ListedDescription, query: ValuesQuery) =>
      listed(object.set, { ...query, isConditional: true }, () =>
        onec.listByValues(object, translator.valuesQuery(object.set, query)),
      ),

    balance: (register: BalanceDescription, { condition, anyOf, ...query }: BalanceQuery = {}) =>
      listed(register.set, { ...query, isConditional: true }, () =>
        onec.balance(register, { ...query, ...translator.conditions(register.set, { condition, anyOf }) }),
      ),

    sliceLast: (register: PeriodicDescription, { condition, anyOf, ...query }: SliceQuery = {}) =>
      listed(register.set, { ...query, isConditional: true }, () =>
        onec.sliceLast(register, {
          ...translator.query(register.set, query),
          ...translator.conditions(register.set, { condition, anyOf }),
        }),
      ),

    read: (object, key, select) => read(object, key, select),
    create: (object, body) => create(object, body),
    update: (object, key, changes) => update(object, key, changes),

    async post(document, key) {
      translator.demandSet({ operation: 'post', set: document.set });
      await onec.post(document, key);
    },

    async unpost(document, key) {
      translator.demandSet({ operation: 'unpost', set: document.set });
      await onec.unpost(document, key);
    },
  };
}
