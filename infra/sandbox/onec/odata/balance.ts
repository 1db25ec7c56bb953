import { type Quantity, quantityToNumber } from '../../../../lib/money/kopecks.ts';
import type { Base } from '../base.ts';
import { type Movement, movementsOf } from '../behaviour/stock-movements.ts';
import { unknownProperty } from '../filter/path.ts';
import { type BalanceSchema, balanceShape } from '../schema/schema.ts';
import type { Row } from '../store/entity.ts';
import { Transaction } from '../store/transaction.ts';
import { pick } from './projection.ts';
import type { ReadOptions } from './query.ts';
import { matching, type ReadContext, readRecords } from './read.ts';
import type { TableParameters } from './virtual-table.ts';

/**
 * The virtual table of balances (onec-odata A5): movements that meet `Condition`, summed up by `Dimensions`; what comes to
 * nothing in every resource is absent. The options of the read apply to the result.
 *
 * @throws {ODataFault} 400 code 10 for an unknown dimension or property, and whatever a condition is refused with.
 */
export function readBalance(
  register: BalanceSchema,
  { condition, dimensions = register.description.dimensions }: TableParameters,
  options: ReadOptions,
  base: Base,
  context: ReadContext,
): ReturnType<typeof readRecords> {
  const unknown = dimensions.find((name) => !register.description.dimensions.includes(name));
  if (unknown !== undefined) {
    throw unknownProperty(unknown);
  }
  const movements = movementsOf(register, new Transaction(base.store), base.rules);
  const places = new Map(movements.map((movement) => [movement.place, movement]));
  const chosen =
    condition === undefined
      ? movements
      : matching(places.keys(), condition, register.dimensions, context).flatMap(
          (place) => places.get(place) ?? [],
        );
  const shape = balanceShape(register, dimensions, base.schema);
  const columns = [...shape.fields.keys()].filter((name) => register.dimensions.fields.has(name));
  const rows = sumUp(chosen, columns, register.description.resources);
  return readRecords(`${register.set}/Balance`, rows, shape, options, context);
}

function sumUp(
  movements: readonly Movement[],
  columns: readonly string[],
  resources: readonly string[],
): Row[] {
  const groups = Map.groupBy(movements, ({ place }) => columns.map((name) => place[name]).join('|'));
  return [...groups.values()].flatMap((group) => {
    const sums = resources.map((name): [string, number] => [
      `${name}Balance`,
      group.reduce((sum, { changes }) => sum + (changes[name] ?? 0), 0),
    ]);
    const amounts = sums.map(([name, sum]) => [name, quantityToNumber(sum as Quantity)] as const);
    return sums.some(([, sum]) => sum !== 0)
      ? [{ ...pick(group[0]?.place ?? {}, columns), ...Object.fromEntries(amounts) } as Row]
      : [];
  });
}
