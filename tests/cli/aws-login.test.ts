import { describe, expect, it } from 'vitest';
import { failureOf } from '../../lib/cli/failure.ts';
import { SecretsUnreadable } from '../../lib/platform/secrets.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';

const named = (name: string) => Object.assign(new Error('no login'), { name });

describe('a missing login to AWS', () => {
  it.each([
    ['the parameter store', new SecretsUnreadable('/x', { cause: named('CredentialsProviderError') })],
    ['the state table', new StateUnreachable('get', named('ExpiredTokenException'))],
    ['a file', named('TokenProviderError')],
  ])('found out at %s is told to the person at the terminal as such', (_, error) => {
    expect(failureOf(error)).toMatchObject({
      text: 'Нет действующего входа в AWS. Выполните `aws sso login` и `export AWS_PROFILE=…`.\n',
      data: { error: { code: 'awsLoginMissing', retryable: false } },
    });
  });

  it('is not what other faults of the stores are', () => {
    const away = new StateUnreachable('get', named('TimeoutError'));
    expect(failureOf(away).data.error).toMatchObject({ code: 'stateUnreachable' });
  });
});
