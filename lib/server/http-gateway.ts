import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAuthorized } from '../platform/basic-auth.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { httpEvent, targetOf } from './http-event.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswer } from './http-result.ts';
import { findRoute, type Route, type RouteMatch } from './http-routes.ts';
import { type LambdaRuntime, lambdaContext } from './lambda-context.ts';

export interface GatewayOptions extends LambdaRuntime {
  readonly routes: readonly Route[];
  /** 0 for a free one. */
  readonly port: number;
  readonly log: Log;
}

export interface HttpGateway {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Takes no new connections, lets running requests finish. */
  close(): Promise<void>;
}

/** API Gateway takes no larger body. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** How long a client whose body is not read may take to notice that it was answered. */
const UNREAD_MS = 500;

/** API Gateway waits no longer for a function. */
const TIMEOUT_MS = 30_000;

/**
 * Serves functions over HTTP on the loopback, as API Gateway's HTTP API does in the cloud. A function that throws is
 * logged and answered with 500; no route is 404; a body over 10 MB is 413. A body is read of nobody but who has the route's login
 * (B-15): whoever else sends one is answered all the same, without it, and the connection is closed behind the answer.
 *
 * @throws the system's error when the port is taken.
 */
export async function startHttpGateway(options: GatewayOptions): Promise<HttpGateway> {
  const server = createServer((request, response) => {
    respond(options, server, request, response).catch((error: unknown) => {
      const level = isAbort(error) ? 'debug' : 'error';
      options.log[level]('http request failed', errorFields(error));
      response.destroy();
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closed(server) };
}

/** The client went away before it had sent its request. */
const isAbort = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

async function respond(
  options: GatewayOptions,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const match = findRoute(options.routes, request.method ?? 'GET', targetOf(request).path);
  const isRead = match !== undefined && mayBeRead(request, match);
  const body = isRead ? await readBody(request) : NO_BODY;
  const answer = await answerOf(options, request, match, body);
  if (!isRead && hasBody(request)) {
    closeUnread(request, response);
  }
  // While the gateway stops, a connection kept for another request would hold it back.
  response.shouldKeepAlive &&= server.listening;
  try {
    write(response, answer);
  } catch (error) {
    // A status or a header that HTTP does not know.
    options.log.error('answer of the function is unusable', errorFields(error));
    write(response, gatewayAnswer(500));
  }
}

function write(response: ServerResponse, { status, headers, cookies, body }: HttpAnswer): void {
  response.writeHead(status, {
    ...headers,
    ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
  });
  response.end(body);
}

const NO_BODY = Buffer.alloc(0);

/** Whether the body of a request may be read: a stranger could send one for hours (B-15). */
const mayBeRead = ({ headers }: IncomingMessage, { route: { login } }: RouteMatch): boolean =>
  login !== undefined && isAuthorized(headers.authorization, login);

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Ends the connection of a client whose body nobody reads; it gets a moment to see the answer. */
function closeUnread(request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
  response.once('finish', () => {
    request.resume();
    setTimeout(() => request.destroy(), UNREAD_MS).unref();
  });
}

async function answerOf(
  options: GatewayOptions,
  request: IncomingMessage,
  match: RouteMatch | undefined,
  body: Buffer | undefined,
): Promise<HttpAnswer> {
  if (body === undefined) {
    return gatewayAnswer(413);
  }
  if (match === undefined) {
    return gatewayAnswer(404);
  }
  const { handler, functionName } = match.route;
  const context = lambdaContext(options, functionName, TIMEOUT_MS);
  const stamp = { requestId: context.awsRequestId, at: options.clock.now() };
  try {
    return httpAnswer(await handler(httpEvent(request, body, match, stamp), context));
  } catch (error) {
    options.log.error('function failed', { functionName, ...errorFields(error) });
    return gatewayAnswer(500);
  }
}

/**
 * @returns undefined if the body is too large. It is read to its end all the same: a client that is cut off while it sends
 *   never sees the answer.
 */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LARGEST_BODY) {
      chunks.push(chunk);
    }
  }
  return length > LARGEST_BODY ? undefined : Buffer.concat(chunks);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the gateway listens on no port');
  }
  return address.port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
