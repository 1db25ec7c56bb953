import type { Log } from '../platform/log.ts';
import {
  addressWith,
  entityAddress,
  exactAddress,
  serviceAddress,
  setAddress,
  shortAddress,
} from './address.ts';
import type { ListQuery } from './client.ts';
import { OnecObjectMissing, type RequestName } from './errors.ts';
import { type Filter, filterText } from './filter.ts';
import { createListByValues } from './list-by-values.ts';
import { textsOfFilter } from './sent-texts.ts';
import { type Send, unreadable, valuesOf } from './transport.ts';
import type { Reading } from './untyped.ts';

interface ReadingDeps {
  /** `ONEC_URL`. */
  readonly root: string;
  readonly send: Send;
  readonly log: Log;
}

/**
 * What the client asks for in one request, and the lists that take several.
 *
 * @throws from its methods, as `OnecClient`; `OnecUnavailable` for an answer of another shape than asked for.
 */
export function createReading({ root, send, log }: ReadingDeps): Reading {
  return {
    sets,
    list,
    count,
    listByValues: createListByValues({ root, list, log }),
    read,
  };

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

  async function count(set: string, filter?: Filter): Promise<number> {
    const request: RequestName = { operation: 'count', set };
    const answer = await send({
      ...request,
      method: 'GET',
      url: addressWith(`${setAddress(root, set)}/$count`, { $filter: filter && filterText(filter) }),
      answer: 'text',
      sent: filter === undefined ? [] : textsOfFilter(filter),
    });
    if (typeof answer !== 'string' || !/^\d{1,15}$/.test(answer)) {
      throw unreadable(request, 'the answer is no count');
    }
    return Number(answer);
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
