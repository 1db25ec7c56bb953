import { formatScaled } from './decimal.ts';
import type { Kopecks, Quantity } from './kopecks.ts';
import { formatKopecks } from './kopecks.ts';

const NO_BREAK_SPACE = '\u00a0';
const QUANTITY_SCALE = 3;

/** Roubles as Russian readers write them, unbreakable: `180050` → `1 800,50`. */
export function sayKopecks(amount: Kopecks): string {
  const [whole = '', fraction = ''] = formatKopecks(amount).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE)},${fraction}`;
}

/** Units as Russian readers write them, without idle zeros: `2000` → `2`, `350` → `0,35`. */
export function sayQuantity(quantity: Quantity): string {
  return formatScaled(quantity, QUANTITY_SCALE)
    .replace(/\.?0+$/, '')
    .replace('.', ',');
}
