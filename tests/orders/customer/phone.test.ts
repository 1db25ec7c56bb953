import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalPhone,
  isSamePhone,
  numbersIn,
  type PhoneNumber,
  tidyPhone,
} from '../../../lib/orders/customer/phone.ts';
import { phoneParts } from '../../../lib/orders/customer/phone-parts.ts';

const numbers = (field: string | undefined) => numbersIn(field).map(({ number }) => number);

/** Ten digits of a Russian number: those of people begin with 9, those of cities with 3, 4 or 8. */
const national = fc.stringMatching(/^[3489][0-9]{9}$/);

/** Country codes that Russia does not share, with as many digits as their numbers may have. */
const foreign = fc
  .tuple(
    fc.constantFrom('1', '20', '33', '374', '375', '380', '44', '49', '65', '77', '86', '998'),
    fc.stringMatching(/^[0-9]{6,11}$/),
  )
  .map(([country, rest]) => `${country}${rest}`)
  .filter((digits) => !/^7\d{10}$/.test(digits) && digits.length <= 15);

/** The same digits with signs that people put between them, never with a `+`. */
const typed = (digits: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      digits,
      fc.array(fc.constantFrom('', '', ' ', '-', '(', ') ', '.'), { minLength: 16, maxLength: 16 }),
    )
    .map(([text, signs]) =>
      [...text].map((digit, index) => (index === 0 ? digit : `${signs[index]}${digit}`)).join(''),
    );

describe('a number', () => {
  it.each([
    ['+7 (912) 345-67-89', '89123456789'],
    ['9123456789', '89123456789'],
    ['4951234567', '84951234567'],
    ['79991112233', '89991112233'],
    ['8 800 000 00 00', '88000000000'],
  ])('I-25: %s → %s', (field, number) => {
    expect(numbers(field)).toEqual([number]);
  });

  it.each([
    ['+374 91 123-456', '+37491123456'],
    ['+1 (212) 555-01-23', '+12125550123'],
    ['+1 912 345-67-89', '+19123456789'],
    ['+65 8123 4567', '+6581234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['+8 912 345-67-89', '+89123456789'],
    ['+9123456789', '+9123456789'],
    ['6581234567', '+6581234567'],
    ['1 912 345 67 89', '+19123456789'],
    ['12345', '+12345'],
  ])('R-5, B-1: %s is no Russian one and stays %s', (field, number) => {
    expect(numbers(field)).toEqual([number]);
    expect(phoneParts(field)).toMatchObject({ presentation: field, countryCode: '', areaCode: '' });
  });

  it('B-1: with a plus it is Russian only as +7 and ten digits, however it is typed', () => {
    fc.assert(
      fc.property(typed(foreign), national, (field, digits) => {
        expect(numbers(`+${field}`)).toEqual([`+${field.replace(/\D/g, '')}`]);
        expect(numbers(`+7${digits}`)).toEqual([`8${digits}`]);
        expect(numbers(`+8${digits}`)).toEqual([`+8${digits}`]);
        expect(numbers(`+${digits}`)).toEqual([`+${digits}`]);
      }),
    );
  });

  it('B-1: without a plus it is Russian as 7 or 8 and ten digits, or as ten digits that begin with 3, 4, 8 or 9', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{5,15}$/), (digits) => {
        const isRussian = /^([78]\d{10}|[3489]\d{9})$/.test(digits);
        expect(numbers(digits)).toEqual([isRussian ? `8${digits.slice(-10)}` : `+${digits}`]);
      }),
    );
  });

  it('B-1: two numbers are one only if their digits are, or if both are Russian', () => {
    const [american, russian] = ['+1 912 345-67-89', '+7 912 345-67-89'].flatMap(numbersIn);
    expect(isSamePhone(american as PhoneNumber, russian as PhoneNumber)).toBe(false);
    fc.assert(
      fc.property(typed(foreign), national, (field, digits) => {
        const [one] = numbersIn(`+${field}`);
        const [other] = numbersIn(digits);
        expect(isSamePhone(one as PhoneNumber, other as PhoneNumber)).toBe(false);
      }),
    );
  });
});

describe('R-5: a field of several numbers, with extensions and remarks', () => {
  it.each([
    ['8 495 123-45-67 доб. 12', [['84951234567', '12']]],
    ['8 (495) 123-45-67, доб.12', [['84951234567', '12']]],
    ['8(495)1234567 (доб. 12)', [['84951234567', '12']]],
    ['+7 495 123 45 67 ext 7', [['84951234567', '7']]],
    ['84951234567#105', [['84951234567', '105']]],
    ['+374 91 123-456 доб 4', [['+37491123456', '4']]],
    [
      '8 495 123-45-67 доб. 12, +7 912 345-67-89',
      [
        ['84951234567', '12'],
        ['89123456789', ''],
      ],
    ],
    [
      '89123456789; 89130000001',
      [
        ['89123456789', ''],
        ['89130000001', ''],
      ],
    ],
    [
      '8 912 345-67-89 / +374 91 123456',
      [
        ['89123456789', ''],
        ['+37491123456', ''],
      ],
    ],
    [
      '+79123456789 +79130000001',
      [
        ['89123456789', ''],
        ['89130000001', ''],
      ],
    ],
    [
      '8 912 345 67 89 8 913 000 00 01',
      [
        ['89123456789', ''],
        ['89130000001', ''],
      ],
    ],
    [
      '9123456789 9130000001 доб. 5',
      [
        ['89123456789', ''],
        ['89130000001', '5'],
      ],
    ],
    [
      'Пример 8 912 345-67-89, жена 8 913 000-00-01',
      [
        ['89123456789', ''],
        ['89130000001', ''],
      ],
    ],
    ['доб. 12', []],
    ['', []],
    [undefined, []],
  ] as const)('%s', (field, expected) => {
    expect(numbersIn(field).map(({ number, extension }) => [number, extension])).toEqual(expected);
  });

  it('every number is found, whatever stands between them', () => {
    const separator = fc.constantFrom(', ', '; ', '/', ' / ', '\n', ' и ', ' ', ' доб. 12, ');
    fc.assert(
      fc.property(fc.array(fc.tuple(national, separator), { minLength: 1, maxLength: 5 }), (parts) => {
        const field = parts.map(([digits, between]) => `8${digits}${between}`).join('');
        expect(numbers(field)).toEqual(parts.map(([digits]) => `8${digits}`));
      }),
    );
  });

  it('extensions of one exchange are different people, a number without one may be any of them', () => {
    const [one, other, bare] = ['8 495 123-45-67 доб. 12', '8 495 123-45-67 доб. 13', '84951234567'].flatMap(
      numbersIn,
    );
    expect(isSamePhone(one as PhoneNumber, other as PhoneNumber)).toBe(false);
    expect(isSamePhone(one as PhoneNumber, bare as PhoneNumber)).toBe(true);
  });

  it('is shown in UT’s form only where nothing is lost by that', () => {
    expect(phoneParts('89123456789')).toEqual({
      presentation: '+7 (912) 345-67-89',
      countryCode: '+7',
      areaCode: '912',
      number: '3456789',
      extension: '',
      digits: '79123456789',
      ownDigits: '3456789',
    });
    expect(phoneParts('8 495 123-45-67 доб. 12')).toMatchObject({
      presentation: '+7 (495) 123-45-67, доб. 12',
      extension: '12',
      digits: '74951234567',
    });
    expect(phoneParts(' 8 912 345-67-89,  +374 91 123-456 ')).toMatchObject({
      presentation: '8 912 345-67-89, +374 91 123-456',
      digits: '79123456789',
      ownDigits: '3456789',
    });
    expect(phoneParts('8 912 345-67-89 Пример').presentation).toBe('8 912 345-67-89 Пример');
  });

  it('what 1C is given says the same as the CRM, for any text', () => {
    const field = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc
          .array(
            fc.oneof(
              typed(national),
              typed(foreign).map((digits) => `+${digits}`),
              fc.constantFrom(' доб. 12', ', ', ' ', '; Пример'),
            ),
          )
          .map((parts) => parts.join('')),
      )
      .map(tidyPhone)
      .filter((text) => text !== '');
    fc.assert(
      fc.property(field, (text) => {
        const { presentation } = phoneParts(text);
        expect(canonicalPhone(presentation)).toBe(canonicalPhone(text));
        expect(tidyPhone(presentation)).toBe(presentation);
      }),
      { numRuns: 300 },
    );
  });
});
