/** Identifiers and figures that tell a reader of the log where an error happened. Never secrets, never people's data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/**
 * Whose fault a permanent error is. `order`: of the one record that was worked on, which is parked with it. `exchange`: of
 * the whole exchange (a login, a right, missing settings); parking would only move every order of the shop from one list to
 * another, so they wait in the queue until the administrator has mended it.
 */
export type ErrorScope = 'order' | 'exchange';

interface ErrorFacts {
  /** Stable camelCase word that programs may compare. */
  readonly code: string;
  /** For the administrator, in Russian: what happened, what it means, what to do. */
  readonly advice: string;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/**
 * What an error of the bridge says of itself. `retryable`: whether the same work may succeed later without anybody changing
 * anything; an error that may not has to say whose fault it is.
 */
export type BridgeErrorFacts = ErrorFacts &
  (
    | { readonly retryable: true; readonly scope?: ErrorScope }
    | { readonly retryable: boolean; readonly scope: ErrorScope }
  );

/**
 * Base of every error that the bridge raises on purpose. It speaks in two voices: `message` is for the log (English,
 * what and where), `advice` for the administrator (Russian, what to do). Each module derives its own errors from it.
 */
export class BridgeError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  /** Undefined where it makes no difference: the work is tried again, whosever fault it is. */
  readonly scope: ErrorScope | undefined;
  readonly advice: string;
  readonly details: ErrorDetails;

  constructor(message: string, facts: BridgeErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.code = facts.code;
    this.retryable = facts.retryable;
    this.scope = facts.scope;
    this.advice = facts.advice;
    this.details = facts.details ?? {};
  }
}

/**
 * An error as fields of a log record.
 *
 * - Raised on purpose: `error` (its class), `code`, `reason`, `retryable`, its details, and `cause` as text. Where it was
 *   raised says nothing to whoever reads its code, so there is no stack.
 * - Any other: `error`, `reason`, `code` if it has one, `cause`, and `stack`, the places only.
 *
 * Of foreign errors only name, code and message are taken, since their other properties hold requests and answers; what
 * a JSON parser quotes of its input is left out. The log masks what the texts still hold.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { error: 'NonError', reason: describe(error) };
  }
  const cause = causesOf(error).map((one) => chainText(one, 1));
  const causes = cause.length === 0 ? {} : { cause: cause.join('; ') };
  if (error instanceof BridgeError) {
    const { name, code, message, retryable, details } = error;
    return { ...details, error: name, code, reason: message, retryable, ...causes };
  }
  return { error: error.name, reason: messageOf(error), ...codeOf(error), ...causes, stack: placesOf(error) };
}

/** A chain that is longer, or that bites its own tail, tells nothing more. */
const LONGEST_CHAIN = 5;

/** `TypeError: fetch failed ← Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:443` */
function chainText(error: unknown, length: number): string {
  if (!(error instanceof Error)) {
    return describe(error);
  }
  const causes = length < LONGEST_CHAIN ? causesOf(error).map((cause) => chainText(cause, length + 1)) : [];
  const { code } = codeOf(error);
  const own = `${error.name}${code === undefined ? '' : ` ${code}`}: ${messageOf(error)}`;
  return causes.length === 0 ? own : `${own} ← ${causes.join('; ')}`;
}

/** What stands behind an error: its cause, and of an AggregateError, the first few of those it gathers. */
function causesOf(error: Error): readonly unknown[] {
  const gathered: readonly unknown[] = error instanceof AggregateError ? error.errors.slice(0, 3) : [];
  return error.cause === undefined ? gathered : [error.cause, ...gathered];
}

function codeOf(error: Error): { readonly code?: string } {
  return 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
}

/** JSON.parse quotes what it could not read, which is somebody's request or answer. */
function messageOf(error: Error): string {
  return error instanceof SyntaxError ? error.message.replace(/".*"/s, '"…"') : error.message;
}

/** The stack without its head, which repeats the message. */
function placesOf(error: Error): string {
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return places.map((place) => place.trim()).join('\n');
}

/** What was thrown without being an error: text and figures as they are, of anything else only what it is. */
function describe(thrown: unknown): string {
  if (typeof thrown === 'object' || typeof thrown === 'function') {
    return thrown === null ? 'null' : typeof thrown;
  }
  return String(thrown);
}
