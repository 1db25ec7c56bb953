import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  normalizePhone,
  presentPhone,
  storedForms,
  subscriberForms,
} from '../../../lib/orders/customer/phone.ts';

describe('normalizePhone', () => {
  it.each([
    ['+7 (912) 345-67-89', '89123456789'],
    ['9123456789', '89123456789'],
    ['4951234567', '84951234567'],
    ['79991112233', '89991112233'],
    ['+375 29 123-45-67', ''],
    ['12345', ''],
    ['', ''],
    [undefined, ''],
  ])('I-25: %s → %j', (typed, normalized) => {
    expect(normalizePhone(typed)).toBe(normalized);
  });

  it('gives eleven digits or nothing for any text, and is stable', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const once = normalizePhone(typed);
        expect(once).toMatch(/^(\d{11})?$/);
        expect(normalizePhone(once)).toBe(once);
      }),
    );
  });
});

describe('forms of one number', () => {
  const number = fc.stringMatching(/^8[0-9]{10}$/);

  it('all mean the number they were made from, and the presentation holds the part that is searched', () => {
    fc.assert(
      fc.property(number, (normalized) => {
        for (const form of [...storedForms(normalized), presentPhone(normalized)]) {
          expect(normalizePhone(form)).toBe(normalized);
        }
        expect(subscriberForms(normalized).some((form) => presentPhone(normalized).includes(form))).toBe(
          true,
        );
      }),
    );
  });

  it('is presented as UT presents it', () => {
    expect(presentPhone('89123456789')).toBe('+7 (912) 345-67-89');
  });
});
