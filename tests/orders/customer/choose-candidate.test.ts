import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseCandidate } from '../../../lib/orders/customer/choose-candidate.ts';
import type { Counterparty } from '../../../lib/orders/customer/facts.ts';
import { testKey } from '../../settings/valid-settings.ts';

const called = (key: number, Description: string): Counterparty =>
  ({ Ref_Key: testKey(key), Description }) as Counterparty;

const candidate = (key: number, name: string, by: 'email' | 'phone' | 'both'): Candidate<Counterparty> => ({
  candidate: called(key, name),
  hasEmail: by !== 'phone',
  hasPhone: by !== 'email',
});

const choose = (...candidates: readonly Candidate<Counterparty>[]) => {
  const { found, isAmbiguous } = chooseCandidate(candidates, 'Примеров');
  return isAmbiguous ? 'ambiguous' : found?.Ref_Key;
};

describe('B-17: who is found by contacts', () => {
  it('nobody: a new one', () => {
    expect(choose()).toBeUndefined();
  });

  it('one who agrees in a phone, whatever the name', () => {
    expect(choose(candidate(1, 'Другая Анна', 'phone'))).toBe(testKey(1));
  });

  it.each(['Примеров Пример', 'примеров п. п.', 'Пример ПРИМЕРОВ', 'Примеров'])(
    'one who agrees in an e-mail and the surname: %s',
    (name) => {
      expect(choose(candidate(1, name, 'email'))).toBe(testKey(1));
    },
  );

  it.each(['Другой Пример', 'Примерова Анна', 'Примеровский Лев', ''])(
    'nobody who agrees in an e-mail alone: %s',
    (name) => {
      expect(choose(candidate(1, name, 'email'))).toBeUndefined();
    },
  );

  it('a shared e-mail does not hide the one with the phone', () => {
    expect(choose(candidate(1, 'Другой Пример', 'email'), candidate(2, 'Кто-то', 'phone'))).toBe(testKey(2));
  });

  it('I-31: of several the one with e-mail and surname', () => {
    expect(choose(candidate(1, 'Примеров Пример', 'email'), candidate(2, 'Примеров Пётр', 'phone'))).toBe(
      testKey(1),
    );
    expect(choose(candidate(1, 'Кто-то', 'phone'), candidate(2, 'Примеров Пётр', 'both'))).toBe(testKey(2));
  });

  it('several, and none or more than one of them with e-mail and surname: nobody', () => {
    expect(choose(candidate(1, 'Кто-то', 'phone'), candidate(2, 'Примеров Пётр', 'phone'))).toBe('ambiguous');
    expect(choose(candidate(1, 'Примеров А.', 'email'), candidate(2, 'Примеров Б.', 'both'))).toBe(
      'ambiguous',
    );
  });

  it('a customer without a name is found by the phone only', () => {
    expect(chooseCandidate([candidate(1, '', 'email')], '').found).toBeUndefined();
    expect(chooseCandidate([candidate(1, '', 'phone')], '').found).toEqual(called(1, ''));
  });

  it('the order of the candidates decides nothing', () => {
    const any = fc.array(
      fc.record({
        name: fc.constantFrom('Примеров Пример', 'Другой Пример', ''),
        by: fc.constantFrom('email' as const, 'phone' as const, 'both' as const),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(any, (people) => {
        const candidates = people.map(({ name, by }, index) => candidate(index + 1, name, by));
        expect(choose(...candidates.toReversed())).toBe(choose(...candidates));
      }),
    );
  });
});
