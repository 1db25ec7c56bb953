import type { Outcome, Parked } from '../journal/outcomes.ts';
import type { Condition } from './plan-alerts.ts';

/** What is parked, in words. */
interface Kind<Recorded extends Outcome> {
  readonly key: string;
  /** In the genitive plural: `заказов`. */
  readonly plural: string;
  readonly nameOf: (record: Parked<Recorded>) => string;
}

/** Names of records that a message gives as examples. */
const MOST_NAMES = 5;

/** A message is read on a telephone. */
const LONGEST_MESSAGE = 600;

/**
 * One condition for each reason for which something is parked. Names are numbers and keys, and the messages are those of
 * `failed list`: nothing of a person is in either (design, principle 9).
 */
export function parkedConditions<Recorded extends Outcome>(
  records: readonly Parked<Recorded>[],
  kind: Kind<Recorded>,
): readonly Condition[] {
  return [...Map.groupBy(records, ({ reason }) => reason ?? 'unknown')].map(([reason, parked]) => {
    const names = parked.slice(0, MOST_NAMES).map(kind.nameOf).join(', ');
    const more = parked.length > MOST_NAMES ? ` и ещё ${parked.length - MOST_NAMES}` : '';
    return {
      key: `${kind.key}:${reason}`,
      title: `Отложено ${kind.plural}: ${parked.length} — ${reason} (${names}${more})`,
      message: cut(parked[0]?.message ?? ''),
      latest: Math.max(...parked.map(({ since }) => since)),
    };
  });
}

const cut = (text: string): string =>
  text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1)}…` : text;
