import { emptyEntity, emptyRow } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import type { Change } from './change.ts';
import type { Entity, Row } from './entity.ts';

/** How entities lie in the journal: without what is empty, which is most of an order. */
export interface Packing {
  pack(change: Change): Change;
  unpack(change: Change): Change;
}

interface Template {
  readonly entity: Readonly<Entity>;
  readonly rows: ReadonlyMap<string, Readonly<Row>>;
}

/** A packing by the empty entities of a schema; sets that are not in it lie as they are. */
export function createPacking(schema: Schema): Packing {
  const templates = new Map(
    [...schema.sets.values()].map((set): [string, Template] => [
      set.set,
      {
        entity: emptyEntity(set),
        rows: new Map([...set.tables].map(([table, shape]) => [table, emptyRow(shape)])),
      },
    ]),
  );
  const convert = (
    change: Change,
    convertRecord: (record: Readonly<Entity>, template: Readonly<Entity>) => Entity,
  ): Change => {
    const template = templates.get(change.set);
    if (change.entity === null || template === undefined) {
      return change;
    }
    const entity = convertRecord(change.entity, template.entity);
    for (const [table, row] of template.rows) {
      const rows = change.entity[table];
      if (Array.isArray(rows) && rows.length > 0) {
        entity[table] = rows.map((record) => convertRecord(record, row) as Row);
      }
    }
    return { ...change, entity };
  };
  return { pack: (change) => convert(change, filledOnly), unpack: (change) => convert(change, withEmpty) };
}

function filledOnly(record: Readonly<Entity>, template: Readonly<Entity>): Entity {
  const filled = Object.entries(record).filter(
    ([name, value]) => value !== template[name] && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(filled);
}

function withEmpty(record: Readonly<Entity>, template: Readonly<Entity>): Entity {
  return { ...structuredClone(template), ...record };
}
