import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delay, importAtOnce } from '../support/at-once.ts';
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

/** An order of each card. */
const ordersOf = (cards: readonly Contacts[]) => (stage: Parameters<typeof newOrder>[0]) =>
  cards.map((contacts) => newOrder(stage, { lastName: 'Общий', ...contacts }));

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
          const { made, partners } = await importAtOnce(ordersOf(cards), [first, second], isReversed);
          expect(made).toEqual([1, 1, 0, 0]);
          expect(new Set(partners).size).toBe(1);
        }),
        RUNS,
      );
    },
  );

  it('make one partner unless the card that connects the others comes last, and then no third one', async () => {
    await fc.assert(
      fc.asyncProperty(delays, delays, fc.boolean(), async (first, second, isReversed) => {
        const { made, partners, turns } = await importAtOnce(ordersOf(CHAIN), [first, second], isReversed);
        const [phone, both, email] = partners;
        // As if they had come one after the other: nothing tells that the outer two are one person before the middle one does.
        const isLast = turns.at(-1) === 1;
        expect(made).toEqual(isLast ? [2, 2, 0, 0] : [1, 1, 0, 0]);
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
    const { made, partners, turns } = await importAtOnce(ordersOf(CHAIN), [swift, stopsBeforeLocking], false);
    expect(turns).toEqual([0, 2, 1]);
    expect(made).toEqual([2, 2, 0, 0]);
    expect(partners[1]).toBe(partners[2]);
    expect(partners[1]).not.toBe(partners[0]);
  });
});
