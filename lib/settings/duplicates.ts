import { type Fault, pathText } from './faults.ts';

/**
 * Rows of a table that repeat the key of an earlier row.
 *
 * @param table path of the table: `['sites', 0, 'warehouses']`.
 * @param key the column by which the table is read.
 */
export function duplicates<Key extends string>(
  table: readonly (string | number)[],
  key: Key,
  rows: readonly Readonly<Record<Key, string | number>>[],
): Fault[] {
  const firstAt = new Map<string | number, number>();
  return rows.flatMap((row, index) => {
    const first = firstAt.get(row[key]);
    if (first === undefined) {
      firstAt.set(row[key], index);
      return [];
    }
    return [
      {
        path: pathText([...table, index, key]),
        problem: `Повторяет ${pathText([...table, first, key])}: непонятно, какая из строк действует`,
      },
    ];
  });
}
