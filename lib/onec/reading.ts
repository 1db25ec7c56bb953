import type { Log } from '../platform/log.ts';
import { entityAddress, exactAddress, isShort, serviceAddress, setAddress, shortAddress } from './address.ts';
import type { ListQuery, OnecClient, ValuesQuery } from './client.ts';
import { OnecAddressTooLong, OnecObjectMissing, OnecUnavailable, type RequestName } from './errors.ts';
import { and, eq, type Literal, or } from './filter.ts';
import { textsOfFilter } from './sent-texts.ts';
import { splitValues } from './split-values.ts';
import { type Send, unreadable } from './transport.ts';

interface ReadingDeps {
  readonly root: string;
  readonly send: Send;
  readonly log: Log;
}

/** A page of light rows; much larger answers fill the server's temporary folder (onec-odata A11, F4). */
const PAGE_SIZE = 1000;

/** The reading half of the client. */
export function createReading({
  root,
  send,
  log,
}: ReadingDeps): Pick<OnecClient, 'sets' | 'list' | 'listAll' | 'listByValues' | 'read'> {
  return { sets, list, listAll, listByValues, read };

  async function sets(): Promise<readonly string[]> {
    const request: RequestName = { operation: 'sets', set: 'OData' };
    const answer = await send({ ...request, method: 'GET', url: exactAddress(serviceAddress(root)) });
    return valuesOf(request, answer).flatMap((published) =>
      typeof published === 'object' && published !== null && 'name' in published
        ? [String(published.name)]
        : [],
    );
  }

  async function list<Entity>(set: string, query: ListQuery = {}): Promise<readonly Entity[]> {
    const request: RequestName = { operation: 'list', set };
    const sent = query.filter === undefined ? [] : textsOfFilter(query.filter);
    const answer = await send({
      ...request,
      method: 'GET',
      url: shortAddress(setAddress(root, set), query),
      sent,
    });
    return valuesOf(request, answer) as readonly Entity[];
  }

  async function listAll<Entity>(
    set: string,
    query: Pick<ListQuery, 'filter' | 'select'> = {},
  ): Promise<readonly Entity[]> {
    const found = new Map<string, Entity>();
    for (let skip = 0; ; skip += PAGE_SIZE) {
      const page = await list<Entity & { readonly Ref_Key: string }>(set, {
        ...withKey(query),
        orderBy: 'Ref_Key',
        top: PAGE_SIZE,
        skip,
      });
      const known = found.size;
      for (const entity of page) {
        // An element written meanwhile moves the others, and one of them would be listed on two pages.
        found.set(entity.Ref_Key, entity);
      }
      if (page.length < PAGE_SIZE) {
        return [...found.values()];
      }
      if (found.size === known) {
        throw new OnecUnavailable({ operation: 'list', set }, 'pages repeat themselves');
      }
    }
  }

  async function listByValues<Entity>(set: string, query: ValuesQuery): Promise<readonly Entity[]> {
    const values = [...new Set(query.values)];
    if (values.length === 0) {
      return [];
    }
    const fits = (asked: ValuesQuery) => (run: readonly Literal[]) =>
      isShort(exactAddress(setAddress(root, set), conditionOf(asked, run)));
    // A list of properties that leaves no room for a single value would be left out anyway, so it takes none.
    const { select: _, ...unselected } = query;
    const asked = fits(query)(values.slice(0, 1)) ? query : unselected;
    const found: Entity[] = [];
    for (const run of splitValues(values, fits(asked))) {
      found.push(...(await listRun<Entity>(set, asked, run)));
    }
    return found;
  }

  async function listRun<Entity>(
    set: string,
    query: ValuesQuery,
    run: readonly Literal[],
  ): Promise<readonly Entity[]> {
    try {
      return await list<Entity>(set, conditionOf(query, run));
    } catch (error) {
      if (!(error instanceof OnecAddressTooLong) || run.length === 1) {
        throw error;
      }
      log.warn('1C takes shorter addresses only, the request is split', { set, values: run.length });
      const middle = Math.ceil(run.length / 2);
      const first = await listRun<Entity>(set, query, run.slice(0, middle));
      return [...first, ...(await listRun<Entity>(set, query, run.slice(middle)))];
    }
  }

  async function read<Entity>(
    set: string,
    key: string,
    select?: readonly string[],
  ): Promise<Entity | undefined> {
    const request: RequestName = { operation: 'read', set };
    const url = shortAddress(entityAddress(root, set, key), select === undefined ? {} : { select });
    try {
      const answer = await send({ ...request, method: 'GET', url });
      if (typeof answer !== 'object' || answer === null) {
        throw unreadable(request, 'the answer is no entity');
      }
      return answer as Entity;
    } catch (error) {
      if (error instanceof OnecObjectMissing) {
        return undefined;
      }
      throw error;
    }
  }
}

function conditionOf({ property, and: further, select }: ValuesQuery, run: readonly Literal[]): ListQuery {
  const anyOf = or(...run.map((value) => eq(property, value)));
  return {
    filter: further === undefined ? anyOf : and(further, anyOf),
    ...(select === undefined ? {} : { select }),
  };
}

/** Pages are put together by the key, so it is always asked for. */
function withKey({ filter, select }: Pick<ListQuery, 'filter' | 'select'>): ListQuery {
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(select === undefined ? {} : { select: [...new Set(['Ref_Key', ...select])] }),
  };
}

function valuesOf(request: RequestName, answer: unknown): readonly unknown[] {
  if (typeof answer === 'object' && answer !== null && 'value' in answer && Array.isArray(answer.value)) {
    return answer.value;
  }
  throw unreadable(request, 'the answer is no list');
}
