import type { Log } from '../platform/log.ts';
import { exactAddress, isShort, setAddress } from './address.ts';
import { askByValues } from './ask-by-values.ts';
import type { ListQuery, ValuesQuery } from './client.ts';
import { and, eq, type Literal, or } from './filter.ts';
import type { Reading } from './untyped.ts';

interface ListByValuesDeps {
  /** `ONEC_URL`: the length of the addresses depends on it. */
  readonly root: string;
  readonly list: Reading['list'];
  readonly log: Log;
}

/**
 * Lists by many values of one property ({@link askByValues}).
 *
 * @throws what `list` throws, from the returned function.
 */
export function createListByValues({ root, list, log }: ListByValuesDeps): Reading['listByValues'] {
  return async <Entity>(set: string, query: ValuesQuery) => {
    const { values } = query;
    const address = setAddress(root, set);
    const fits = (asked: ValuesQuery) => (run: readonly Literal[]) =>
      isShort(exactAddress(address, conditionOf(asked, run)));
    // A list of properties that leaves no room for a single value would be left out anyway, so it takes none.
    const { select: _, ...unselected } = query;
    const asked = values.length === 0 || fits(query)(values.slice(0, 1)) ? query : unselected;
    return askByValues({
      values,
      fits: fits(asked),
      ask: (run) => list<Entity>(set, conditionOf(asked, run)),
      onSplit: (count) =>
        log.warn('1C takes shorter addresses only, the request is split', { set, values: count }),
    });
  };
}

/** The query of one run: the property equals any of its values, and the further condition holds. */
function conditionOf({ property, and: further, select }: ValuesQuery, run: readonly Literal[]): ListQuery {
  const anyOf = or(...run.map((value) => eq(property, value)));
  return {
    filter: further === undefined ? anyOf : and(further, anyOf),
    ...(select === undefined ? {} : { select }),
  };
}
