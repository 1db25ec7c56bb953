import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { deliver } from '../../faults/support/platform.ts';
import type { Io } from '../../faults/support/ports.ts';
import { type BridgeProcess, startProcess } from '../../faults/support/process.ts';
import { type Stage, startStage } from '../../faults/support/stage.ts';
import { newOrder } from '../support/bridge.ts';

/** The longest delay of one step of a worker: a slow 1C, a slow table. */
const SLOWEST_MS = 700;

/** Twelve schedules find a lock that is missing; a shorter list of delays explains no more, and looking for one takes minutes. */
const RUNS = { numRuns: 12, endOnFailure: true };

const PHONE = '+7 (900) 123-45-67';
const EMAIL = 'one-person@example.ru';

type Contacts = Readonly<Record<'phone' | 'email', string>>;

/** What two cards of one person have in common, each time typed another way. */
const SHARED: Readonly<Record<string, readonly Contacts[]>> = {
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
};

/** Cards of which only the second says that the others are one person's. */
const CHAIN: readonly Contacts[] = [
  { phone: PHONE, email: '' },
  { phone: PHONE, email: EMAIL },
  { phone: '', email: EMAIL },
];

/** Delays of a worker's steps, used over and over, so that two workers overtake each other in every order. */
const delays = fc.array(fc.integer({ min: 0, max: SLOWEST_MS }), { minLength: 40, maxLength: 40 }).map(
  (list): Delay =>
    (_step, count) =>
      list[count % list.length] ?? 0,
);

describe('R-7, B-10: new orders of one person under different cards, by two workers at once', () => {
  it.each(Object.entries(SHARED))(
    'make one partner, whatever they overtake each other in (%s)',
    async (_, cards) => {
      await fc.assert(
        fc.asyncProperty(delays, delays, fc.boolean(), async (first, second, isReversed) => {
          const { made, partners } = await importAtOnce(cards, [first, second], isReversed);
          expect(made).toEqual([1, 1]);
          expect(new Set(partners).size).toBe(1);
        }),
        RUNS,
      );
    },
  );

  it('make one partner unless the card that connects the others comes last, and then no third one', async () => {
    await fc.assert(
      fc.asyncProperty(delays, delays, fc.boolean(), async (first, second, isReversed) => {
        const { made, partners, turns } = await importAtOnce(CHAIN, [first, second], isReversed);
        const [phone, both, email] = partners;
        // As if they had come one after the other: nothing tells that the outer two are one person before the middle one does.
        const isLast = turns.at(-1) === 1;
        expect(made).toEqual(isLast ? [2, 2] : [1, 1]);
        expect(both).toBe(email);
        expect(phone === email).toBe(!isLast);
      }),
      RUNS,
    );
  });

  it('keep the partners that they had before a card connects them, which takes the one of e-mail and surname (I-31)', async () => {
    const swift: Delay = () => 1;
    const stopsBeforeLocking: Delay = (step) => (step.startsWith('table get partner#') ? 30_000 : 1);
    // The middle order waits in the second worker, between its first look and its lock, until the first has done the others.
    const { made, partners, turns } = await importAtOnce(CHAIN, [swift, stopsBeforeLocking], false);
    expect(turns).toEqual([0, 2, 1]);
    expect(made).toEqual([2, 2]);
    expect(partners[1]).toBe(partners[2]);
    expect(partners[1]).not.toBe(partners[0]);
  });
});

/** Milliseconds before a step of a worker. */
type Delay = (step: string, count: number) => number;

interface Imported {
  /** Partners and counterparties that were not there before. */
  readonly made: readonly number[];
  /** The partner of each card's order. */
  readonly partners: readonly unknown[];
  /** The cards by their places, in the order in which they were linked: each while it has its contacts to itself. */
  readonly turns: readonly number[];
}

/** Imports an order of each card by as many workers as there are delays, and sees that each is imported without a warning. */
async function importAtOnce(
  cards: readonly Contacts[],
  pace: readonly Delay[],
  isReversed: boolean,
): Promise<Imported> {
  await using stage = await startStage({ release: release11520 });
  const before = counts(stage);
  const orders = cards.map((contacts) => newOrder(stage, { lastName: 'Общий', ...contacts }));
  const linked = new Set<number>();
  const workers = pace.map((delay) => startProcess(stage, { io: delayedBy(delay, stage, linked) }));
  const [trigger] = workers as [BridgeProcess];
  for (const { id } of isReversed ? orders.toReversed() : orders) {
    await stage.time.passUntil(trigger.trigger(id));
  }
  await stage.time.passUntil(Promise.all(workers.map((worker) => workAlone(stage, worker))));
  expect(stage.queue.deadLetters()).toEqual([]);
  for (const { id } of orders) {
    expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported', warnings: [] });
  }
  const documents = stage.onec.control.entities('Document_ЗаказКлиента');
  // The CRM numbers its cards as they come.
  const numbered = [...linked].sort((one, other) => one - other);
  return {
    made: counts(stage).map((count, set) => count - (before[set] ?? 0)),
    partners: orders.map(({ number }) => {
      const own = documents.filter((document) => document.НомерПоДаннымКлиента === number);
      expect(own).toHaveLength(1);
      return own[0]?.Партнер_Key;
    }),
    turns: [...linked].map((card) => numbered.indexOf(card)),
  };
}

const counts = ({ onec }: Stage): readonly number[] =>
  ['Catalog_Партнеры', 'Catalog_Контрагенты'].map((set) => onec.control.entities(set).length);

/** Delays the steps of a worker. @param linked told of each card when its link to a partner is first confirmed. */
function delayedBy(delay: Delay, { time }: Stage, linked: Set<number>): Io {
  let count = 0;
  return async (step, operation) => {
    count += 1;
    await time.sleep(delay(step, count));
    const result = await operation();
    const [, card] = /^table update partner#(\d+)$/u.exec(step) ?? [];
    if (card !== undefined) {
      linked.add(Number(card));
    }
    return result;
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
