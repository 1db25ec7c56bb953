import { basicAuthorization, type Login } from '../platform/basic-auth.ts';
import { errorFields } from '../platform/errors.ts';
import { type HttpResponse, NoAnswer, type RetryPolicy, type SendHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import { answerFault, isWrite } from './answer-fault.ts';
import { isHtml, stripBom } from './decode-error.ts';
import { type OnecError, OnecUnavailable, type RequestName, UnknownOutcome } from './errors.ts';

/** Bounds of one try, milliseconds. */
export interface Timeouts {
  readonly readMs: number;
  readonly writeMs: number;
}

/** A first call after idle takes 10–30 s and more, a first write up to 18 s (onec-odata A10). */
export const PATIENT: Timeouts = { readMs: 60_000, writeMs: 60_000 };

/**
 * Reading changes nothing, so it is repeated whenever the web server stood in for 1C or the connection broke. A time-out
 * is not: the time of a whole function is gone by then, and the queue tries again later.
 */
const READ_POLICY: RetryPolicy = {
  tries: 3,
  timing: { baseMs: 1000, capMs: 8000 },
  onStatus: (status) => status === 429 || (status >= 502 && status <= 504),
  onNoAnswer: (failure) => !failure.isTimeout,
};

/** A write is repeated only if it surely never reached the server (onec-odata A9). */
const WRITE_POLICY: RetryPolicy = {
  tries: 3,
  timing: { baseMs: 1000, capMs: 8000 },
  onStatus: () => false,
  onNoAnswer: (failure) => !failure.sent,
};

interface OnecRequest extends RequestName {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly body?: object;
  /** Form of the answer, JSON unless told: a count is a bare number. */
  readonly answer?: 'text';
  /** Texts that 1C may echo in an error message and that must not get into a log. */
  readonly sent?: readonly string[];
}

export interface TransportDeps {
  readonly login: Login;
  readonly http: SendHttp;
  readonly log: Log;
  readonly timeouts: Timeouts;
}

/**
 * Sends one request.
 *
 * @returns the JSON of the answer, its text where one was asked for, or undefined if it was empty (a method answers 204, or 200 without a body).
 * @throws an {@link OnecError} for every other outcome.
 */
export type Send = (request: OnecRequest) => Promise<unknown>;

/** Requests to 1C: login, JSON both ways, retries as the operation allows, every failure as an error of its kind. */
export function createSend({ login, http, log, timeouts }: TransportDeps): Send {
  return async (request) => {
    const response = await exchange(request);
    const { operation, set } = request;
    log.debug('1C answered', { operation, set, status: response.status });
    if (response.status >= 300) {
      throw answerFault(request, response, request.sent);
    }
    return decode(request, response);
  };

  async function exchange(request: OnecRequest): Promise<HttpResponse> {
    const write = isWrite(request);
    try {
      return await http(
        {
          method: request.method,
          url: request.url,
          headers: {
            Authorization: basicAuthorization(login),
            Accept: request.answer === 'text' ? '*/*' : 'application/json',
            ...(request.body === undefined ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
          },
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
          timeoutMs: write ? timeouts.writeMs : timeouts.readMs,
        },
        write ? WRITE_POLICY : READ_POLICY,
      );
    } catch (error) {
      if (error instanceof NoAnswer) {
        log.warn('1C gave no answer', {
          operation: request.operation,
          set: request.set,
          ...errorFields(error),
        });
        throw silence(request, error);
      }
      throw error;
    }
  }
}

function silence(request: RequestName, failure: NoAnswer): OnecError {
  return isWrite(request) && failure.sent
    ? new UnknownOutcome(request, failure.message, failure)
    : new OnecUnavailable(request, failure.message, failure);
}

function decode(request: OnecRequest, response: HttpResponse): unknown {
  const contentType = response.headers.get('content-type');
  if (isHtml(contentType, response.text)) {
    // A login form comes with 200, and whether it came before or after the change nobody knows (onec-odata A9).
    throw answerFault(request, response);
  }
  const text = stripBom(response.text);
  if (text.trim() === '' || isMethod(request)) {
    return undefined;
  }
  if (request.answer === 'text') {
    return text.trim();
  }
  if (!/json/i.test(contentType ?? '')) {
    throw unreadable(request, `HTTP ${response.status}, the answer is ${contentType ?? 'of no type'}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(request, `HTTP ${response.status}, broken JSON`, error);
  }
}

/** What a method answers beside its status is not documented and not needed (onec-odata A7). */
function isMethod({ operation }: RequestName): boolean {
  return operation === 'post' || operation === 'unpost';
}

/** The entities of an answer to a list. @throws {OnecError} as {@link unreadable} if it is none. */
export function valuesOf(request: RequestName, answer: unknown): readonly unknown[] {
  if (typeof answer === 'object' && answer !== null && 'value' in answer && Array.isArray(answer.value)) {
    return answer.value;
  }
  throw unreadable(request, 'the answer is no list');
}

/** An answer that came and cannot be used: what was written is written, what was read must be read again. */
export function unreadable(request: RequestName, happened: string, cause?: unknown): OnecError {
  return isWrite(request)
    ? new UnknownOutcome(request, happened, cause)
    : new OnecUnavailable(request, happened, cause);
}
