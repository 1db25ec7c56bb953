import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchedContacts } from '../../../lib/orders/customer/searched-contacts.ts';

const searched = (phone: string, email: string, ...ignored: readonly string[]) => {
  const { phones, email: searchedEmail } = searchedContacts({ phone, email }, ignored);
  return [...phones.map(({ number }) => number), searchedEmail];
};

describe('D-5: contacts that nobody is known by', () => {
  it('are those of the settings, however they are written, and only those', () => {
    const ignored = ['+7 900 111-22-33', 'Market@Example.com '];
    expect(searched('89001112233', 'market@example.com', ...ignored)).toEqual(['']);
    expect(searched('89001112234', 'market2@example.com', ...ignored)).toEqual([
      '89001112234',
      'market2@example.com',
    ]);
    expect(searched('+374 91 123456', 'a@example.com', '37491123456')).toEqual(['a@example.com']);
  });

  it('are numbers whose last seven digits are one digit, Russian or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('+7900', '8495', '900', '+37529'),
        fc.integer({ min: 0, max: 9 }),
        (start, digit) => {
          expect(searched(`${start}${String(digit).repeat(7)}`, '')).toEqual(['']);
        },
      ),
    );
    expect(searched('+7 900 000-00-01', '')).toEqual(['89000000001', '']);
  });

  it('do not take the other numbers of the field along', () => {
    expect(searched('8 900 000-00-00, 8 912 345-67-89', '')).toEqual(['89123456789', '']);
  });
});
