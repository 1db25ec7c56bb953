import { compilePath } from '../filter/compile.ts';
import { type Names, referredSet } from '../filter/path.ts';
import type { Value } from '../filter/value.ts';
import type { Entity, Row } from '../store/entity.ts';
import { presentationOf } from './presentation.ts';
import type { ReadOptions } from './query.ts';

type Key = string | number | boolean;

/**
 * Records in the order of `$orderby`: NULL comes first, a reference is sorted by its presentation, and what is alike comes
 * in any order, another one with the next request.
 *
 * @param tie a number for each record that tells it from those like it.
 * @throws {ODataFault} 400 code 10 for an unknown property.
 */
export function sortRecords<Item extends Readonly<Entity> | Readonly<Row>>(
  records: readonly Item[],
  orderBy: NonNullable<ReadOptions['orderBy']>,
  names: Names,
  tie: () => number,
): readonly Item[] {
  const terms = orderBy.map(({ path, descending }) => ({
    read: keyReader(path, names),
    sign: descending ? -1 : 1,
  }));
  if (terms.length === 0) {
    return records;
  }
  return records
    .map((record) => ({ record, keys: terms.map(({ read }) => read(record)), tie: tie() }))
    .sort((a, b) => {
      for (const [index, { sign }] of terms.entries()) {
        const difference = compare(a.keys[index] ?? '', b.keys[index] ?? '');
        if (difference !== 0) {
          return sign * difference;
        }
      }
      return a.tie - b.tie;
    })
    .map(({ record }) => record);
}

function keyReader(path: string, names: Names): (record: Readonly<Entity>) => Key {
  const read = compilePath(path, names);
  const target = referredSet(path.split('/'), names.shape, names);
  return (record) => sortKey(read(record), target, names);
}

function sortKey(value: Value, target: string | undefined, names: Names): Key {
  if (typeof value === 'object') {
    return names.schema.sets.has(value.set) ? presentationOf(value.set, value.key, names) : value.key;
  }
  return target !== undefined && typeof value === 'string'
    ? presentationOf(target, value, names)
    : (value ?? '');
}

function compare(left: Key, right: Key): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
