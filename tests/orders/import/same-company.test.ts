import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delay, importAtOnce } from '../support/at-once.ts';
import { newCompanyOrder } from '../support/companies.ts';

/** The longest delay of one step of a worker: a slow 1C, a slow table. */
const SLOWEST_MS = 700;

/** A shorter list of delays explains no more, and looking for one takes minutes. */
const RUNS = { numRuns: 8, endOnFailure: true };

const delays = fc.array(fc.integer({ min: 0, max: SLOWEST_MS }), { minLength: 40, maxLength: 40 }).map(
  (list): Delay =>
    (_step, count) =>
      list[count % list.length] ?? 0,
);

const NO_CONTACTS = { order: { phone: '', email: '' } };

describe('R-7, C-13: new orders of one company by two workers at once', () => {
  it.each([
    ['one company and one contact person', {}, [1, 1, 1, 1]],
    ['one company and two contact persons', { contact: { id: 2, lastName: 'Сидоров' } }, [1, 1, 1, 2]],
    ['two cards with one ИНН', { customerId: 10, company: { id: 16, name: 'Ромашка' } }, [1, 1, 1, 1]],
  ])('make one of everything, whatever they overtake each other in (%s)', async (_, second, made) => {
    await fc.assert(
      fc.asyncProperty(delays, delays, fc.boolean(), async (one, other, isReversed) => {
        const result = await importAtOnce(
          (stage) => [
            newCompanyOrder(stage, NO_CONTACTS),
            newCompanyOrder(stage, { ...NO_CONTACTS, ...second }),
          ],
          [one, other],
          isReversed,
        );
        expect(result.made).toEqual(made);
        expect(new Set(result.partners).size).toBe(1);
      }),
      RUNS,
    );
  });
});
