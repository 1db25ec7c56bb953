import { expect, it } from 'vitest';
import { type Supply, supplyOfDelivery } from '../../../../lib/orders/order/rows/supply.ts';

const ship = { supply: 'Отгрузить', canceled: false } as const;
const other = { supply: 'КОбеспечению', canceled: false } as const;

it.each<[string, readonly { readonly supply: Supply; readonly canceled: boolean }[], Supply]>([
  ['all of them are shipped', [ship, ship], 'Отгрузить'],
  ['those that are not cancelled are shipped', [ship, { ...other, canceled: true }], 'Отгрузить'],
  ['one of them is not', [ship, other], 'НеТребуется'],
  ['all of them are cancelled', [{ ...ship, canceled: true }], 'НеТребуется'],
  ['there are none', [], 'НеТребуется'],
])('a delivery is shipped with its goods and never alone: where %s', (_, goods, supply) => {
  expect(supplyOfDelivery(goods)).toBe(supply);
});
