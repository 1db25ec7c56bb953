import { PositionAhead } from '../orders/poll/errors.ts';
import { BridgeError } from '../platform/errors.ts';
import { SettingsRefused } from '../settings/errors.ts';
import { AwsLoginMissing, isLoginFault } from './aws-login.ts';
import { faultLines } from './fault-lines.ts';

/** An error that a command ended with, for people and for programs. */
export interface Failure {
  readonly text: string;
  /** 2 if what was asked for can never be done: the mistake is the person's. */
  readonly exitCode: 1 | 2;
  readonly data: { readonly ok: false; readonly error: Readonly<Record<string, unknown>> };
}

/** What to say about an error: its advice, or everything that is known of an error that nobody expected. */
export function failureOf(failed: unknown): Failure {
  const error = isLoginFault(failed) ? new AwsLoginMissing(failed) : failed;
  if (error instanceof BridgeError) {
    const { code, message, advice, retryable } = error;
    const faults = error instanceof SettingsRefused ? error.faults : [];
    return {
      text: `${advice}\n${faultLines(faults)}`,
      exitCode: error instanceof PositionAhead ? 2 : 1,
      data: {
        ok: false,
        error: { code, message, advice, retryable, ...(faults.length === 0 ? {} : { faults }) },
      },
    };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : text;
  return {
    text: `Непредвиденная ошибка: ${text}\n`,
    exitCode: 1,
    data: { ok: false, error: { code: 'unexpected', message } },
  };
}
