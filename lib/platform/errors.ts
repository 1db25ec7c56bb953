/** Identifiers and figures that tell a reader of the log where an error happened. Never secrets, never people's data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

export interface BridgeErrorFacts {
  /** Stable camelCase word that programs may compare. */
  readonly code: string;
  /** Whether the same work may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** For the administrator, in Russian: what happened, what it means, what to do. */
  readonly advice: string;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/**
 * Base of every error that the bridge raises on purpose. It speaks in two voices: `message` is for the log (English,
 * what and where), `advice` for the administrator (Russian, what to do). Each module derives its own errors from it.
 */
export class BridgeError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly advice: string;
  readonly details: ErrorDetails;

  constructor(message: string, facts: BridgeErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.code = facts.code;
    this.retryable = facts.retryable;
    this.advice = facts.advice;
    this.details = facts.details ?? {};
  }
}

/** Layers below the platform cannot derive from {@link BridgeError}; their errors carry the same facts. */
type TwoVoicedError = Error & Pick<BridgeErrorFacts, 'code' | 'retryable' | 'advice' | 'details'>;

/** Whether an error speaks in two voices: raised on purpose, with a code, and with advice for the administrator. */
export function isTwoVoiced(error: unknown): error is TwoVoicedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'advice' in error &&
    typeof error.advice === 'string' &&
    'retryable' in error
  );
}

/** An error as fields of a log record: name, code, retryable, ids and the chain of causes; no stack of foreign objects. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (isTwoVoiced(error)) {
    return {
      error: error.name,
      code: error.code,
      reason: error.message,
      retryable: error.retryable,
      ...error.details,
      ...(error.cause === undefined ? {} : { cause: causeText(error.cause) }),
    };
  }
  if (error instanceof Error) {
    return { error: error.name, reason: error.message, stack: error.stack };
  }
  return { error: 'NonError', reason: String(error) };
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
