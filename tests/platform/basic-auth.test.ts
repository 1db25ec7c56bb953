import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { basicAuthorization, isAuthorized } from '../../lib/platform/basic-auth.ts';

vi.mock('node:crypto', async (original) => {
  const actual = await original<typeof crypto>();
  return { ...actual, timingSafeEqual: vi.fn(actual.timingSafeEqual) };
});

const LOGIN = { user: 'Обмен', password: 'пароль: 1' };
const HEADER = 'Basic 0J7QsdC80LXQvTrQv9Cw0YDQvtC70Yw6IDE=';

afterEach(() => {
  vi.clearAllMocks();
});

describe('Basic authentication', () => {
  it('is written in UTF-8 (onec-odata A10)', () => {
    expect(basicAuthorization(LOGIN)).toBe(HEADER);
    expect(basicAuthorization({ user: 'crm', password: 'crm' })).toBe('Basic Y3JtOmNybQ==');
  });

  it('lets every login in with its own header, and with no other', () => {
    const login = fc.record({
      user: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(':', '')),
      password: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(login, login, (one, other) => {
        expect(isAuthorized(basicAuthorization(one), one)).toBe(true);
        const isSame = one.user === other.user && one.password === other.password;
        expect(isAuthorized(basicAuthorization(one), other)).toBe(isSame);
      }),
    );
  });

  it.each([
    ['the scheme in small letters', HEADER.replace('Basic', 'basic')],
    ['the scheme in capitals', HEADER.replace('Basic', 'BASIC')],
    ['blanks around', ` ${HEADER} `.trimStart()],
    ['several blanks after the scheme', HEADER.replace(' ', '   ')],
  ])('takes %s', (_, header) => {
    expect(isAuthorized(header, LOGIN)).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['the scheme alone', 'Basic'],
    ['another scheme', HEADER.replace('Basic', 'Bearer')],
    ['no scheme', HEADER.slice('Basic '.length)],
    ['the login unencoded', 'Basic Обмен:пароль: 1'],
    ['Windows-1251', 'Basic ze7s5e066ODw7uv8OiAx'],
    ['the login twice', `${HEADER}, ${HEADER}`],
    ['a longer one', `${HEADER}A`],
    ['a shorter one', HEADER.slice(0, -1)],
  ])('refuses %s', (_, header) => {
    expect(isAuthorized(header, LOGIN)).toBe(false);
  });

  it('compares digests of one length in constant time, also what is longer, shorter or absent', () => {
    for (const header of [undefined, '', HEADER, HEADER.slice(0, 9), HEADER.repeat(9)]) {
      isAuthorized(header, LOGIN);
    }
    const lengths = vi
      .mocked(crypto.timingSafeEqual)
      .mock.calls.flatMap((compared) => compared.map(({ byteLength }) => byteLength));
    expect(lengths).toEqual(Array(10).fill(32));
  });
});
