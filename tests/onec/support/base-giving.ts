import type {
  BalanceQuery,
  ListQuery,
  OnecClient,
  SliceQuery,
  ValuesQuery,
} from '../../../lib/onec/client.ts';
import { filterText } from '../../../lib/onec/filter.ts';

/** One request of the bridge, before it is put on the wire. */
export interface Asked {
  readonly set: string;
  readonly query?: ListQuery | ValuesQuery | BalanceQuery | SliceQuery;
  readonly select?: readonly string[] | undefined;
  readonly body?: object;
}

/** The client of a base that gives `answer` to whatever it is asked, and what it was asked. */
export function baseGiving(answer: unknown): { readonly onec: OnecClient; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const give = <Answer>(request: Asked): Promise<Answer> => {
    asked.push(request);
    return Promise.resolve(answer as Answer);
  };
  const onec: OnecClient = {
    sets: () => Promise.resolve([]),
    list: ({ set }, query = {}) => give({ set, query }),
    count: ({ set }) => give({ set }),
    listAll: ({ set }, query = {}) => give({ set, query }),
    listByValues: ({ set }, query) => give({ set, query }),
    balance: ({ set }, query = {}) => give({ set, query }),
    sliceLast: ({ set }, query = {}) => give({ set, query }),
    read: ({ set }, _key, select) => give({ set, select }),
    create: ({ set }, body) => give({ set, body }),
    update: ({ set }, _key, body) => give({ set, body }),
    post: ({ set }) => give({ set }),
    unpost: ({ set }) => give({ set }),
  };
  return { onec, asked };
}

/** Body of the first request; empty if it had none. */
export const bodyOf = ([request]: readonly Asked[]): object => request?.body ?? {};

/** Condition of the first request, as its address would have it. */
export const filterOf = ([request]: readonly Asked[]): string => {
  const query = request?.query as ListQuery | undefined;
  return query?.filter === undefined ? '' : filterText(query.filter);
};
