import { describe, expect, it } from 'vitest';
import { type CursorPosition, createCursors } from '../../lib/state/cursors.ts';
import { killAt, type Moment, type Mortal } from './support/fate.ts';
import { type FinalState, watchState } from './support/final-state.ts';
import { liveUntilDeath, recover } from './support/lives.ts';
import { RELEASES } from './support/releases.ts';
import { SCENARIOS, type Scenario } from './support/scenarios.ts';
import { type Stage, startStage } from './support/stage.ts';

interface Case {
  readonly scenario: Scenario;
  readonly moment: Moment;
  readonly keepClientKeys: boolean;
}

/**
 * A death after one step and a death before the next differ only in what was under way beside them. All of them are tried
 * on one release, one of each pair on the others.
 */
const casesOf = (isThorough: boolean): readonly Case[] =>
  SCENARIOS.flatMap((scenario) =>
    (isThorough ? (['before', 'after'] as const) : (['after'] as const)).flatMap((moment) =>
      keysOf(scenario, isThorough).map((keepClientKeys) => ({ scenario, moment, keepClientKeys })),
    ),
  );

/** Only what is created can be created twice; a base that chooses keys itself is the harder one. */
function keysOf({ creates }: Scenario, isThorough: boolean): readonly boolean[] {
  if (!creates) {
    return [true];
  }
  return isThorough ? [true, false] : [false];
}

describe.each(RELEASES)('UT $release.name', ({ release, isThorough }) => {
  it.each(casesOf(isThorough))(
    'worker killed $moment any single I/O step, then restarted, every step tried in turn → same final state; cursor never ahead of the queue ($scenario.name, 1C keeps a given Ref_Key: $keepClientKeys)',
    async ({ scenario, moment, keepClientKeys }) => {
      const runWith = async (mortal: Mortal): Promise<FinalState> => {
        await using stage = await startStage({
          release,
          switches: { keepClientKeys },
          settings: { deletedOrders: 'cancel' },
        });
        return await finalStateAfter(stage, scenario, mortal, watchState(stage, release));
      };
      const undisturbed = killAt(Number.POSITIVE_INFINITY, moment);
      const expected = await runWith(undisturbed);
      expect(expected).toMatchObject({ messages: 0, parked: [], deadLetters: [] });
      expect(undisturbed.steps.length).toBeGreaterThan(30);
      for (let step = 1; step <= undisturbed.steps.length; step += 1) {
        const mortal = killAt(step, moment);
        expect(await runWith(mortal), `${moment} step ${step}: ${undisturbed.steps[step - 1]}`).toEqual(
          expected,
        );
        expect(mortal.hasDied()).toBe(true);
      }
    },
    600_000,
  );
});

async function finalStateAfter(
  stage: Stage,
  scenario: Scenario,
  mortal: Mortal,
  read: (orderId: number) => Promise<FinalState>,
): Promise<FinalState> {
  const orderId = await scenario.prepare(stage);
  const before = await cursorOf(stage);
  const happenedAt = stage.time.clock.now();
  if ((await liveUntilDeath(stage, mortal)) === 'died') {
    if (hasPassed(before, await cursorOf(stage))) {
      expect(await isQueuedOrDone(stage, orderId, happenedAt), 'the cursor is ahead of the queue').toBe(true);
    }
    await recover(stage);
  }
  return read(orderId);
}

const cursorOf = async (stage: Stage): Promise<CursorPosition | undefined> =>
  (await createCursors(stage.table, '').read('order-history'))?.position;

/** The cursor stands behind a record that it did not stand behind before. */
function hasPassed(before: CursorPosition | undefined, after: CursorPosition | undefined): boolean {
  const passed = (cursor: CursorPosition | undefined): number =>
    cursor !== undefined && 'sinceId' in cursor ? cursor.sinceId : 0;
  return passed(after) > passed(before);
}

async function isQueuedOrDone(stage: Stage, orderId: number, happenedAt: number): Promise<boolean> {
  const outcome = await stage.outcomes.read(orderId);
  return stage.queue.size() > 0 || (outcome?.readAt !== undefined && outcome.readAt >= happenedAt);
}
