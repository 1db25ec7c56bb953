import type { AnyOf, ListQuery, SliceQuery, ValuesQuery } from '../client.ts';
import { type RequestName, unknownProperty } from '../errors.ts';
import type { Filter } from '../filter.ts';
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

/** Names of properties; undefined = all. */
type Selection = readonly string[] | undefined;

interface TableConditions {
  readonly condition: Filter | undefined;
  readonly anyOf: AnyOf | undefined;
}

/**
 * Puts requests into the words of a release and its answers into those of 11.5.20. What the release lacks is not asked
 * for and reads as empty.
 */
export interface Translator {
  /**
   * What answers a read of a set that does not exist in the release; undefined for a set that does.
   *
   * @throws {OnecRequestFault} if a condition is to be put on entities that only stand in.
   */
  standIns<Entity>(request: RequestName, isConditional: boolean): readonly Entity[] | undefined;
  /** @throws {OnecRequestFault} for a condition or an order on a property that the release lacks. */
  query<Query extends ListQuery>(set: string, query: Query): Query;
  /** @throws {OnecRequestFault} as `query`, and if the property of the values is lacking. */
  valuesQuery(set: string, query: ValuesQuery): ValuesQuery;
  /** Conditions of a virtual table. @throws {OnecRequestFault} as `query`. */
  conditions(set: string, asked: TableConditions): Pick<SliceQuery, 'condition' | 'anyOf'>;
  select(set: string, select: Selection): Selection;
  /** @throws {OnecRequestFault} if the set cannot be written, since it does not exist in the release. */
  demandSet(request: RequestName): void;
  /** What a write sends. @throws {OnecRequestFault} as `demandSet`. */
  body(request: RequestName, body: object): object;
  /** What a write answers. */
  written<Entity>(set: string, entity: object): Entity;
  /**
   * What a read answers.
   *
   * @param select what was asked for.
   * @throws {OnecRequestFault} if one of them is absent under its name in the release: 1C answers nothing for the name of
   *   a reference that a property became in a newer release (onec-odata A6).
   */
  found<Entity>(request: RequestName, entity: object, select: Selection): Entity;
}

/** The translator of a release, made of its data alone. */
export function createTranslator(release: Release): Translator {
  const translations = translationsOf(release);
  const wordsFor = (set: string): Translation => translations.get(set) ?? NO_TRANSLATION;

  return { standIns, query, valuesQuery, conditions, select, demandSet, body, written: inVocabulary, found };

  function standIns<Entity>(request: RequestName, isConditional: boolean): readonly Entity[] | undefined {
    const entities = release.standIns.get(request.set);
    if (isConditional && entities !== undefined && entities.length > 0) {
      throw lackingInRelease(request, 'set to put a condition on', release.name);
    }
    return entities as readonly Entity[] | undefined;
  }

  function query<Query extends ListQuery>(set: string, asked: Query): Query {
    return queryToRelease(asked, wordsFor(set), { operation: 'list', set }, release.name);
  }

  function valuesQuery(set: string, { property, values, and, ...rest }: ValuesQuery): ValuesQuery {
    const { filter, ...translated } = query(set, { ...rest, ...(and === undefined ? {} : { filter: and }) });
    return {
      ...translated,
      ...(filter === undefined ? {} : { and: filter }),
      ...anyOfRelease(set, { property, values }),
    };
  }

  function conditions(
    set: string,
    { condition, anyOf }: TableConditions,
  ): Pick<SliceQuery, 'condition' | 'anyOf'> {
    const { filter } = query(set, condition === undefined ? {} : { filter: condition });
    return {
      ...(filter === undefined ? {} : { condition: filter }),
      ...(anyOf === undefined ? {} : { anyOf: anyOfRelease(set, anyOf) }),
    };
  }

  function anyOfRelease(set: string, { property, values }: AnyOf): AnyOf {
    const { properties } = wordsFor(set);
    return {
      property: demandProperty(property, properties, { operation: 'list', set }, release.name),
      values: values.map((value) => literalToRelease(value, properties.get(property))),
    };
  }

  function select(set: string, asked: Selection): Selection {
    return asked && selectToRelease(asked, wordsFor(set));
  }

  function demandSet(request: RequestName): void {
    if (release.standIns.has(request.set)) {
      throw lackingInRelease(request, 'such set', release.name);
    }
  }

  function body(request: RequestName, given: object): object {
    demandSet(request);
    const translation = translations.get(request.set);
    return translation === undefined ? given : toRelease(translation, given);
  }

  function found<Entity>(request: RequestName, entity: object, asked: Selection): Entity {
    const { properties } = wordsFor(request.set);
    for (const name of asked ?? []) {
      const there = properties.get(name)?.name ?? name;
      if (there !== name && !(there in entity)) {
        throw unknownProperty(request, there);
      }
    }
    return inVocabulary(request.set, entity, asked);
  }

  function inVocabulary<Entity>(set: string, entity: object, asked?: Selection): Entity {
    const translation = translations.get(set);
    return (translation === undefined ? entity : fromRelease(translation, entity, asked)) as Entity;
  }
}
