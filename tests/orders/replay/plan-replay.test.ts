import { describe, expect, it } from 'vitest';
import {
  awaitedOffers,
  awaitsOnec,
  type NewKnowledge,
  type ParkedOrder,
  planReplay,
} from '../../../lib/orders/replay/plan-replay.ts';
import { rates } from '../support/facts.ts';

function parked(
  orderId: number,
  ...problems: readonly (readonly [string, Record<string, string | number>])[]
): ParkedOrder {
  return {
    orderId,
    reason: problems[0]?.[0] ?? '',
    problems: problems.map(([reason, details]) => ({ reason, details })),
    settingsVersion: 3,
  };
}

const nothingNew: NewKnowledge = { settingsVersion: 3, offers: new Set(), vatRates: [] };

describe('planReplay', () => {
  it.each(['siteUnmapped', 'itemStatusUnmapped', 'settingsIncomplete', 'productUnknown', 'vatRateUnknown'])(
    '%s is tried again under newer settings, and only then',
    (reason) => {
      const orders = [parked(1, [reason, { offer: 'a', rate: '18.00' }])];
      expect(planReplay(orders, nothingNew)).toEqual([]);
      expect(planReplay(orders, { ...nothingNew, settingsVersion: 4 })).toEqual([1]);
    },
  );

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

  it('leaves to people what only people can mend, whatever is new', () => {
    const orders = ['sumsDiffer', 'postingRefused', 'customerUnsupported', 'workerCrashed', 'unexpected'].map(
      (reason, index) => parked(index, [reason, {}]),
    );
    const much = { settingsVersion: 9, offers: new Set(['a']), vatRates: Object.values(rates) };
    expect(planReplay(orders, much)).toEqual([]);
    expect(planReplay([parked(9, ['productUnknown', { offer: 'a' }], ['sumsDiffer', {}])], much)).toEqual([]);
    expect(planReplay([{ orderId: 10 }], much)).toEqual([]);
  });

  it('asks 1C only where 1C can tell', () => {
    expect(awaitsOnec([parked(1, ['siteUnmapped', {}])])).toBe(false);
    expect(awaitsOnec([parked(1, ['siteUnmapped', {}], ['vatRateUnknown', {}])])).toBe(true);
  });
});
