import type { Clock } from '../../../lib/platform/clock.ts';

interface LoggedRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Decoded path, with the query where there was one; an API key in it is masked. */
  readonly address: string;
  readonly body: string;
  /** Absent if the connection was dropped instead of an answer. */
  readonly status: number | undefined;
}

/** What a sandbox was asked, oldest first, so that a test can say "not one write" and mean it. */
export interface RequestLog {
  add(request: LoggableRequest, status: number | undefined): void;
  clear(): void;
  /** @param filter `address` is tested against the decoded address; every request if absent. */
  list(filter?: RequestFilter): readonly LoggedRequest[];
  count(filter?: RequestFilter): number;
}

interface RequestFilter {
  readonly method?: string;
  readonly address?: RegExp;
}

interface LoggableRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

const CAPACITY = 20_000;
const MASKED_BODY = /(^|&)apiKey=[^&]*/g;

/** A log of the last 20,000 requests, in memory. */
export function createRequestLog(clock: Clock): RequestLog {
  let entries: LoggedRequest[] = [];
  const list = (filter: RequestFilter = {}): readonly LoggedRequest[] =>
    entries.filter(
      (entry) =>
        (filter.method === undefined || entry.method === filter.method) &&
        (filter.address === undefined || filter.address.test(entry.address)),
    );
  return {
    add: (request, status) => {
      if (entries.length === CAPACITY) {
        entries.shift();
      }
      entries.push({
        at: clock.now(),
        method: request.method,
        address: addressOf(request),
        body: request.body.replace(MASKED_BODY, '$1apiKey=***'),
        status,
      });
    },
    clear: () => {
      entries = [];
    },
    list,
    count: (filter) => list(filter).length,
  };
}

function addressOf({ path, query }: LoggableRequest): string {
  const shown = [...query].map(([name, value]) => `${name}=${name === 'apiKey' ? '***' : value}`);
  return shown.length === 0 ? path : `${path}?${shown.join('&')}`;
}
