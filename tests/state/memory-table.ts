// The test twin of the state table in DynamoDB, held to the same contract tests: table-contract.test.ts.
import type { Clock } from '../../lib/platform/clock.ts';
import type { Condition } from '../../lib/state/condition.ts';
import { StateRefused } from '../../lib/state/errors.ts';
import { storedCopyOf } from '../../lib/state/stored-value.ts';
import { type Changes, type Item, isExpired, type Key, type Table } from '../../lib/state/table.ts';

/** DynamoDB's limit for one item. */
const LARGEST_ITEM_BYTES = 400 * 1024;

/** The table, with a way back. */
export interface MemoryTable extends Table {
  /** @returns what brings the table back to this moment, as often as it is called. */
  snapshot(): () => void;
}

/**
 * A state table in memory: links, leases and the rest run on it unchanged.
 *
 * @param clock decides which items are expired.
 */
export function createMemoryTable(clock: Clock): MemoryTable {
  let items = new Map<string, Item>();

  const write = (item: Item, condition: Condition | undefined): boolean => {
    const next = storedCopyOf(item);
    refuseTooLarge(next);
    const isAllowed = condition === undefined || holds(condition, items.get(addressOf(item)) ?? {});
    if (isAllowed) {
      items.set(addressOf(item), next);
    }
    return isAllowed;
  };
  const read = (key: Key): Item[] => {
    const item = items.get(addressOf(key));
    return item === undefined || isExpired(item, clock.now()) ? [] : [structuredClone(item)];
  };

  const readAll = (pk: string): Item[] =>
    [...items.values()]
      .filter((item) => item.pk === pk)
      .flatMap(read)
      .sort((a, b) => Buffer.compare(Buffer.from(a.sk), Buffer.from(b.sk)));

  return {
    get: async (key) => read(key)[0],
    getMany: async (keys) => {
      const distinct = new Map(keys.map((key) => [addressOf(key), key]));
      return [...distinct.values()].flatMap(read);
    },
    query: async (pk) => readAll(pk),
    queryLast: async (pk, most) => readAll(pk).reverse().slice(0, most),
    put: async (item, condition) => write(item, condition),
    update: async (key, changes, condition) =>
      write(changed(items.get(addressOf(key)) ?? key, changes), condition),
    delete: async (key, condition) => {
      const isAllowed = condition === undefined || holds(condition, items.get(addressOf(key)) ?? {});
      if (isAllowed) {
        items.delete(addressOf(key));
      }
      return isAllowed;
    },
    snapshot: () => {
      const held = new Map(items);
      return () => {
        items = new Map(held);
      };
    },
  };
}

function changed(item: Item | Key, { set, setIfAbsent = {} }: Changes): Item {
  return { ...storedCopyOf(setIfAbsent), ...item, ...storedCopyOf(set) } as Item;
}

function refuseTooLarge(item: Item): void {
  const bytes = Buffer.byteLength(JSON.stringify(item));
  if (bytes > LARGEST_ITEM_BYTES) {
    throw new StateRefused('it is larger than 400 KB', { pk: item.pk, sk: item.sk, bytes });
  }
}

function addressOf({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}

/** Whether `condition` holds for the attributes of an item (`{}` for no item). */
function holds(condition: Condition, attributes: Readonly<Record<string, unknown>>): boolean {
  switch (condition.test) {
    case 'absent':
      return attributes[condition.attribute] === undefined;
    case 'equals':
      return attributes[condition.attribute] === condition.value;
    case 'atMost': {
      const value = attributes[condition.attribute];
      return typeof value === 'number' && value <= condition.value;
    }
    case 'anyOf':
      return condition.conditions.some((one) => holds(one, attributes));
  }
}
