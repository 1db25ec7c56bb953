import { describe, expect, it } from 'vitest';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { timeLimits } from '../../lib/platform/time-limits.ts';
import { LINK_KINDS } from '../../lib/state/links.ts';
import { delayAt, withoutFault } from './support/crash-injection.ts';
import { deliver } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { SCENARIOS } from './support/scenarios.ts';
import { startStage, TIMEOUT_SECONDS } from './support/stage.ts';

const { leaseMs } = timeLimits(TIMEOUT_SECONDS * 1000);

const CREATE = /^POST [^/]+$/;
const LINK = new RegExp(`^table update (${LINK_KINDS.join('|')})#`);

/** What changes an object in 1C, or what is remembered or said of the order; what stands in a document may be posted by anybody. */
const CHANGE = new RegExp(
  `^(PATCH |POST [^/]+$|table (put|update) (${LINK_KINDS.join('|')}|document|parked|timeline)\\b)`,
);

/**
 * What a worker that is late owes all the same: nobody else knows of an object that it has created, until its link is written;
 * and an outcome whose record was begun is written to its end.
 */
function isOwed(step: string, before: readonly string[]): boolean {
  const sinceCreate = before.slice(before.findLastIndex((one) => CREATE.test(one)));
  const isCreateUntold = before.some((one) => CREATE.test(one)) && !sinceCreate.some((one) => LINK.test(one));
  if (isCreateUntold) {
    return LINK.test(step) || step.startsWith('table put document#');
  }
  // A record begins with a look at the outcome before, then come the attempt and the outcome.
  return step.startsWith('table put timeline#')
    ? before.at(-1)?.startsWith('table get order#') === true
    : step.startsWith('table put order#') && before.some((one) => one.startsWith('table put timeline#'));
}

const cases = SCENARIOS.flatMap((scenario) =>
  (scenario.creates ? [true, false] : [true]).map((keepClientKeys) => ({ scenario, keepClientKeys })),
);

describe('a worker whose lease ran out while it waited for one answer', () => {
  it.each(cases)(
    'changes nothing more and says nothing of the order, whichever answer it was ($scenario.name, 1C keeps a given Ref_Key: $keepClientKeys)',
    async ({ scenario, keepClientKeys }) => {
      await using stage = await startStage({
        release: release11520,
        switches: { keepClientKeys },
        settings: { deletedOrders: 'cancel' },
      });
      await scenario.prepare(stage);
      await stage.time.passUntil(startProcess(stage).poll());
      const restore = stage.snapshot();
      const { io, steps } = withoutFault();
      await stage.time.passUntil(deliver(stage, startProcess(stage, { io })));
      expect(steps.filter((step) => CHANGE.test(step)).length).toBeGreaterThan(3);

      for (const [index, slow] of steps.entries()) {
        restore();
        const late = delayAt(index + 1, () => stage.time.sleep(leaseMs));
        await stage.time.passUntil(deliver(stage, startProcess(stage, { io: late.io })));
        const inTime = late.steps.length - late.later().length;
        const changes = late.later().filter((step, place) => {
          const before = late.steps.slice(0, inTime + place);
          return CHANGE.test(step) && !isOwed(step, before);
        });
        expect(changes, `the lease was over when step ${index + 1} was answered: ${slow}`).toEqual([]);
      }
    },
  );
});
