import type { Shop } from '../../shop/shop.ts';
import { keyOfEntity } from '../odata/address.ts';
import { emptyEntity, emptyRow } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import type { Entity } from '../store/entity.ts';
import type { Change } from '../store/store.ts';
import { companySeed } from './company.ts';
import { customerSeed } from './customers.ts';
import { goodsSeed, stockSeed } from './goods.ts';

/** Properties of one entity; what is left out is empty. */
export interface Seed {
  readonly set: string;
  readonly properties: Readonly<Record<string, Entity[string]>>;
}

/**
 * The shop as entities of the base. Objects that the release does not describe are left out.
 *
 * @throws {TypeError} if the shop needs a property that the description lacks.
 */
export function seedShop(shop: Shop, schema: Schema): Change[] {
  const seeds = [...companySeed(shop), ...goodsSeed(shop), ...customerSeed(shop)];
  const entities = seeds.flatMap(({ set, properties }, index) => {
    const own = schema.sets.get(set);
    if (own === undefined) {
      return [];
    }
    const entity: Entity = { ...emptyEntity(own), DataVersion: version(index + 1) };
    for (const [name, value] of Object.entries(properties)) {
      const table = own.tables.get(name);
      if (table === undefined && !own.fields.has(name)) {
        throw new TypeError(`the description of ${set} lacks ${name}`);
      }
      entity[name] =
        table !== undefined && Array.isArray(value)
          ? value.map((row, line) => ({
              ...emptyRow(table),
              ...row,
              Ref_Key: String(entity.Ref_Key),
              LineNumber: String(line + 1),
            }))
          : value;
    }
    return [{ set, key: keyOfEntity(own, entity), entity }];
  });
  return [...entities, ...stockSeed(shop)];
}

function version(serial: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(serial, 4);
  return bytes.toString('base64');
}
