import type { Clock, Sleep } from './clock.ts';
import { BridgeError } from './errors.ts';
import { parseRetryAfter, type RetryTiming, retryDelay } from './retry-delay.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bound of one try, from sending to the last byte of the answer, milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * No complete answer came. `sent` tells whether the request may have reached the server: after `false` (name not found,
 * connection refused) nothing can have happened there, after `true` (reset, time-out) nobody knows.
 */
export class NoAnswer extends BridgeError {
  readonly sent: boolean;

  constructor(host: string, sent: boolean, cause: unknown) {
    super(`no answer from ${host}: ${failureCode(cause)}`, {
      code: sent ? 'answerLost' : 'unreachable',
      retryable: true,
      advice: `Сервер ${host} не отвечает. Обмен повторит попытку сам; если это длится дольше часа, проверьте, что сервер включен и доступен из интернета.`,
      details: { host, sent },
      cause,
    });
    this.sent = sent;
  }
}

/** Which answers and failures of one kind of request are worth another try, and how many tries there are in all. */
export interface RetryPolicy {
  readonly tries: number;
  readonly timing: RetryTiming;
  readonly onStatus: (status: number) => boolean;
  readonly onNoAnswer: (failure: NoAnswer) => boolean;
}

/** What HTTP needs from the outside world. */
export interface HttpDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Sends one request, with the tries that its policy allows. */
export type SendHttp = (request: HttpRequest, policy: RetryPolicy) => Promise<HttpResponse>;

/**
 * HTTP over `deps.fetch`: per-try time-out, back-off between tries, `Retry-After` obeyed.
 *
 * @returns a sender that answers any response whose status the policy does not retry (or the last one, when the tries
 *   are used up), and throws {@link NoAnswer} when the last try got none. Redirects are answers, never followed: the
 *   headers carry a login.
 */
export function createHttp(deps: HttpDeps): SendHttp {
  return async (request, policy) => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= policy.tries;
      const result = await tryOnce(deps, request);
      const again = result instanceof NoAnswer ? policy.onNoAnswer(result) : policy.onStatus(result.status);
      if (isLast || !again) {
        if (result instanceof NoAnswer) {
          throw result;
        }
        return result;
      }
      await deps.sleep(retryDelay(policy.timing, attempt, deps.random(), retryAfterOf(result, deps.clock)));
    }
  };
}

async function tryOnce(deps: HttpDeps, request: HttpRequest): Promise<HttpResponse | NoAnswer> {
  try {
    const response = await deps.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return new NoAnswer(new URL(request.url).host, mayHaveBeenSent(error), error);
  }
}

function retryAfterOf(result: HttpResponse | NoAnswer, clock: Clock): number | undefined {
  return result instanceof NoAnswer
    ? undefined
    : parseRetryAfter(result.headers.get('retry-after'), clock.now());
}

/** Failures before a connection existed, by the codes of Node's sockets and of its built-in fetch. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function mayHaveBeenSent(error: unknown): boolean {
  return !NEVER_SENT.has(failureCode(error));
}

/** The system's word for a failed fetch: the code of the innermost cause, else the error's name. */
function failureCode(error: unknown): string {
  let current: unknown = error;
  let code = error instanceof Error ? error.name : 'unknown';
  while (current instanceof Error) {
    if ('code' in current && typeof current.code === 'string') {
      code = current.code;
    }
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return code;
}
