import type { Sleep } from '../../../lib/platform/clock.ts';
import type { Table } from '../../../lib/state/table.ts';

/**
 * A table whose single reads and writes take their time; queries take none.
 *
 * @param milliseconds how long one takes.
 */
export function slowTable(table: Table, sleep: Sleep, milliseconds: number): Table {
  const after = async <Result>(result: Promise<Result>): Promise<Result> => {
    await sleep(milliseconds);
    return result;
  };
  return {
    ...table,
    get: (key) => after(table.get(key)),
    getMany: (keys) => after(table.getMany(keys)),
    put: (item, condition) => after(table.put(item, condition)),
    update: (key, changes, condition) => after(table.update(key, changes, condition)),
    delete: (key, condition) => after(table.delete(key, condition)),
  };
}
