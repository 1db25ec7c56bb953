import type { Entity, Scalar } from '../store/entity.ts';
import { emptyRow } from './empty.ts';
import type { PeriodicSchema } from './schema.ts';

/**
 * A record of a periodic register with its key in the store: dimensions and period. What is left out is empty.
 *
 * @throws {TypeError} for a property that the register lacks.
 */
export function periodicRecord(
  register: PeriodicSchema,
  properties: Readonly<Record<string, unknown>>,
): { readonly key: string; readonly entity: Entity } {
  const entity: Entity = emptyRow(register);
  for (const [name, value] of Object.entries(properties)) {
    if (!register.fields.has(name)) {
      throw new TypeError(`the description of ${register.set} lacks ${name}`);
    }
    entity[name] = value as Scalar;
  }
  const key = [...register.dimensions.fields.keys(), 'Period'].map((name) => String(entity[name]));
  return { key: key.join('|').toLowerCase(), entity };
}
