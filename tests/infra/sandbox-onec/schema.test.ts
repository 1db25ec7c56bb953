import { describe, expect, it } from 'vitest';
import { orderState, type StateInput } from '../../../infra/sandbox/onec/behaviour/order-state.ts';
import { makeSchema, type Shape } from '../../../infra/sandbox/onec/schema/schema.ts';
import { seedShop } from '../../../infra/sandbox/onec/seed/seed.ts';
import { decodeValue } from '../../../infra/sandbox/onec/write/decode.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { listedObjects } from '../../onec/support/shared-data.ts';
import { EMPTY_KEY, rows, shop } from './support.ts';

describe('against the lists of names', () => {
  it('every state that is computed is a value of the enumeration', () => {
    const input: StateInput = {
      status: 'КОбеспечению',
      byOrder: true,
      total: 100,
      advance: 0,
      prepayment: 0,
      paid: 0,
      left: 100,
      needsSupply: false,
      waiting: false,
      allShip: true,
      openQuantity: false,
      openInvoice: false,
      openShipment: false,
      ownershipState: false,
      closedByHand: false,
    };
    const states = [
      { ...input, status: 'НеСогласован' },
      { ...input, advance: 10 },
      { ...input, needsSupply: true },
      { ...input, prepayment: 10 },
      { ...input, waiting: true },
      { ...input, allShip: false },
      { ...input, openQuantity: true },
      input,
      { ...input, left: 0, closedByHand: true },
      { ...input, left: 0 },
    ].map(orderState);
    const real = (version: string) =>
      Object.keys(listedObjects(version)['Enums.СостоянияЗаказовКлиентов']?.values ?? {});
    expect(states).toEqual(real('11.5.20.68'));
    expect(states).toEqual(real('11.4.2.139'));
    const newest = orderState({ ...input, openInvoice: true, openQuantity: true, ownershipState: true });
    expect([...states, newest]).toEqual(real('11.5.27.56'));
  });
});

it.each(RELEASES)(
  'UT $name: the seeded shop holds nothing that 1C itself could not hold: types, lengths, names of enumerations, references',
  (release) => {
    const schema = makeSchema(release);
    const seeded = seedShop(shop, schema);
    const keys = new Set(seeded.map(({ set, key }) => `${set} ${key}`));
    const problems: string[] = [];
    const check = (set: string, { fields }: Shape, record: Readonly<Record<string, unknown>>): void => {
      for (const field of fields.values()) {
        const { name, type } = field;
        const report = (kind: string) => problems.push(`${set}.${name}: ${kind}`);
        const value = decodeValue(field, record[name], report);
        const isKnownSet = type.kind === 'reference' && schema.sets.has(type.target);
        if (isKnownSet && value !== EMPTY_KEY && !keys.has(`${type.target} ${value}`)) {
          report('dangling');
        }
      }
    };
    for (const { set, entity } of seeded) {
      const own = schema.sets.get(set);
      if (own !== undefined && entity !== null) {
        check(set, own, entity);
        for (const [table, shape] of own.tables) {
          for (const row of rows(entity, table)) {
            check(`${set}.${table}`, shape, row);
          }
        }
      }
    }
    expect(problems).toEqual([]);
    expect(keys.size).toBe(seeded.length);
  },
);
