import { type Clock, systemClock } from '../platform/clock.ts';
import { errorFields } from '../platform/errors.ts';
import { type HttpRequest, NoAnswer, type RetryPolicy, type SendHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import { type AnswerBody, isOverloaded, openEnvelope, PARTLY_REFUSED } from './envelope.ts';
import { CrmKeyRefused, CrmUnavailable } from './errors.ts';
import { type QueryParameters, queryString } from './query-string.ts';

export interface CrmTransportDeps {
  /** Address of the account, `https://demo.retailcrm.ru`. */
  readonly url: string;
  readonly apiKey: string;
  readonly http: SendHttp;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Bound of one try, milliseconds; 30 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * What may be asked or sent twice is repeated on every passing fault but a time-out: a CRM that hangs would take the whole time
 * of the function, and the queue or the next run tries again later.
 */
const REPEATABLE: RetryPolicy = {
  tries: 4,
  timing: { baseMs: 500, capMs: 5_000 },
  onStatus: (status) => isOverloaded(status) || status >= 500 || status === PARTLY_REFUSED,
  onNoAnswer: (failure) => !failure.isTimeout,
};

const TRY_TIMEOUT_MS = 30_000;

/** Reads one address of the account, as `/api/v5/orders`; the answer comes out of its envelope. Throws a `CrmError`. */
export type CrmGet = (path: string, query?: QueryParameters) => Promise<AnswerBody>;

/**
 * Sends a form to one address of the account; nested entities are JSON inside (retailcrm-api 1.1). Only for what may be sent
 * twice: a lost answer is followed by another try. Throws a `CrmError`.
 */
export type CrmUpload = (path: string, form: Readonly<Record<string, string>>) => Promise<AnswerBody>;

/** Requests to one account. */
export interface CrmTransport {
  readonly get: CrmGet;
  readonly upload: CrmUpload;
}

/**
 * Requests to one account. The key travels in a header only, never in an address (retailcrm-api 1.1).
 *
 * @throws {CrmKeyRefused} if no header can carry the key: sending it would fail with an error that quotes it.
 */
export function createCrmTransport(deps: CrmTransportDeps): CrmTransport {
  const { url, apiKey, http, clock = systemClock, log, timeoutMs = TRY_TIMEOUT_MS } = deps;
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new CrmKeyRefused('empty, or with blanks or characters outside ASCII');
  }
  const root = url.replace(/\/+$/, '');
  const headers = { 'x-api-key': apiKey, accept: 'application/json' };

  async function send(
    request: string,
    sent: Omit<HttpRequest, 'headers' | 'timeoutMs'> & Partial<Pick<HttpRequest, 'headers'>>,
    policy: RetryPolicy,
  ): Promise<AnswerBody> {
    const startedAt = clock.now();
    try {
      const response = await http({ ...sent, headers: { ...headers, ...sent.headers }, timeoutMs }, policy);
      const milliseconds = clock.now() - startedAt;
      log?.debug('CRM answered', { request, status: response.status, milliseconds });
      return openEnvelope(response, request, clock.now());
    } catch (error) {
      if (error instanceof NoAnswer) {
        log?.warn('the CRM gave no answer', { request, ...errorFields(error) });
        throw new CrmUnavailable(request, error);
      }
      throw error;
    }
  }

  return {
    get: (path, query = {}) => {
      const search = queryString(query);
      const address = `${root}${path}${search === '' ? '' : `?${search}`}`;
      return send(`GET ${path}`, { method: 'GET', url: address }, REPEATABLE);
    },
    upload: (path, form) =>
      send(
        `POST ${path}`,
        {
          method: 'POST',
          url: `${root}${path}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(form).toString(),
        },
        REPEATABLE,
      ),
  };
}
