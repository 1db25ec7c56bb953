import type { Shop } from '../../shop/shop.ts';
import { keyOfEntity } from '../odata/address.ts';
import { emptyEntity, emptyRow } from '../schema/empty.ts';
import { periodicRecord } from '../schema/periodic-record.ts';
import type { Schema, SetSchema } from '../schema/schema.ts';
import type { Change } from '../store/change.ts';
import type { Entity } from '../store/entity.ts';
import { encodeVersion } from '../store/version.ts';
import { companySeed } from './company.ts';
import { customerSeed } from './customers.ts';
import { goodsSeed, stockSeed } from './goods.ts';
import { goodsDetailsSeed } from './goods-details.ts';
import { inOldWords } from './old-words.ts';
import { priceSeed } from './prices.ts';
import type { Seed } from './record.ts';

/**
 * The shop as entities of the base. Objects that the release does not describe are left out.
 *
 * @throws {TypeError} if the shop needs a property that the description lacks.
 */
export function seedShop(shop: Shop, schema: Schema): Change[] {
  const seeds = [
    ...companySeed(shop, schema),
    ...goodsSeed(shop),
    ...goodsDetailsSeed(shop, schema),
    ...priceSeed(shop, schema),
    ...customerSeed(shop),
  ].map((seed) => inOldWords(seed, shop, schema));
  const entities = seeds.flatMap(({ set, properties }, index) => {
    const periodic = schema.periodic.get(set);
    if (periodic !== undefined) {
      return [{ set, ...periodicRecord(periodic, properties) }];
    }
    const own = schema.sets.get(set);
    if (own === undefined) {
      return [];
    }
    const filled = fill(own, properties);
    const entity = own.fields.has('DataVersion')
      ? { ...filled, DataVersion: encodeVersion(BigInt(index + 1)) }
      : filled;
    return [{ set, key: keyOfEntity(own, entity), entity }];
  });
  return [...entities, ...stockSeed(shop, schema)];
}

function fill(schema: SetSchema, properties: Seed['properties']): Entity {
  const entity = emptyEntity(schema);
  for (const [name, value] of Object.entries(properties)) {
    const table = schema.tables.get(name);
    if (table !== undefined && Array.isArray(value)) {
      const owner = String(properties.Ref_Key);
      entity[name] = value.map((row, index) => ({
        ...emptyRow(table),
        ...row,
        Ref_Key: owner,
        LineNumber: String(index + 1),
      }));
    } else if (schema.fields.has(name)) {
      entity[name] = value;
    } else {
      throw new TypeError(`the description of ${schema.set} lacks ${name}`);
    }
  }
  return entity;
}
