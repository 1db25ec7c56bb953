import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../../lib/onec/transport.ts';
import { timeLimits, USUAL_TIMEOUT_SECONDS } from '../../lib/platform/time-limits.ts';

describe('the limits of a function', () => {
  it('N-2: follow each other, whatever its time-out is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 900_000 }), (timeout) => {
        const { beginMs, finishMs, timeoutMs, leaseMs } = timeLimits(timeout);
        expect(beginMs).toBeGreaterThanOrEqual(timeout / 2);
        expect(finishMs).toBeGreaterThan(beginMs);
        expect(timeoutMs).toBeGreaterThan(finishMs);
        expect(leaseMs).toBeGreaterThan(timeoutMs);
      }),
    );
  });

  it.each([
    [60, 30, 50, 90],
    [180, 90, 170, 210],
    [900, 810, 890, 930],
  ])('N-2: of %d s: begin until %d, finish by %d, leases of %d', (timeout, begin, finish, lease) => {
    expect(timeLimits(timeout * 1000)).toEqual({
      beginMs: begin * 1000,
      finishMs: finish * 1000,
      timeoutMs: timeout * 1000,
      leaseMs: lease * 1000,
    });
  });

  it('the usual time-out leaves whoever begins last the time of a call that wakes 1C up', () => {
    const { beginMs, timeoutMs } = timeLimits(USUAL_TIMEOUT_SECONDS * 1000);
    expect(timeoutMs - beginMs).toBeGreaterThan(Math.max(PATIENT.readMs, PATIENT.writeMs));
  });
});
