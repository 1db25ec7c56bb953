import type { WholeQuery } from './client.ts';
import { OnecUnavailable } from './errors.ts';
import type { Reading } from './untyped.ts';

/** A page of light rows; much larger answers fill the server's temporary folder (onec-odata A11, F4). */
const PAGE_SIZE = 1000;

/**
 * Lists page by page in the order of `Ref_Key`, which is asked for whatever was selected.
 *
 * @throws what `list` throws, from the returned function; `OnecUnavailable` if a full page brings nothing new, which would
 *   go on for ever.
 */
export function createListAll(list: Reading['list']): Reading['listAll'] {
  return async <Entity>(set: string, query: WholeQuery = {}) => {
    const found = new Map<string, Entity>();
    for (let skip = 0; ; skip += PAGE_SIZE) {
      const page = await list<Entity & { readonly Ref_Key: string }>(set, {
        ...withKey(query),
        orderBy: ['Ref_Key'],
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
  };
}

/** Pages are put together by the key, so it is always asked for. */
function withKey({ filter, select }: WholeQuery): WholeQuery {
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(select === undefined ? {} : { select: [...new Set(['Ref_Key', ...select])] }),
  };
}
