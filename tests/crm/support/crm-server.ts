import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrmClient } from '../../../lib/crm/client.ts';
import { createCrmClient } from '../../../lib/crm/create-client.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import { createHttp } from '../../../lib/platform/http.ts';
import type { Log } from '../../../lib/platform/log.ts';

export const API_KEY = 'sample-key-0123456789';
const NOW: Clock = { now: () => Date.parse('2026-02-03T09:00:00Z') };

export type Reply = (response: ServerResponse) => void;

/** A reply of the CRM's kind; a body that is not a text is sent as JSON. */
export const reply =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

interface Seen {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface CrmServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
}

/** A real server that gives the replies one after another; the last one is given for ever. */
export async function startCrm(...replies: Reply[]): Promise<CrmServer> {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://crm');
    seen.push({ path: url.pathname, query: url.searchParams, headers: request.headers });
    replies[Math.min(seen.length, replies.length) - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A client of that server whose waits are recorded instead of slept. */
export function clientOf(
  url: string,
  options: { timeoutMs?: number; log?: Log } = {},
): { crm: CrmClient; waits: number[] } {
  const waits: number[] = [];
  const http = createHttp({
    fetch: globalThis.fetch,
    clock: NOW,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
  });
  return { crm: createCrmClient({ url, apiKey: API_KEY, http, clock: NOW, ...options }), waits };
}

/** Runs `action`, which must fail, and gives what it threw. */
export async function failureOf(action: Promise<unknown>): Promise<unknown> {
  try {
    await action;
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}
