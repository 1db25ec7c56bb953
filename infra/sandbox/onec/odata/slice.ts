import type { Base } from '../base.ts';
import type { PeriodicSchema } from '../schema/schema.ts';
import { type Row, textOf } from '../store/entity.ts';
import { pick } from './projection.ts';
import type { ReadOptions } from './query.ts';
import { matching, type ReadContext, readRecords } from './read.ts';
import type { TableParameters } from './virtual-table.ts';

/**
 * The virtual table of last records (onec-odata A5): of those up to `Period` that meet `Condition`, the last of each
 * combination of dimensions. The options of the read apply to the result.
 *
 * @throws {ODataFault} 400 code 10 for a condition on anything but dimensions, where 1C would bring up an older record, and
 *   whatever else a condition is refused with.
 */
export function readSlice(
  register: PeriodicSchema,
  { condition, period }: TableParameters,
  options: ReadOptions,
  base: Base,
  context: ReadContext,
): ReturnType<typeof readRecords> {
  const records = [...base.store.list(register.set)]
    .filter((record) => period === undefined || textOf(record, 'Period') <= period)
    .map((record) => pick(record, [...register.fields.keys()]) as Row);
  const chosen =
    condition === undefined ? records : matching(records, condition, register.dimensions, context);
  const last = new Map<string, Readonly<Row>>();
  for (const record of chosen) {
    const place = [...register.dimensions.fields.keys()].map((name) => record[name]).join('|');
    const known = last.get(place);
    if (known === undefined || textOf(known, 'Period') <= textOf(record, 'Period')) {
      last.set(place, record);
    }
  }
  return readRecords(`${register.set}/SliceLast`, last.values(), register, options, context);
}
