import { describe, expect, it } from 'vitest';
import { planPublication } from '../../lib/catalog/plan-publication.ts';

const question = (offers: number, changes: Partial<Parameters<typeof planPublication>[0]> = {}) =>
  planPublication({
    previous: { groups: 'a', offers: 1000 },
    groups: 'a',
    offers,
    maxShrinkPercent: 30,
    isForced: false,
    ...changes,
  });

describe('D-22: a catalogue may shrink', () => {
  it('by just what the settings allow, and by no offer more', () => {
    expect(question(700)).toBeUndefined();
    expect(question(699)).toMatchObject({ reason: 'catalogShrunk' });
    expect(question(1000, { maxShrinkPercent: 0 })).toBeUndefined();
    expect(question(999, { maxShrinkPercent: 0 })).toMatchObject({ reason: 'catalogShrunk' });
    expect(question(0, { maxShrinkPercent: 100 })).toBeUndefined();
  });

  it('from nothing to nothing', () => {
    expect(question(0, { previous: { groups: 'a', offers: 0 } })).toBeUndefined();
  });
});
