import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAuthorized, type Login } from '../../../../lib/platform/basic-auth.ts';
import { systemSleep } from '../../../../lib/platform/clock.ts';
import type { Base } from '../base.ts';
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

/** The web server with the 1C extension: access, faults, and everything that is not OData itself. */
export function createPublicationServer(publication: Publication): Server {
  return createServer({ maxHeaderSize: MAX_HEADER_SIZE }, (request, response) => {
    handle(publication, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send(response, faultAnswer(innerError(`Сбой самой песочницы: ${message}`), 'minimal'));
    });
  });
}

async function handle(
  publication: Publication,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const [path = '', ...query] = (request.url ?? '').split('?');
  const method = request.method ?? '';
  if (path.startsWith(ADMIN_ROOT)) {
    send(response, publication.admin(method, path.slice(ADMIN_ROOT.length), body));
    return;
  }
  const asked: Asked = { method, path, query: query.join('?'), body, request };
  const described = describe(publication, asked);
  const fault = publication.faults.take(described);
  const answer = await answerWith(fault, () => answerOf(publication, asked));
  publication.log.add({ ...described, status: answer?.status ?? 0 });
  if (answer === undefined) {
    request.socket.destroy();
  } else if (fault?.kind === 'truncate') {
    sendHalf(response, answer);
  } else {
    send(response, answer);
  }
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly request: IncomingMessage;
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
      return statusAnswer(fault);
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
  if (Buffer.byteLength(request.url ?? '') > base.switches.maxAddressLength) {
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
function isBodyless({ method, headers }: IncomingMessage): boolean {
  const needsLength = method === 'POST' || method === 'PATCH';
  return needsLength && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
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
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
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
