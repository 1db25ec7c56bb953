import { describe, expect, it } from 'vitest';
import { type HeldUp, holdAt, withoutFault } from './support/crash-injection.ts';
import { type Leniency, watchState } from './support/final-state.ts';
import { deliver } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { RELEASES } from './support/releases.ts';
import { recover } from './support/restart.ts';
import { SCENARIOS, type Scenario } from './support/scenarios.ts';
import { type Stage, type StageOptions, startStage } from './support/stage.ts';

/**
 * What a request that stands still on its way for minutes may do all the same: write the same rows once more, whose numbers
 * 1C then gives anew and never twice; and create an object beside the one that is linked, which is marked for deletion.
 */
const LENIENCY: Leniency = {
  properties: ['code', 'КодСтроки', 'МаксимальныйКодСтроки'],
  markedAreGone: true,
};

const NEWS = 'Изменено, пока первый обработчик стоял';

interface Course {
  readonly scenario: Scenario;
  readonly options: StageOptions;
  /** Whether the order changes in the CRM while the first worker stands still. */
  readonly changes: boolean;
}

describe.each(RELEASES)('UT $release.name', ({ release, isThorough }) => {
  describe.each(isThorough ? [true, false] : [false])('1C keeps a given Ref_Key: %s', (keepClientKeys) => {
    const options: StageOptions = {
      release,
      switches: { keepClientKeys },
      settings: { deletedOrders: 'cancel' },
    };
    const courses = SCENARIOS.filter(({ creates }) => creates || keepClientKeys || !isThorough).flatMap(
      (scenario) => changesOf(scenario, isThorough).map((changes) => ({ scenario, options, changes })),
    );
    it.each(courses)(
      'two workers with an expired lease on one order → one document ($scenario.name, changed meanwhile: $changes)',
      async (course) => {
        await using stage = await startStage(course.options);
        const read = watchState(stage, release, LENIENCY);
        const orderId = await course.scenario.prepare(stage);
        await stage.time.passUntil(startProcess(stage).poll());
        // The worker that is held up goes on where it stood with all that it has in memory, which no snapshot brings back: it
        // lives up to its step each time, and what happened before it began does not happen again.
        const restore = stage.snapshot();

        const steps = await undisturbed(course, stage, orderId);
        const expected = await read(orderId);
        expect(steps.length).toBeGreaterThan(20);
        for (const [index, step] of steps.entries()) {
          restore();
          await overtaken(course, stage, orderId, { held: holdAt(index + 1, 'before'), step });
          expect(await read(orderId), `held up before step ${index + 1}: ${step}`).toEqual(expected);
        }
      },
    );
  });
});

function changesOf({ isEnd }: Scenario, isThorough: boolean): readonly boolean[] {
  if (isEnd) {
    return [false];
  }
  return isThorough ? [false, true] : [true];
}

/** @returns the steps of the first worker. */
async function undisturbed(course: Course, stage: Stage, orderId: number): Promise<readonly string[]> {
  const { io, steps } = withoutFault();
  await stage.time.passUntil(deliver(stage, startProcess(stage, { io }), io));
  const first = [...steps];
  await stage.pass(1000);
  await meanwhile(course, stage, orderId);
  await recover(stage);
  await triggerAgain(stage, orderId);
  return first;
}

interface StandStill {
  readonly held: HeldUp;
  readonly step: string;
}

/** The first worker stands still at one step until its lease is over and a second one has done the work; then it goes on. */
async function overtaken(
  course: Course,
  stage: Stage,
  orderId: number,
  { held, step }: StandStill,
): Promise<void> {
  const first = deliver(stage, startProcess(stage, { io: held.io }), held.io);
  expect(await stage.time.passUntil(Promise.race([first, held.held]))).toBe('held');
  await meanwhile(course, stage, orderId);
  await recover(stage);
  held.goOn();
  await stage.time.passUntil(first);
  expect((await stage.outcomes.read(orderId))?.kind).toMatch(/imported|unchanged/);
  // A change that 1C carries out minutes after it was sent cannot be called back; the next import sets it right.
  if (course.changes && !step.startsWith('PATCH')) {
    expect(commentOf(stage), `older news have won, held up before ${step}`).toBe(NEWS);
  }
  await triggerAgain(stage, orderId);
}

async function meanwhile({ changes }: Course, stage: Stage, orderId: number): Promise<void> {
  if (changes) {
    stage.crm.editOrder(orderId, { managerComment: NEWS });
    await startProcess(stage).trigger(orderId);
  }
}

function commentOf(stage: Stage): unknown {
  const documents = stage.onec.control.entities('Document_ЗаказКлиента');
  return documents.filter(({ DeletionMark }) => DeletionMark === false).at(-1)?.Комментарий;
}

/** Somebody saves the order once more: whatever the overtaken worker did to what is remembered is set right. */
async function triggerAgain(stage: Stage, orderId: number): Promise<void> {
  await startProcess(stage).trigger(orderId);
  await recover(stage);
}
