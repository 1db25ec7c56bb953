import { describe, expect, it } from 'vitest';
import { type Comeback, PARK_REASONS } from '../../../lib/orders/reasons.ts';
import {
  awaitedOffers,
  awaitsOnec,
  type NewKnowledge,
  type ParkedOrder,
  planReplay,
} from '../../../lib/orders/replay/plan-replay.ts';
import { rates } from '../support/facts.ts';

const MINUTE = 60_000;
const PARKED_AT = Date.parse('2026-03-10T09:00:00Z');

function parked(
  orderId: number,
  ...problems: readonly (readonly [string, Record<string, string | number>])[]
): ParkedOrder {
  return {
    orderId,
    at: PARKED_AT,
    reason: problems[0]?.[0] ?? '',
    problems: problems.map(([reason, details]) => ({ reason, details })),
    settingsVersion: 3,
  };
}

const nothingNew: NewKnowledge = {
  settingsVersion: 3,
  offers: new Set(),
  vatRates: [],
  now: PARKED_AT + 5 * MINUTE,
};

const HAPPENS: Readonly<Record<Comeback, Partial<NewKnowledge>>> = {
  settings: { settingsVersion: 4 },
  offer: { offers: new Set(['a']) },
  vatRate: { vatRates: Object.values(rates) },
  hour: { now: PARKED_AT + 60 * MINUTE },
};

describe('when a parked order comes back', () => {
  const reasons = Object.entries(PARK_REASONS).map(([reason, { comesBack }]) => ({
    reason,
    comesBack: comesBack as readonly Comeback[],
  }));

  it.each(reasons)('$reason: by $comesBack and by nothing else', ({ reason, comesBack }) => {
    const order = parked(1, [reason, { offer: 'a', rate: '20.00' }]);
    const brought = Object.entries(HAPPENS)
      .filter(([, known]) => planReplay([order], { ...nothingNew, ...known }).length === 1)
      .map(([comeback]) => comeback);
    expect(brought.toSorted()).toEqual(comesBack.toSorted());
    expect(planReplay([order], nothingNew)).toEqual([]);
  });

  it('a reason of another version of the bridge is left to people', () => {
    const everything = Object.assign({}, nothingNew, ...Object.values(HAPPENS));
    expect(planReplay([parked(1, ['reasonOfTomorrow', {}])], everything)).toEqual([]);
    expect(planReplay([parked(1, ['constructor', {}])], everything)).toEqual([]);
  });
});

describe('planReplay', () => {
  it('an unknown product comes back when every missing offer has appeared in 1C', () => {
    const orders = [
      parked(1, ['productUnknown', { offer: 'a' }], ['productUnknown', { offer: 'b' }]),
      parked(2, ['productUnknown', { offer: 'b' }]),
    ];
    expect(awaitedOffers(orders)).toEqual(['a', 'b']);
    expect(planReplay(orders, { ...nothingNew, offers: new Set(['b']) })).toEqual([2]);
    expect(planReplay(orders, { ...nothingNew, offers: new Set(['a', 'b']) })).toEqual([1, 2]);
  });

  it('a missing VAT rate comes back by its key or by its percent', () => {
    const orders = [
      parked(1, ['vatRateUnknown', { rate: '22.00' }]),
      parked(2, ['vatRateUnknown', { rate: rates.vat10.key }]),
    ];
    expect(planReplay(orders, { ...nothingNew, vatRates: [rates.vat22] })).toEqual([1]);
    expect(planReplay(orders, { ...nothingNew, vatRates: [rates.vat10, rates.vat20of120] })).toEqual([2]);
  });

  it('«Без НДС» comes back when the base has it', () => {
    const orders = [parked(1, ['vatRateUnknown', { rate: 'none' }])];
    expect(planReplay(orders, { ...nothingNew, vatRates: [rates.vat0, rates.vat20] })).toEqual([]);
    expect(planReplay(orders, { ...nothingNew, vatRates: [rates.exempt] })).toEqual([1]);
  });

  it.each(['onecRefused', 'postingRefused', 'importFailed', 'vatRateUnknown', 'workerCrashed'])(
    '%s is tried again once an hour, since 1C is mended without telling',
    (reason) => {
      const looks = Array.from({ length: 48 }, (_, index) => (index + 1) * 5);
      const tries = (order: ParkedOrder) =>
        looks.filter(
          (minutes) => planReplay([order], { ...nothingNew, now: PARKED_AT + minutes * MINUTE }).length,
        );
      expect(tries(parked(1, [reason, { rate: 'a' }]))).toEqual([60, 120, 180, 240]);
      expect(tries({ orderId: 1, at: PARKED_AT, reason, settingsVersion: 3 })).toEqual([60, 120, 180, 240]);
      expect(tries(parked(1, [reason, {}], ['customerUnsupported', {}]))).toEqual([]);
    },
  );

  it('leaves to people what only people can mend, whatever is new', () => {
    const orders = ['customerUnsupported', 'orderMalformed'].map((reason, index) =>
      parked(index, [reason, {}]),
    );
    const much = {
      now: PARKED_AT + 60 * MINUTE,
      settingsVersion: 9,
      offers: new Set(['a']),
      vatRates: Object.values(rates),
    };
    expect(planReplay(orders, much)).toEqual([]);
    expect(
      planReplay([parked(9, ['productUnknown', { offer: 'a' }], ['customerUnsupported', {}])], much),
    ).toEqual([]);
    expect(planReplay([{ orderId: 10, at: PARKED_AT }], much)).toEqual([]);
  });

  it('asks 1C only where 1C can tell', () => {
    expect(awaitsOnec([parked(1, ['siteUnmapped', {}])])).toBe(false);
    expect(awaitsOnec([parked(1, ['siteUnmapped', {}], ['vatRateUnknown', {}])])).toBe(true);
  });
});
