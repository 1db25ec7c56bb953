import type { ListQuery, OnecClient, ValuesQuery } from '../client.ts';
import { type RequestName, unknownProperty } from '../errors.ts';
import type { Release } from './release.ts';
import {
  demandProperty,
  lackingInRelease,
  literalToRelease,
  queryToRelease,
  selectToRelease,
} from './translate-query.ts';
import { fromRelease, type Translation, toRelease, translationsOf } from './translation.ts';

/** A set without a translation travels as it is. */
const NO_TRANSLATION: Translation = { properties: new Map(), tables: new Map() };

/**
 * A client that is spoken to in the vocabulary of 11.5.20 whatever release the base behind `onec` is: names, values,
 * conditions and selections are translated on their way out, entities on their way back. What the release lacks is not
 * sent and reads as empty; both are decided by the release's data alone. Properties that 11.5.20 does not know pass.
 *
 * @throws beside what `onec` throws, an `OnecRequestFault` for a condition on, or a write into, something that the
 *   release lacks.
 */
export function inRelease(onec: OnecClient, release: Release): OnecClient {
  const translations = translationsOf(release);
  const wordsFor = (set: string): Translation => translations.get(set) ?? NO_TRANSLATION;

  return {
    sets: () => onec.sets(),

    async list<Entity>(set: string, query: ListQuery = {}) {
      return (
        standInFor<Entity>('list', set, query.filter !== undefined) ??
        entities(set, await onec.list<Entity>(set, translated(set, query)), query)
      );
    },

    async listAll<Entity>(set: string, query: Pick<ListQuery, 'filter' | 'select'> = {}) {
      return (
        standInFor<Entity>('list', set, query.filter !== undefined) ??
        entities(set, await onec.listAll<Entity>(set, translated(set, query)), query)
      );
    },

    async listByValues<Entity>(set: string, query: ValuesQuery) {
      return (
        standInFor<Entity>('list', set, true) ??
        entities(set, await onec.listByValues<Entity>(set, translatedValues(set, query)), query)
      );
    },

    async read<Entity>(set: string, key: string, select?: readonly string[]) {
      const standIn = standInFor<Entity & { readonly Ref_Key: string }>('read', set, false);
      if (standIn !== undefined) {
        return standIn.find((entity) => entity.Ref_Key === key);
      }
      const entity = await onec.read<Entity>(set, key, select && selectToRelease(select, wordsFor(set)));
      return entity && answered({ operation: 'read', set }, entity, select);
    },

    async create<Entity>(set: string, body: object) {
      return back(set, await onec.create<Entity>(set, written('create', set, body)));
    },

    async update<Entity>(set: string, key: string, changes: object) {
      return back(set, await onec.update<Entity>(set, key, written('update', set, changes)));
    },

    async post(set, key) {
      written('post', set, {});
      await onec.post(set, key);
    },

    async unpost(set, key) {
      written('unpost', set, {});
      await onec.unpost(set, key);
    },
  };

  /** What answers for a set that does not exist in the release; undefined for one that does. */
  function standInFor<Entity>(
    operation: 'list' | 'read',
    set: string,
    isConditional: boolean,
  ): readonly Entity[] | undefined {
    const standIn = release.standIns.get(set);
    if (isConditional && standIn !== undefined && standIn.length > 0) {
      throw lackingInRelease({ operation, set }, `set to put a condition on`, release.name);
    }
    return standIn as readonly Entity[] | undefined;
  }

  function translated<Query extends ListQuery>(set: string, query: Query): Query {
    return queryToRelease(query, wordsFor(set), { operation: 'list', set }, release.name);
  }

  function translatedValues(set: string, { property, values, and, ...query }: ValuesQuery): ValuesQuery {
    const { properties } = wordsFor(set);
    const { filter, ...rest } = translated(set, { ...query, ...(and === undefined ? {} : { filter: and }) });
    return {
      ...rest,
      ...(filter === undefined ? {} : { and: filter }),
      property: demandProperty(property, properties, { operation: 'list', set }, release.name),
      values: values.map((value) => literalToRelease(value, properties.get(property))),
    };
  }

  function entities<Entity>(
    set: string,
    found: readonly Entity[],
    { select }: { readonly select?: readonly string[] },
  ): readonly Entity[] {
    return found.map((entity) => answered({ operation: 'list', set }, entity, select));
  }

  /** 1C answers nothing for the name of a reference that a property became in a newer release (onec-odata A6). */
  function answered<Entity>(request: RequestName, entity: Entity, select?: readonly string[]): Entity {
    const { properties } = wordsFor(request.set);
    for (const name of select ?? []) {
      const there = properties.get(name)?.name ?? name;
      if (there !== name && !(there in (entity as object))) {
        throw unknownProperty(request, there);
      }
    }
    return back(request.set, entity, select);
  }

  function back<Entity>(set: string, entity: Entity, select?: readonly string[]): Entity {
    const translation = translations.get(set);
    return translation === undefined
      ? entity
      : (fromRelease(translation, entity as object, select) as Entity);
  }

  function written(operation: RequestName['operation'], set: string, body: object): object {
    if (release.standIns.has(set)) {
      throw lackingInRelease({ operation, set }, 'such set', release.name);
    }
    const translation = translations.get(set);
    return translation === undefined ? body : toRelease(translation, body);
  }
}
