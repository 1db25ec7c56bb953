import { PositionAhead } from '../orders/poll/errors.ts';
import { BridgeError } from '../platform/errors.ts';
import { redactText } from '../platform/redaction.ts';
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

/** The system's own word for what happened (N-8): `ENOTFOUND`, and its sentence, which names the host or the file. */
function systemCause(error: unknown): { readonly code: string; readonly text: string } | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const deeper = systemCause(error instanceof AggregateError ? error.errors[0] : error.cause);
  if (deeper !== undefined || !('code' in error) || !/^[A-Z][A-Z0-9_]+$/.test(String(error.code))) {
    return deeper;
  }
  const code = String(error.code);
  const sentence = redactText(error.message);
  return { code, text: sentence.includes(code) ? sentence : `${code} ${sentence}`.trim() };
}

/** What to say about an error: its advice, or everything that is known of an error that nobody expected. */
export function failureOf(failed: unknown): Failure {
  const error = isLoginFault(failed) ? new AwsLoginMissing(failed) : failed;
  return error instanceof BridgeError ? explained(error) : unexpected(error);
}

function explained(error: BridgeError): Failure {
  const { code, message, advice, retryable } = error;
  const faults = error instanceof SettingsRefused ? error.faults : [];
  const cause = systemCause(error);
  const causeLine = cause === undefined || advice.includes(cause.code) ? '' : `Причина: ${cause.text}\n`;
  return {
    text: `${advice}\n${causeLine}${faultLines(faults)}`,
    exitCode: error instanceof PositionAhead ? 2 : 1,
    data: {
      ok: false,
      error: {
        code,
        message,
        advice,
        retryable,
        ...(cause === undefined ? {} : { cause: cause.text }),
        ...(faults.length === 0 ? {} : { faults }),
      },
    },
  };
}

function unexpected(error: unknown): Failure {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : text;
  return {
    text: `Непредвиденная ошибка: ${text}\n`,
    exitCode: 1,
    data: { ok: false, error: { code: 'unexpected', message } },
  };
}
