import * as z from 'zod/mini';
import { day, list, section } from './values.ts';

/** A value that holds from a day on, `YYYY-MM-DD`. */
interface DatedRow<Value> {
  readonly from: string;
  readonly value: Value;
}

/** One value for ever, or a list of values by the day from which each holds, ascending (contract 3, `taxation`). */
export type Dated<Value> = Value | readonly DatedRow<Value>[];

/** A value that may be given as a dated list instead: `[{ "from": "2026-01-01", "value": … }, …]`. */
export const dated = <Value extends z.core.SomeType>(value: Value) =>
  z.union([
    value,
    list(section({ from: day, value })).check(
      z.refine((rows) => rows.length > 0, 'Список пуст: нужна хотя бы одна строка с датой'),
      z.refine(
        (rows) => rows.every(({ from }, index) => index === 0 || from > (rows[index - 1]?.from ?? '')),
        'Даты from должны идти по возрастанию, каждая один раз',
      ),
    ),
  ]);

/**
 * The value that holds for a document.
 *
 * @param day the document's date, `YYYY-MM-DD`; whatever follows the day is not looked at, so a date-time will do.
 * @returns that of the last row that has begun; before the first one, the first row's.
 */
export function valueOn<Value extends string | boolean>(setting: Dated<Value>, day: string): Value {
  if (typeof setting === 'string' || typeof setting === 'boolean') {
    return setting;
  }
  const rows = setting as readonly DatedRow<Value>[];
  const begun = rows.findLast(({ from }) => from <= day.slice(0, from.length)) ?? rows[0];
  if (begun === undefined) {
    throw new RangeError('a dated setting without rows passed validation');
  }
  return begun.value;
}
