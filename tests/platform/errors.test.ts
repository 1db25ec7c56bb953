import { describe, expect, it } from 'vitest';
import { BridgeError, errorFields } from '../../lib/platform/errors.ts';

class Away extends BridgeError {
  constructor(cause?: unknown) {
    super('1C is away', {
      code: 'away',
      retryable: true,
      advice: 'Подождите.',
      details: { status: 503, operation: 'list' },
      cause,
    });
  }
}

/** An error of a client as SDKs make them, with the request and the answer on it. */
const foreign = (message: string, extra: object = {}) =>
  Object.assign(new TypeError(message), {
    request: { headers: { authorization: 'secret' } },
    $response: { body: 'secret' },
    ...extra,
  });

describe('an error that is raised on purpose', () => {
  it('bears the name of its class, both voices, and no cause unless it has one', () => {
    const error = new Away();
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'Away', message: '1C is away', advice: 'Подождите.' });
    expect('cause' in error).toBe(false);
    const permanent = new BridgeError('x', { code: 'x', retryable: false, scope: 'order', advice: 'x' });
    expect(permanent.details).toEqual({});
    expect(permanent.scope).toBe('order');
  });
});

describe('an error as fields of a log record', () => {
  it('raised on purpose: code, reason and details, neither stack nor advice', () => {
    expect(errorFields(new Away())).toEqual({
      error: 'Away',
      code: 'away',
      reason: '1C is away',
      retryable: true,
      status: 503,
      operation: 'list',
    });
  });

  it('details never hide what the error is', () => {
    const details = { reason: 'detail', error: 'detail', code: 'detail', retryable: 1, kind: 'order' };
    const error = new BridgeError('message', {
      code: 'linkConflict',
      retryable: false,
      scope: 'order',
      advice: 'x',
      details,
    });
    expect(errorFields(error)).toEqual({
      error: 'BridgeError',
      code: 'linkConflict',
      reason: 'message',
      retryable: false,
      kind: 'order',
    });
  });

  it('foreign: name, message, code, and the places of its stack without the message', () => {
    const fields = errorFields(foreign('socket\n    hang up', { code: 'ECONNRESET' }));
    expect(fields).toEqual({
      error: 'TypeError',
      reason: 'socket\n    hang up',
      code: 'ECONNRESET',
      stack: expect.stringMatching(/^at .*errors\.test\.ts/),
    });
    expect(fields.stack).not.toContain('hang up');
  });

  it('foreign, without a stack', () => {
    const error = new Error('bare');
    delete error.stack;
    expect(errorFields(error)).toEqual({ error: 'Error', reason: 'bare', stack: '' });
  });

  it('the chain of causes is one line of names, codes and messages', () => {
    const refused = foreign('connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' });
    const error = new Away(new TypeError('fetch failed', { cause: refused }));
    expect(errorFields(error).cause).toBe(
      'TypeError: fetch failed ← TypeError ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(errorFields(new Error('outer', { cause: new Away() })).cause).toBe('Away away: 1C is away');
  });

  it('of errors that were gathered, the first three are told', () => {
    const gathered = [1, 2, 3, 4].map((number) => new Error(`address ${number}`));
    const together = 'Error: address 1; Error: address 2; Error: address 3';
    expect(errorFields(new AggregateError(gathered, 'all failed'))).toMatchObject({
      error: 'AggregateError',
      reason: 'all failed',
      cause: together,
    });
    expect(errorFields(new Away(new AggregateError(gathered, 'all failed'))).cause).toBe(
      `AggregateError: all failed ← ${together}`,
    );
  });

  it('a chain that bites its own tail ends', () => {
    const error = new Error('tail');
    error.cause = error;
    expect(errorFields(error).cause).toBe(Array(5).fill('Error: tail').join(' ← '));
  });

  it('nothing of requests and answers gets in', () => {
    const fields = [
      errorFields(foreign('failed')),
      errorFields(new Away(foreign('failed', { cause: foreign('deeper') }))),
      errorFields(new AggregateError([foreign('failed')])),
      errorFields({ request: 'secret' }),
      errorFields(new Error('outer', { cause: { request: 'secret' } })),
    ];
    expect(JSON.stringify(fields)).not.toContain('secret');
  });

  it('nothing of a text that is not JSON gets in', () => {
    for (const text of [
      'Проверкин',
      '{"lastName":"Проверкин"',
      '{"a":"b","lastName":Проверкин}',
      '"Проверкин\n"',
    ]) {
      const error = failureOfParsing(text);
      const told = JSON.stringify([errorFields(error), errorFields(new Away(error))]);
      expect(told).toContain('SyntaxError');
      expect(told).not.toMatch(/Провер|lastName/);
    }
  });

  it.each([
    ['a text', 'a text'],
    [42, '42'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Object.create(null), 'object'],
    [() => 'secret', 'function'],
    [Symbol('thrown'), 'Symbol(thrown)'],
  ])('what is thrown without being an error: %s', (thrown, reason) => {
    expect(errorFields(thrown)).toEqual({ error: 'NonError', reason });
  });
});

function failureOfParsing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
