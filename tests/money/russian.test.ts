import { expect, it } from 'vitest';
import { parseKopecks, parseQuantity } from '../../lib/money/kopecks.ts';
import { sayKopecks, sayQuantity } from '../../lib/money/russian.ts';

it.each([
  ['0', '0,00'],
  ['1800.5', '1\u00a0800,50'],
  ['999.99', '999,99'],
  ['-1234567.01', '-1\u00a0234\u00a0567,01'],
])('%s roubles are said as %s', (roubles, said) => {
  expect(sayKopecks(parseKopecks(roubles))).toBe(said);
});

it.each([
  ['2', '2'],
  ['0.350', '0,35'],
  ['0', '0'],
  ['100', '100'],
  ['1000.005', '1000,005'],
])('%s units are said as %s', (units, said) => {
  expect(sayQuantity(parseQuantity(units))).toBe(said);
});
