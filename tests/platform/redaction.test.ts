import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BridgeError } from '../../lib/platform/errors.ts';
import { redact } from '../../lib/platform/redaction.ts';

const SECRET = 'Zq7-hidden-Zq7';

describe('masking by name', () => {
  it.each([
    'password',
    'ONEC_PASSWORD',
    'passwd',
    'userPass',
    'secret',
    'apiKey',
    'api_key',
    'CRM_API_KEY',
    'x-api-key',
    'Authorization',
    'cookie',
    'set-cookie',
    'accessToken',
    'AWS_SECRET_ACCESS_KEY',
    'sessionKey',
    'credentials',
    'Пароль',
  ])('a secret under %s', (name) => {
    expect(redact({ [name]: SECRET, id: 1 })).toEqual({ [name]: '***', id: 1 });
  });

  it.each([
    'email',
    'phone',
    'phones',
    'additionalPhone',
    'firstName',
    'lastName',
    'patronymic',
    'nickName',
    'address',
    'customerComment',
    'managerComment',
    'birthday',
    'Description',
    'НаименованиеПолное',
    'АдресЭП',
    'НомерТелефонаБезКодов',
    'Представление',
    'ЗначенияПолей',
    'Значение',
    'АдресДоставки',
    'АдресДоставкиЗначение',
    'Комментарий',
    'КонтактнаяИнформация',
    'ДатаРождения',
    'ТелефонПартнера',
  ])("people's data under %s", (name) => {
    expect(redact({ [name]: { any: SECRET } })).toEqual({ [name]: '***' });
  });

  it.each([
    'orderId',
    'passed',
    'bypassed',
    'status',
    'key',
    'keys',
    'number',
    'Number',
    'site',
    'commentCount',
    'АдресДоставки_Key',
    'Партнер_Key',
    'НомерПоДаннымКлиента',
  ])('nothing under %s', (name) => {
    expect(redact({ [name]: 89_000_000_001 })).toEqual({ [name]: 89_000_000_001 });
  });

  it('texts under other names, and names themselves, are searched', () => {
    expect(redact({ why: 'to a@example.ru', 'a@example.ru': 1 })).toEqual({ why: 'to ***', '***': 1 });
  });
});

describe('a secret under any nesting', () => {
  /** Wraps a value once more: in an object, an array, a map, a set, an error, a text of JSON. */
  const wrappers: readonly ((inner: unknown) => unknown)[] = [
    (inner) => ({ inner, id: 1 }),
    (inner) => [1, inner],
    (inner) => new Map([['inner', inner]]),
    (inner) => new Set([inner]),
    (inner) => ({ toJSON: () => inner }),
    (inner) => JSON.stringify(inner) ?? '',
    (inner) => new Error(JSON.stringify(inner)),
    (inner) => new Error('outer', { cause: inner }),
    (inner) => Object.assign(new Error('request failed'), { request: inner }),
  ];
  const innermost: readonly unknown[] = [
    { password: SECRET },
    { apiKey: [SECRET] },
    { headers: { Authorization: `Basic ${SECRET}` } },
    `https://user:${SECRET}@1c.example.ru`,
    `Bearer ${SECRET}`,
    `${SECRET}@example.ru`,
    { firstName: { text: SECRET } },
  ];

  it('never survives', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...innermost),
        fc.array(fc.nat(wrappers.length - 1), { maxLength: 9 }),
        (secret, choice) => {
          // Data of people can be told by the field's name only, not within text.
          const isText = choice.some((index) => index >= 5);
          fc.pre(!(isText && JSON.stringify(secret).includes('firstName')));
          const value = choice.reduce<unknown>((inner, index) => wrappers[index]?.(inner), secret);
          expect(JSON.stringify(redact({ value }))).not.toContain('hidden');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('values of all kinds', () => {
  it('become what JSON can hold', () => {
    const value = {
      at: new Date('2026-03-01T12:00:00Z'),
      never: new Date(Number.NaN),
      url: new URL('https://user:secret@1c.example.ru/ut'),
      bytes: Buffer.from('secret'),
      map: new Map([[1, 'one']]),
      set: new Set(['one']),
      nothing: null,
      absent: undefined,
      large: 12n,
    };
    expect(redact(value)).toEqual({
      at: '2026-03-01T12:00:00.000Z',
      never: null,
      url: 'https://***@1c.example.ru/ut',
      bytes: '6 bytes',
      map: { 1: 'one' },
      set: ['one'],
      nothing: null,
      absent: undefined,
      large: 12n,
    });
  });

  it('errors become their fields', () => {
    const foreign = Object.assign(new TypeError('bad'), { request: { headers: SECRET } });
    const own = new BridgeError('1C is away', {
      code: 'away',
      retryable: true,
      advice: 'Подождите.',
      details: { status: 503 },
    });
    expect(redact({ foreign, own })).toEqual({
      foreign: { error: 'TypeError', reason: 'bad', stack: expect.stringContaining('redaction.test.ts') },
      own: { error: 'BridgeError', code: 'away', reason: '1C is away', retryable: true, status: 503 },
    });
  });

  it('is a copy: what was given is not changed', () => {
    const value = Object.freeze({ password: SECRET, list: Object.freeze([Object.freeze({ phone: '1' })]) });
    expect(redact(value)).toEqual({ password: '***', list: [{ phone: '***' }] });
  });

  it('any JSON keeps its shape, and masking again changes nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const once = redact(value);
        expect(redact(once)).toEqual(once);
        expect(Array.isArray(once)).toBe(Array.isArray(value));
        expect(typeof once).toBe(typeof value);
      }),
    );
  });

  it('what is deep, endless or bites its own tail is cut', () => {
    const circle: Record<string, unknown> = { id: 1 };
    for (let index = 0; index < 30; index += 1) {
      circle[`self${index}`] = circle;
    }
    expect(JSON.stringify(redact({ circle })).length).toBeLessThan(100_000);
    expect(JSON.stringify(redact(Array(1_000_000).fill('x')))).toMatch(/^\["x",.*"…"\]$/);
    expect(redact({ a: { a: { a: { a: { a: { a: { a: 1 } } } } } } })).toEqual({
      a: { a: { a: { a: { a: { a: '…' } } } } },
    });
  });
});
