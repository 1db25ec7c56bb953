import fc from 'fast-check';
import { expect, it } from 'vitest';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { deliver } from '../../faults/support/platform.ts';
import type { Io } from '../../faults/support/ports.ts';
import { type BridgeProcess, startProcess } from '../../faults/support/process.ts';
import { type Stage, startStage } from '../../faults/support/stage.ts';
import { newOrder } from '../support/bridge.ts';

/** The longest delay of one step of a worker: a slow 1C, a slow table. */
const SLOWEST_MS = 700;

const PHONE = '+7 (900) 123-45-67';
const EMAIL = 'one-person@example.ru';

/** What two cards of one person have in common, each time typed another way. */
const SHARED: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  phone: [
    { phone: PHONE, email: 'first@example.ru' },
    { phone: '8 900 1234567', email: 'second@example.ru' },
  ],
  'e-mail and surname': [
    { phone: '+7 900 765-43-21', email: EMAIL },
    { phone: '+7 900 765-43-22', email: 'One-Person@Example.ru' },
  ],
  both: [
    { phone: PHONE, email: EMAIL },
    { phone: PHONE, email: EMAIL },
  ],
  'one number of two': [
    { phone: `+374 91 123-456, ${PHONE}`, email: '' },
    { phone: '89001234567', email: EMAIL },
  ],
  'three cards, each of which shares something with the one before': [
    { phone: PHONE, email: '' },
    { phone: PHONE, email: EMAIL },
    { phone: '', email: EMAIL },
  ],
};

it.each(Object.entries(SHARED))(
  'R-7, B-10: new orders of one person under different cards, by two workers at once, whatever they overtake each other in, make one partner (%s)',
  async (_, cards) => {
    const delays = fc.array(fc.integer({ min: 0, max: SLOWEST_MS }), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(delays, delays, fc.boolean(), async (first, second, isReversed) => {
        await using stage = await startStage({ release: release11520 });
        const before = counts(stage);
        const orders = cards.map((contacts) => newOrder(stage, { lastName: 'Общий', ...contacts }));
        const workers = [delayedBy(first, stage), delayedBy(second, stage)].map((io) =>
          startProcess(stage, { io }),
        );
        const [trigger] = workers as [BridgeProcess];
        for (const { id } of isReversed ? orders.toReversed() : orders) {
          await stage.time.passUntil(trigger.trigger(id));
        }
        await stage.time.passUntil(Promise.all(workers.map((worker) => workAlone(stage, worker))));
        expect(counts(stage)).toEqual(before.map((count) => count + 1));
        expect(stage.queue.deadLetters()).toEqual([]);
        const documents = stage.onec.control.entities('Document_ЗаказКлиента');
        const numbers = new Set(orders.map(({ number }) => number));
        const ofCards = documents.filter(({ НомерПоДаннымКлиента }) =>
          numbers.has(String(НомерПоДаннымКлиента)),
        );
        expect(ofCards).toHaveLength(cards.length);
        expect(new Set(ofCards.map(({ Партнер_Key }) => Партнер_Key)).size).toBe(1);
        for (const { id } of orders) {
          expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported', warnings: [] });
        }
      }),
      { numRuns: 12 },
    );
  },
);

const counts = ({ onec }: Stage): readonly number[] =>
  ['Catalog_Партнеры', 'Catalog_Контрагенты'].map((set) => onec.control.entities(set).length);

/** Delays the steps of one worker, over and over, so that the two overtake each other in every order. */
function delayedBy(delays: readonly number[], { time }: Stage): Io {
  let step = 0;
  return async (_name, operation) => {
    step += 1;
    await time.sleep(delays[step % delays.length] ?? 0);
    return operation();
  };
}

/** One message at a time, as a function of the cloud that shares the queue with another one. */
async function workAlone(stage: Stage, worker: BridgeProcess): Promise<void> {
  const queue = { ...stage.queue, receive: () => stage.queue.receive(1) };
  while (stage.queue.size() > 0) {
    if (!(await deliver({ ...stage, queue }, worker))) {
      await stage.time.sleep(1000);
    }
  }
}
