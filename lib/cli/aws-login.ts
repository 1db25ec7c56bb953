import { BridgeError } from '../platform/errors.ts';

/** The person at the terminal is not logged in to AWS, or is no longer: nothing of a stage can be reached. */
export class AwsLoginMissing extends BridgeError {
  constructor(cause: unknown) {
    super('there is no valid login to AWS', {
      code: 'awsLoginMissing',
      retryable: false,
      scope: 'exchange',
      advice: 'Нет действующего входа в AWS. Выполните `aws sso login` и `export AWS_PROFILE=…`.',
      cause,
    });
  }
}

/** Names of the SDK's and AWS's errors that say so: no login found, none that can be renewed, one that is over or unknown. */
const LOGIN_FAULTS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/**
 * Whether an error of a stage's stores comes from the login. The stores tell a function that it lacks a role, which helps
 * nobody at a terminal.
 */
export function isLoginFault(error: unknown): boolean {
  return error instanceof Error && (LOGIN_FAULTS.has(error.name) || isLoginFault(error.cause));
}
