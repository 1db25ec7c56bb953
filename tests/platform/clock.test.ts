import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the system's time", () => {
  it('is milliseconds since the epoch', () => {
    expect(systemClock.now()).toBe(1_772_366_400_000);
  });

  it('is slept away no shorter and no longer than told', async () => {
    const woken = vi.fn();
    const sleeping = systemSleep(1500).then(woken);
    await vi.advanceTimersByTimeAsync(1499);
    expect(woken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(systemClock.now()).toBe(1_772_366_401_500);
  });
});
