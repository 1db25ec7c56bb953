import { describe, expect, it } from 'vitest';
import { failureOf } from '../../lib/cli/failure.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';

const system = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('N-8: the cause of a failure is not lost', () => {
  it.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND dynamodb.eu-central-1.amazonaws.com'],
    ['ECONNREFUSED', ''],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN sqs.example.com'],
  ])('%s', (code, message) => {
    const error = new StateUnreachable(
      'get',
      new TypeError('fetch failed', { cause: system(code, message) }),
    );
    const { text, data } = failureOf(error);
    expect(text).toContain(error.advice);
    expect(text).toMatch(new RegExp(`^Причина: .*${code}`, 'm'));
    expect(data.error.cause).toContain(code);
  });

  it('of several addresses that were tried, the first is named', () => {
    const tried = new AggregateError([system('ECONNREFUSED', 'connect ECONNREFUSED ::1:443')]);
    expect(failureOf(new StateUnreachable('get', tried)).text).toContain('connect ECONNREFUSED ::1:443');
  });

  it('nothing is added where the system said nothing', () => {
    const error = new StateUnreachable('get', new Error('odd'));
    expect(failureOf(error).text).toBe(`${error.advice}\n`);
  });
});
