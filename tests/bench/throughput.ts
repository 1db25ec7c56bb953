import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type BenchRow, tableOf, withoutBar } from './bench-row.ts';
import type { Throughput } from './throughput-stack.ts';

const STACK = new URL('./throughput-stack.ts', import.meta.url).pathname;

/**
 * How many plain orders of known customers the local stack imports in a second, from the trigger to the posted document,
 * with one process on both sides of every wire. A figure without a bar: it says what a machine does, not what 1C does.
 */
export async function run(): Promise<BenchRow[]> {
  const child = fork(STACK);
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the stack ended with ${code}`))),
  ]);
  child.disconnect();
  const { perSecond, perCpuSecond } = message as Throughput;
  const name = 'Orders: plain orders of known customers, local stack';
  return [
    withoutBar({ name, figure: perSecond, unit: 'orders/s' }),
    withoutBar({ name, figure: perCpuSecond, unit: 'orders/s of processor time' }),
  ];
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
