import type { Log } from '../platform/log.ts';
import { exactAddress, isShort, setAddress } from './address.ts';
import type { ListQuery, ValuesQuery } from './client.ts';
import { OnecAddressTooLong } from './errors.ts';
import { and, eq, type Literal, or } from './filter.ts';
import { splitValues } from './split-values.ts';
import type { Reading } from './untyped.ts';

interface ListByValuesDeps {
  /** `ONEC_URL`: the length of the addresses depends on it. */
  readonly root: string;
  readonly list: Reading['list'];
  readonly log: Log;
}

/**
 * Lists by many values of one property in as few requests as the length of an address allows, one after another; a value
 * that is named twice is asked for once. A server that takes still shorter addresses gets halves of the run that it
 * refused.
 *
 * @throws what `list` throws, from the returned function; `OnecAddressTooLong` only for a single value.
 */
export function createListByValues({ root, list, log }: ListByValuesDeps): Reading['listByValues'] {
  return async <Entity>(set: string, query: ValuesQuery) => {
    const values = [...new Set(query.values)];
    if (values.length === 0) {
      return [];
    }
    const address = setAddress(root, set);
    const fits = (asked: ValuesQuery) => (run: readonly Literal[]) =>
      isShort(exactAddress(address, conditionOf(asked, run)));
    // A list of properties that leaves no room for a single value would be left out anyway, so it takes none.
    const { select: _, ...unselected } = query;
    const asked = fits(query)(values.slice(0, 1)) ? query : unselected;
    const found: Entity[] = [];
    for (const run of splitValues(values, fits(asked))) {
      found.push(...(await listRun<Entity>(set, asked, run)));
    }
    return found;
  };

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
}

/** The query of one run: the property equals any of its values, and the further condition holds. */
function conditionOf({ property, and: further, select }: ValuesQuery, run: readonly Literal[]): ListQuery {
  const anyOf = or(...run.map((value) => eq(property, value)));
  return {
    filter: further === undefined ? anyOf : and(further, anyOf),
    ...(select === undefined ? {} : { select }),
  };
}
