import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { failedRun } from '../../lib/journal/run-record.ts';
import type { Clock } from '../../lib/platform/clock.ts';
import { errorFields } from '../../lib/platform/errors.ts';
import type { Log } from '../../lib/platform/log.ts';
import type { Route } from '../../lib/server/http-routes.ts';
import type { JobHandlers } from '../../lib/server/scheduler.ts';
import { isLoopback } from './loopback-guard.ts';

export interface JobRouteOptions {
  readonly jobs: JobHandlers;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * `POST /local/jobs/{job}` (contract 2): runs a job now, due or not, and answers its run record; a run that failed or was
 * skipped is answered with 200 too, its outcome tells. 404 for a job that does not exist, with the names of those that do;
 * 403 for whoever does not sit at this machine, since nobody is asked for a password.
 */
export function jobRoute(options: JobRouteOptions): Route {
  return {
    method: 'POST',
    pattern: '/local/jobs/{job}',
    functionName: 'local-jobs',
    handler: (event) => answerOf(event, options),
  };
}

async function answerOf(
  event: APIGatewayProxyEventV2,
  options: JobRouteOptions,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (!isFromThisMachine(event)) {
    return json(403, { error: 'loopbackOnly', message: 'Задания запускаются только с этой же машины.' });
  }
  const name = event.pathParameters?.job ?? '';
  const jobs = Object.keys(options.jobs);
  const handler = Object.hasOwn(options.jobs, name) ? options.jobs[name] : undefined;
  if (handler === undefined) {
    const message = `Задания «${name}» нет. Есть: ${jobs.join(', ')}.`;
    return json(404, { error: 'unknownJob', message, jobs });
  }
  const startedAt = options.clock.now();
  try {
    return json(200, await handler({ isForced: true }));
  } catch (error) {
    options.log.error('function failed', { functionName: name, ...errorFields(error) });
    return json(200, failedRun(name, { startedAt, finishedAt: options.clock.now() }, error));
  }
}

/**
 * The connection comes from this machine and nobody passed it on: a tunnel or a proxy that makes the bridge public names
 * the public host, a page in a browser that was led here by DNS names its own, and any other page its origin.
 */
function isFromThisMachine({ requestContext, headers }: APIGatewayProxyEventV2): boolean {
  const { http, domainName } = requestContext;
  const isPassedOn = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  // An older browser names an origin; a newer one tells in any case, also where a page has it withheld.
  const isForeignPage = !isLocalOrigin(headers.origin) || headers['sec-fetch-site'] === 'cross-site';
  return isLoopback(http.sourceIp) && isLocalHost(domainName) && !isForeignPage && !isPassedOn;
}

/** What proxies and tunnels add to a request that they pass on. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const;

const isLocalOrigin = (origin: string | undefined): boolean =>
  origin === undefined || isLocalHost(origin.replace(/^https?:\/\//, ''));

/** @param host as in the header: `127.0.0.1:3000`, `localhost`, `[::1]:3000`. */
function isLocalHost(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return name === 'localhost' || isLoopback(name);
}

function json(statusCode: number, value: unknown): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}
