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
  readonly host: string;
  readonly sent: boolean;
  /** The system's word for what happened: `ENOTFOUND`, `ECONNREFUSED`, `TimeoutError`. */
  readonly reason: string;

  constructor(host: string, sent: boolean, cause: unknown) {
    const reason = failureCode(cause);
    super(`no answer from ${host}: ${reason}`, {
      code: sent ? 'answerLost' : 'unreachable',
      retryable: true,
      advice: `Сервер ${host} не отвечает (${reason}). Пока обмен работает, попытки повторяются сами; если это длится дольше часа, проверьте, что сервер включён и доступен из интернета.`,
      details: { host, sent },
      cause,
    });
    this.host = host;
    this.sent = sent;
    this.reason = reason;
  }

  /** The time of the try ran out. */
  get isTimeout(): boolean {
    return this.cause instanceof Error && this.cause.name === 'TimeoutError';
  }
}

/** The request could not even be built: a header or the address holds what HTTP does not allow. Nothing was sent. */
export class RequestMalformed extends BridgeError {
  /** @param header name of the malformed header; undefined for the address. Neither's value, which may be a secret. */
  constructor(header?: string) {
    const [what, inRussian] =
      header === undefined ? ['the address', 'адрес'] : [`header ${header}`, `заголовок ${header}`];
    super(`request not sent: ${what} is malformed`, {
      code: 'requestMalformed',
      retryable: false,
      scope: 'exchange',
      advice: `Запрос не отправлен: ${inRussian} содержит недопустимые знаки. Проверьте адреса, имена и ключи в переменных окружения: нет ли в них пробелов, переводов строки или русских букв.`,
    });
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

/** One try of a request: any response, or the failure that came in its place. */
export type TryHttp = (request: HttpRequest) => Promise<HttpResponse | NoAnswer>;

/**
 * HTTP over `deps.fetch`: per-try time-out, back-off between tries, `Retry-After` obeyed up to the policy's longest wait.
 *
 * @param around decorates every single try, a budget for instance; what it throws ends the request.
 * @returns a sender that answers any response whose status the policy does not retry (or the last one, when the tries
 *   are used up), throws {@link NoAnswer} when the last try got none, and {@link RequestMalformed} when there is nothing
 *   to try. Redirects are answers, never followed: the headers carry a login.
 */
export function createHttp(deps: HttpDeps, around: (attempt: TryHttp) => TryHttp = (same) => same): SendHttp {
  const attemptOnce = around((request) => tryOnce(deps, request));
  return async (request, policy) => {
    checkSendable(request);
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= policy.tries;
      const result = await attemptOnce(request);
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

/** Asked beforehand, since fetch fails on these with an error that quotes the value. */
function checkSendable({ url, headers }: HttpRequest): void {
  const address = URL.parse(url);
  if (address === null || address.username !== '' || address.password !== '') {
    throw new RequestMalformed();
  }
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]]);
    } catch {
      throw new RequestMalformed(name);
    }
  }
}

async function tryOnce(deps: HttpDeps, request: HttpRequest): Promise<HttpResponse | NoAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await deps.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal,
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

/** System calls that come before the connection. */
const BEFORE_CONNECTION = new Set(['getaddrinfo', 'connect']);

/**
 * Failures between the connection and the first byte of a request, by their codes: fetch's own time for connecting is
 * over, what answers does not speak TLS, the certificate is not accepted.
 */
const NEVER_SENT =
  /^(UND_ERR_CONNECT_TIMEOUT|ERR_SSL_WRONG_VERSION_NUMBER|ERR_TLS_CERT_ALTNAME_INVALID|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/;

function mayHaveBeenSent(error: unknown): boolean {
  return !causes(error).some(
    (cause) =>
      ('syscall' in cause && BEFORE_CONNECTION.has(String(cause.syscall))) ||
      ('code' in cause && NEVER_SENT.test(String(cause.code))),
  );
}

/** The system's word for a failed fetch: the code of the innermost cause, else the error's name. */
function failureCode(error: unknown): string {
  const codes = causes(error).flatMap((cause) =>
    'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  );
  return codes.at(-1) ?? (error instanceof Error ? error.name : 'unknown');
}

/** An error and what stands behind it, outermost first; of several addresses tried, the first. */
function causes(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) {
    return [];
  }
  return [error, ...causes(error instanceof AggregateError ? error.errors[0] : error.cause)];
}
