import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAuthorized, type Login } from '../../../../lib/platform/basic-auth.ts';
import { systemSleep } from '../../../../lib/platform/clock.ts';
import type { Exchange, Outcome, WireRequest } from '../../common/exchange.ts';
import type { Base } from '../base.ts';
import { LOCK_TEXTS } from '../faults/lock-texts.ts';
import type { FaultAction, Faults } from '../faults/rules.ts';
import { type Answer, faultAnswer, htmlAnswer } from '../odata/answer.ts';
import { innerError } from '../odata/fault.ts';
import { serve } from '../odata/service.ts';
import type { RequestLog } from './request-log.ts';

/** What stands in front of the base. */
export interface Publication {
  readonly base: Base;
  readonly login: Login;
  /** `/ut` */
  readonly root: string;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Addresses below `/sandbox/`. */
  readonly admin: (method: string, path: string, body: string) => Answer;
}

/** Above the longest address, so that the sandbox itself says what is too long. */
const MAX_HEADER_SIZE = 256 * 1024;
const ADMIN_ROOT = '/sandbox/';

/** The 1C extension of a web server: access, faults, and everything that is not OData itself. */
export function createPublication(publication: Publication): Exchange {
  return async (request) => {
    try {
      return await exchange(publication, request);
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return {
        kind: 'answer',
        answer: faultAnswer(innerError(`Сбой самой песочницы: ${message}`), 'minimal'),
      };
    }
  };
}

/** The web server around it. */
export function createPublicationServer(exchanging: Exchange): Server {
  return createServer({ maxHeaderSize: MAX_HEADER_SIZE }, (request, response) => {
    // The client may go away while it is still sending: then there is nobody to answer.
    handle(exchanging, request, response).catch(() => response.destroy());
  });
}

async function handle(
  exchanging: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const outcome = await exchanging({ method, target: url, headers, body: await readBody(request) });
  switch (outcome.kind) {
    case 'cut':
      request.socket.destroy();
      break;
    case 'half':
      sendHalf(response, outcome.answer);
      break;
    case 'answer':
      send(response, outcome.answer);
      break;
  }
}

async function exchange(publication: Publication, request: WireRequest): Promise<Outcome> {
  const { method, target } = request;
  const body = request.body.replace(/^\uFEFF/, '');
  const [path = '', ...query] = target.split('?');
  if (path.startsWith(ADMIN_ROOT)) {
    return { kind: 'answer', answer: publication.admin(method, path.slice(ADMIN_ROOT.length), body) };
  }
  const asked: Asked = { method, path, query: query.join('?'), body, request };
  const described = describe(publication, asked);
  const fault = publication.faults.take(described);
  const answer = await answerWith(fault, () => answerOf(publication, asked));
  publication.log.add({ ...described, status: answer?.status ?? 0 });
  if (answer === undefined) {
    return { kind: 'cut' };
  }
  return { kind: fault?.kind === 'truncate' ? 'half' : 'answer', answer };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly request: WireRequest;
}

/** Undefined = the connection is cut. */
async function answerWith(
  fault: FaultAction | undefined,
  handled: () => Answer,
): Promise<Answer | undefined> {
  switch (fault?.kind) {
    case 'drop':
      return undefined;
    case 'dropAfter':
      handled();
      return undefined;
    case 'html':
      return htmlAnswer(200, 'Вход в систему');
    case 'unauthorized':
      return unauthorized();
    case 'status':
      if (fault.handled) {
        handled();
      }
      return statusAnswer(fault);
    case 'locked':
      return faultAnswer(innerError(LOCK_TEXTS[fault.by][fault.language]), 'minimal');
    case 'delay':
      await systemSleep(fault.milliseconds);
      return handled();
    default:
      return handled();
  }
}

function statusAnswer(fault: Extract<FaultAction, { kind: 'status' }>): Answer {
  const page = htmlAnswer(fault.status, `Ошибка ${fault.status}`);
  return {
    status: fault.status,
    headers: {
      'Content-Type': fault.contentType ?? page.headers['Content-Type'] ?? '',
      ...(fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter }),
    },
    body: fault.body ?? page.body,
  };
}

function answerOf(publication: Publication, asked: Asked): Answer {
  const { base, login } = publication;
  const { method, path, query, body, request } = asked;
  if (Buffer.byteLength(request.target) > base.switches.maxAddressLength) {
    return htmlAnswer(414, 'Request-URI Too Long');
  }
  const service = servicePath(publication);
  if (path !== service && !path.startsWith(`${service}/`)) {
    return htmlAnswer(404, 'Not Found');
  }
  if (!isAuthorized(request.headers.authorization, login)) {
    return unauthorized();
  }
  if (isBodyless(request)) {
    return htmlAnswer(411, 'Length Required');
  }
  return serve(base, {
    method,
    path: path.slice(service.length + 1),
    query,
    headers: headersOf(request),
    body,
    service: `http://${request.headers.host ?? ''}${service}`,
  });
}

const servicePath = ({ root }: Publication): string => `${root}/odata/standard.odata`;

const unauthorized = (): Answer =>
  htmlAnswer(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="1C"' });

/** A POST that says nothing about its length is refused by the web server (onec-odata A9). */
function isBodyless({ method, headers }: WireRequest): boolean {
  const needsLength = method === 'POST' || method === 'PATCH';
  return needsLength && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}

function headersOf({ headers }: WireRequest): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

function describe(
  publication: Publication,
  { method, path, query }: Asked,
): {
  method: string;
  path: string;
  set: string | undefined;
} {
  const below = decodeLeniently(path).replace(`${servicePath(publication)}/`, '');
  const set = /^[\p{L}\p{N}_]+/u.exec(below)?.[0];
  return { method, path: query === '' ? below : `${below}?${decodeLeniently(query)}`, set };
}

/** For the log only: what cannot be decoded is shown as it came. */
function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** As bytes: with a text body Node would encode the headers as UTF-8 once more, `Location` among them. */
function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
}

/** Promises the whole body, sends half of it and cuts the connection. */
function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
