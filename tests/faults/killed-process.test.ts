import { describe, expect, it } from 'vitest';
import { type CursorPosition, createCursors } from '../../lib/state/cursors.ts';
import { recorded } from './support/crash-injection.ts';
import { watchState } from './support/final-state.ts';
import { RELEASES } from './support/releases.ts';
import { recover, runToEnd } from './support/restart.ts';
import { SCENARIOS, type Scenario } from './support/scenarios.ts';
import { type Stage, startStage } from './support/stage.ts';

interface Case {
  readonly scenario: Scenario;
  readonly keepClientKeys: boolean;
}

const casesOf = (isThorough: boolean): readonly Case[] =>
  SCENARIOS.flatMap((scenario) =>
    keysOf(scenario, isThorough).map((keepClientKeys) => ({ scenario, keepClientKeys })),
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
    'worker killed before or after any single I/O step, then restarted, every step tried in turn → same final state; cursor never ahead of the queue ($scenario.name, 1C keeps a given Ref_Key: $keepClientKeys)',
    async ({ scenario, keepClientKeys }) => {
      await using stage = await startStage({
        release,
        switches: { keepClientKeys },
        settings: { deletedOrders: 'cancel' },
      });
      const read = watchState(stage, release);
      const orderId = await scenario.prepare(stage);
      const cursor = await cursorOf(stage);
      const happenedAt = stage.time.clock.now();

      const life = recorded(stage.snapshot);
      await runToEnd(stage, life);
      const expected = await read(orderId);
      expect(expected).toMatchObject({ messages: 0, parked: [], deadLetters: [] });
      expect(life.deaths.length).toBeGreaterThan(30);

      for (const [index, { step, restore }] of life.deaths.entries()) {
        restore();
        if (hasPassed(cursor, await cursorOf(stage))) {
          expect(await isQueuedOrDone(stage, orderId, happenedAt), 'the cursor is ahead of the queue').toBe(
            true,
          );
        }
        await recover(stage);
        expect(await read(orderId), `killed before step ${index + 1}: ${step}`).toEqual(expected);
      }
    },
  );
});

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
