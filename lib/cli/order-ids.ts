import { InvalidArgumentError } from 'commander';

/** Reads one order id: `00138` and `138` are the same (contract 2). @throws {InvalidArgumentError} */
export function orderId(text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('нужен id заказа: 1, 2, 3…');
  }
  return Number(text);
}

/** Reads a list of order ids; commander calls this for every argument with what came before. Repeated ids count once. */
export function orderIds(text: string, before: readonly number[] = []): readonly number[] {
  const id = orderId(text);
  return before.includes(id) ? before : [...before, id];
}
