import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDue } from '../../lib/journal/due.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

/** A job whose last run began `minutes` ago and has ended. */
const ranBefore = (minutes: number, failures = 0) => ({
  failures,
  lastRun: { id: 'run-1', startedAt: NOW - minutes * MINUTE, until: NOW + MINUTE, isOver: true },
});
/** A job whose last run began `minutes` ago, has not ended, and has time until `until`. */
const runningFor = (minutes: number, until: number, failures = 0) => ({
  failures,
  lastRun: { id: 'run-1', startedAt: NOW - minutes * MINUTE, until, isOver: false },
});

describe('a job is due', () => {
  it('at once if it never ran', () => {
    expect(isDue(undefined, 180, NOW)).toBe(true);
    expect(isDue({ failures: 0 }, 180, NOW)).toBe(true);
  });

  it('never while it is switched off', () => {
    expect(isDue(undefined, 0, NOW)).toBe(false);
    expect(isDue(ranBefore(1e6, 3), 0, NOW)).toBe(false);
  });

  it('a period after its last start, half a minute early at most', () => {
    expect(isDue(ranBefore(4.49), 5, NOW)).toBe(false);
    expect(isDue(ranBefore(4.5), 5, NOW)).toBe(true);
    expect(isDue(ranBefore(400), 5, NOW)).toBe(true);
  });

  it('after failures at the next tick, then ever later, never later than its period', () => {
    const waits = [1, 2, 3, 4, 5, 6, 100].map((failures) => {
      const isDueAfter = (minutes: number) => isDue(ranBefore(minutes, failures), 10, NOW);
      return [1, 2, 4, 8, 10].find(isDueAfter);
    });
    expect(waits).toEqual([1, 2, 4, 8, 10, 10, 10]);
  });

  it('no sooner for earlier failures while a run is under way', () => {
    expect(isDue(runningFor(2, NOW + 1, 1), 10, NOW)).toBe(false);
    expect(isDue(runningFor(10, NOW + 1, 1), 10, NOW)).toBe(true);
  });

  it('at the next tick after a run that died, once it must be over', () => {
    expect(isDue(runningFor(3, NOW + 1), 10, NOW)).toBe(false);
    expect(isDue(runningFor(3, NOW), 10, NOW)).toBe(true);
    expect(isDue(runningFor(3, NOW, 9), 10, NOW)).toBe(false);
  });

  it('when a clock that was set back would make it wait for ever', () => {
    expect(isDue(ranBefore(-60), 5, NOW)).toBe(true);
    expect(isDue(ranBefore(-0.1), 5, NOW)).toBe(false);
  });

  it('exactly at every n-th tick, however much ticks jitter within a quarter of a minute', () => {
    const scenario = fc.record({
      period: fc.integer({ min: 1, max: 12 }),
      phase: fc.integer({ min: 0, max: MINUTE }),
      jitters: fc.array(fc.integer({ min: -14_999, max: 14_999 }), { minLength: 30, maxLength: 60 }),
      durations: fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 60, maxLength: 60 }),
    });
    fc.assert(
      fc.property(scenario, ({ period, phase, jitters, durations }) => {
        const ran: number[] = [];
        let job: Parameters<typeof isDue>[0];
        for (const [tick, jitter] of jitters.entries()) {
          const now = NOW + phase + tick * MINUTE + jitter;
          if (isDue(job, period, now)) {
            ran.push(tick);
            const until = now + (durations[tick] ?? 0);
            job = { failures: 0, lastRun: { id: String(tick), startedAt: now, until, isOver: true } };
          }
        }
        expect(ran).toEqual(jitters.map((_, tick) => tick).filter((tick) => tick % period === 0));
      }),
    );
  });

  it('once for a tick that is delivered twice within half a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_080 }), fc.integer({ min: 0, max: 29_999 }), (period, lag) => {
        expect(isDue(ranBefore(lag / MINUTE), period, NOW)).toBe(false);
      }),
    );
  });
});
