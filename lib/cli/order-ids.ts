import { InvalidArgumentError } from 'commander';

/** Reads a list of order ids; commander calls this for every argument with what came before. Repeated ids count once. */
export function orderIds(text: string, before: readonly number[] = []): readonly number[] {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('нужен id заказа: 1, 2, 3…');
  }
  const orderId = Number(text);
  return before.includes(orderId) ? before : [...before, orderId];
}
