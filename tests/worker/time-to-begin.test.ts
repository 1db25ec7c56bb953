import { describe, expect, it } from 'vitest';
import { timeToBegin } from '../../lib/worker/time-to-begin.ts';

describe('the time in which a function may begin an order', () => {
  it.each([
    [180_000, 90_000],
    [900_000, 810_000],
    [60_000, 30_000],
  ])('of %d ms: %d', (timeoutMs, expected) => {
    expect(timeToBegin(timeoutMs)).toBe(expected);
  });
});
