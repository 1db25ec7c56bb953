import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertMemory, type Condition, NOTHING_TOLD, planAlerts } from '../../lib/alerts/plan-alerts.ts';

const NOON = Date.parse('2026-11-24T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const parked = (reason: string, latest: number): Condition => ({
  key: `orders:${reason}`,
  title: `Отложено заказов: 1 — ${reason} (138A)`,
  message: `Причина ${reason}.`,
  latest,
});

/** Looks once a minute, as long as it is told what there is. */
function watch() {
  let memory: AlertMemory = NOTHING_TOLD;
  let now = NOON;
  return {
    get now() {
      return now;
    },
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
    look: (...conditions: readonly Condition[]): readonly string[] => {
      const plan = planAlerts(conditions, memory, now);
      memory = plan.memory;
      return plan.alerts.map(({ text }) => text);
    },
  };
}

describe('who is told what is parked', () => {
  it('N-5: the first of a reason at once, with its message and what to do', () => {
    const { look } = watch();
    const [text, ...others] = look(parked('productUnknown', NOON));
    expect(others).toEqual([]);
    expect(text).toContain('Отложено заказов: 1 — productUnknown (138A)\nПричина productUnknown.');
    expect(text).toContain('failed list');
    expect(look(parked('productUnknown', NOON))).toEqual([]);
  });

  it('N-5: another reason at once as well, and that one only', () => {
    const { look, pass } = watch();
    look(parked('productUnknown', NOON));
    pass(MINUTE);
    const [text = ''] = look(parked('productUnknown', NOON), parked('sumsDiffer', NOON));
    expect(text).toContain('sumsDiffer');
    expect(text).not.toContain('productUnknown');
  });

  it('N-5: more of a reason in a digest, at most once an hour', () => {
    const { look, pass } = watch();
    look(parked('productUnknown', NOON));
    const told: number[] = [];
    for (let minute = 1; minute <= 180; minute += 1) {
      pass(MINUTE);
      if (look(parked('productUnknown', NOON + minute * MINUTE)).length > 0) {
        told.push(minute);
      }
    }
    expect(told).toEqual([60, 120, 180]);
  });

  it('N-5: nothing more while nothing changes, be it for days', () => {
    const { look, pass } = watch();
    look(parked('productUnknown', NOON));
    for (let hour = 0; hour < 72; hour += 1) {
      pass(HOUR);
      expect(look(parked('productUnknown', NOON))).toEqual([]);
    }
  });

  it('N-5: that it is over, once, and what still waits', () => {
    const { look, pass } = watch();
    look(parked('productUnknown', NOON), parked('sumsDiffer', NOON));
    pass(MINUTE);
    const [partly = ''] = look(parked('sumsDiffer', NOON));
    expect(partly).toContain('productUnknown');
    expect(partly).toContain('sumsDiffer (138A)');
    pass(MINUTE);
    expect(look()).toEqual(['Отложенных больше нет: всё загружено.']);
    pass(MINUTE);
    expect(look()).toEqual([]);
  });

  it('N-5: what comes and goes within an hour does not tell people every minute', () => {
    const { look, pass } = watch();
    let told = look(parked('onecRefused', NOON)).length;
    for (let minute = 1; minute < 60; minute += 1) {
      pass(MINUTE);
      told += minute % 2 === 0 ? look(parked('onecRefused', NOON + minute * MINUTE)).length : look().length;
    }
    expect(told).toBeLessThanOrEqual(2);
  });

  it('N-5: after an hour of quiet the next one of the reason is the first again', () => {
    const { look, pass } = watch();
    look(parked('onecRefused', NOON));
    look();
    pass(HOUR);
    expect(look(parked('onecRefused', NOON + HOUR))).toHaveLength(1);
  });

  it('N-5: whatever comes and goes: each first is told at once, and at most one digest an hour', () => {
    const reasons = fc.subarray(['productUnknown', 'sumsDiffer', 'siteUnmapped']);
    fc.assert(
      fc.property(fc.array(reasons, { minLength: 1, maxLength: 200 }), (looks) => {
        const { look, pass } = watch();
        const seen = new Set<string>();
        const repeats: number[] = [];
        for (const [minute, present] of looks.entries()) {
          const texts = look(...present.map((reason) => parked(reason, NOON + minute * MINUTE)));
          const raised = texts.filter((text) => text.includes('failed list'));
          const first = present.filter((reason) => !seen.has(reason));
          expect(first.every((reason) => raised.some((text) => text.includes(reason)))).toBe(true);
          if (raised.length > 0 && first.length === 0) {
            repeats.push(minute);
          }
          for (const reason of present) {
            seen.add(reason);
          }
          pass(MINUTE);
        }
        const gaps = repeats.slice(1).map((minute, index) => minute - (repeats[index] ?? 0));
        expect(gaps.every((gap) => gap >= 60)).toBe(true);
      }),
    );
  });
});
