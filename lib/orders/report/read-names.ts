import type { OnecClient } from '../../onec/client.ts';
import { OnecRightsMissing, OnecSetNotPublished } from '../../onec/errors.ts';
import { guid } from '../../onec/filter.ts';
import type { CatalogDescription, ObjectDescription, Properties } from '../../onec/ut/describe.ts';
import { OBJECTS } from '../../onec/ut/objects/all.ts';
import { ставкиНДС } from '../../onec/ut/objects/goods.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Names } from './explain-write.ts';

interface Named {
  readonly Ref_Key: string;
  readonly Description: string;
}

const NAMED = ['Ref_Key', 'Description'] as const satisfies readonly (keyof Named)[];

/** Keys that values refer to, by the set that they are elements of. */
export type KeysBySet = ReadonlyMap<string, ReadonlySet<string>>;

/** A body or an entity of 1C with the description of its object. */
export interface Described {
  readonly object: ObjectDescription;
  readonly values: object;
}

/** The keys that bodies and entities refer to, header and rows alike; in 1C's references only, whose set is known. */
export function keysBehind(described: readonly Described[]): KeysBySet {
  const keys = new Map<string, Set<string>>();
  const collect = (properties: Properties, values: object) => {
    for (const [name, property] of Object.entries(properties)) {
      const key: unknown = property.kind === 'reference' ? Reflect.get(values, `${name}_Key`) : undefined;
      if (property.kind === 'reference' && typeof key === 'string' && key !== EMPTY_KEY && key !== '') {
        keys.set(property.target, (keys.get(property.target) ?? new Set()).add(key));
      }
    }
  };
  for (const { object, values } of described) {
    collect(object.properties, values);
    for (const [name, columns] of Object.entries(object.tables)) {
      const rows: unknown = Reflect.get(values, name);
      for (const row of Array.isArray(rows) ? rows : []) {
        collect(columns, Object(row));
      }
    }
  }
  return keys;
}

/**
 * The names behind keys, in one request a catalogue however many documents there are. An order can be imported without
 * organisations and warehouses being published, so names that 1C does not show are left out.
 *
 * @param proposed keys of what does not exist yet.
 * @throws whatever else keeps 1C from answering.
 */
export async function readNames(
  keys: KeysBySet,
  proposed: ReadonlySet<string>,
  onec: OnecClient,
): Promise<Names> {
  const catalogs = OBJECTS.filter((object): object is CatalogDescription => object.kind === 'catalog');
  const named = await Promise.all(
    catalogs.map((catalog) => {
      const wanted = [...(keys.get(catalog.set) ?? [])].filter((key) => !proposed.has(key));
      return wanted.length === 0 ? [] : unlessHidden(() => namesOf(catalog, wanted, onec));
    }),
  );
  return new Map(named.flat().map((element) => [element.Ref_Key, element.Description]));
}

/** VAT rates are few, and in 11.4 an enumeration whose keys are no GUIDs: all of them, in every release alike. */
const namesOf = (
  catalog: CatalogDescription,
  keys: readonly string[],
  onec: OnecClient,
): Promise<readonly Named[]> =>
  catalog.set === ставкиНДС.set
    ? onec.list(ставкиНДС, { select: NAMED })
    : onec.listByValues(catalog, { property: 'Ref_Key', values: keys.map(guid), select: NAMED });

async function unlessHidden(read: () => Promise<readonly Named[]>): Promise<readonly Named[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OnecSetNotPublished || error instanceof OnecRightsMissing) {
      return [];
    }
    throw error;
  }
}
