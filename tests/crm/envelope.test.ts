import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldErrorsOf, openEnvelope } from '../../lib/crm/envelope.ts';
import {
  CrmAccountUnknown,
  CrmAnswerMalformed,
  CrmError,
  CrmKeyRefused,
  CrmOverloaded,
  CrmRequestRefused,
  CrmUnavailable,
  CrmUploadPartlyRefused,
} from '../../lib/crm/errors.ts';

const REQUEST = 'POST /api/v5/orders/42/edit';

function open(status: number, body: unknown, headers: Record<string, string> = {}): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return openEnvelope({ status, headers: new Headers(headers), text }, REQUEST, Date.UTC(2026, 1, 3));
}

function refused(...answer: Parameters<typeof open>): CrmError {
  try {
    open(...answer);
  } catch (error) {
    if (error instanceof CrmError) {
      return error;
    }
    throw error;
  }
  throw new Error('it should have been refused');
}

const failure = (errorMsg: string, errors?: unknown) => ({ success: false, errorMsg, errors });
const HTML = '\n<!DOCTYPE html><html></html>';

describe('a successful answer', () => {
  it.each([200, 201, 202])('%i is judged by success', (status) => {
    expect(open(status, { success: true, id: 7, errors: [] })).toEqual({ success: true, id: 7, errors: [] });
    expect(refused(status, failure('Validation error'))).toBeInstanceOf(CrmRequestRefused);
  });
});

describe('each refusal has its error', () => {
  it.each([
    [403, failure('Wrong "apiKey" value.'), CrmKeyRefused, false],
    [403, failure('Access denied.'), CrmKeyRefused, false],
    [400, failure('"apiKey" is missing.'), CrmKeyRefused, false],
    [404, failure('Account does not exist.'), CrmAccountUnknown, false],
    [404, HTML, CrmAccountUnknown, false],
    [405, HTML, CrmAccountUnknown, false],
    [200, HTML, CrmAccountUnknown, false],
    [301, '', CrmAccountUnknown, false],
    [404, failure('API method not found'), CrmRequestRefused, false],
    [404, failure('Not found'), CrmRequestRefused, false],
    [405, failure('Method Not Allowed'), CrmRequestRefused, false],
    [400, failure('Errors in the entity format', { 'items[0].offer.id': 'no' }), CrmRequestRefused, false],
    [400, { success: true }, CrmRequestRefused, false],
    [460, failure('Orders are loaded with errors', ['no']), CrmUploadPartlyRefused, false],
    [503, failure('Rate limit exceeded'), CrmOverloaded, true],
    [503, HTML, CrmOverloaded, true],
    [429, '', CrmOverloaded, true],
    [500, HTML, CrmUnavailable, true],
    [502, '', CrmUnavailable, true],
    [200, '{"success": tru', CrmAnswerMalformed, true],
    [200, '', CrmAnswerMalformed, true],
    [200, { order: {} }, CrmAnswerMalformed, false],
    [200, { success: 'true' }, CrmAnswerMalformed, false],
    [200, [], CrmAnswerMalformed, false],
    [400, null, CrmAnswerMalformed, false],
  ])('%i %j', (status, body, expected, retryable) => {
    const error = refused(status, body);
    expect(error.constructor).toBe(expected);
    expect(error.retryable).toBe(retryable);
    expect(error.message).toContain(REQUEST);
    expect(error.advice).toMatch(/[а-я]/);
  });

  it('only 404 "Not found" says that an object does not exist', () => {
    const isNotFound = (status: number, said: string) => {
      const error = refused(status, failure(said));
      return error instanceof CrmRequestRefused && error.isNotFound;
    };
    expect(isNotFound(404, 'Not found')).toBe(true);
    expect(isNotFound(404, 'API method not found')).toBe(false);
    expect(isNotFound(400, 'Not found')).toBe(false);
  });

  it('a wrong key and a missing right give different advice', () => {
    expect(refused(403, failure('Access denied.')).advice).toContain('нет права');
    expect(refused(403, failure('Wrong "apiKey" value.')).advice).toContain('CRM_API_KEY');
  });

  it('Retry-After is kept, in seconds or as a date', () => {
    const overloaded = (value: string) => refused(503, '', { 'retry-after': value });
    expect(overloaded('7')).toMatchObject({ retryAfterMs: 7_000 });
    expect(overloaded('Tue, 03 Feb 2026 00:00:09 GMT')).toMatchObject({ retryAfterMs: 9_000 });
    expect(refused(503, '')).toMatchObject({ retryAfterMs: undefined });
  });
});

describe('what the errors tell', () => {
  const email = 'buyer@example.ru';
  const phone = '+7 (900) 000-00-07';
  const error = refused(
    400,
    failure(`Order is not loaded for ${email}`, {
      'customer.externalId': `Customer ${phone} not found.`,
      phone: 'wrong',
    }),
  );

  it('the log gets the status, the message and the names of the fields', () => {
    expect(error.message).toBe(`${REQUEST}: 400 Order is not loaded for *** (customer.externalId, phone)`);
  });

  it('the administrator gets the reasons too', () => {
    expect(error.advice).toContain('customer.externalId: Customer *** not found.; phone: wrong');
  });

  it('nobody gets contacts of people, not even from a printed error', () => {
    const printed = `${inspect(error)} ${error.advice}`;
    expect(printed).not.toContain(email);
    expect(printed).not.toContain(phone);
  });

  it('a broken answer is not quoted', () => {
    expect(inspect(refused(200, `{"success": true, "order": {"email": "${email}"`))).not.toContain(email);
  });
});

describe('fieldErrorsOf', () => {
  it.each([
    [undefined, []],
    [null, []],
    [[], []],
    [{}, []],
    [
      ['one', 'two'],
      [{ message: 'one' }, { message: 'two' }],
    ],
    [{ name: 'blank' }, [{ field: 'name', message: 'blank' }]],
    [
      { items: { 0: { price: ['low', 'odd'] } } },
      [
        { field: 'items.0.price', message: 'low' },
        { field: 'items.0.price', message: 'odd' },
      ],
    ],
    ['text', [{ message: 'text' }]],
  ])('%j', (errors, expected) => {
    expect(fieldErrorsOf(errors)).toEqual(expected);
  });

  it('a list and a map of the same messages tell the same messages', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (messages) => {
        const asMap = Object.fromEntries(messages.map((message, index) => [`f${index}`, message]));
        const told = (errors: unknown) => fieldErrorsOf(errors).map((entry) => entry.message);
        expect(told(asMap)).toEqual(messages);
        expect(told(messages)).toEqual(messages);
      }),
    );
  });
});
