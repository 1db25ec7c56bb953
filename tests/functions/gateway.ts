import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export interface EventFacts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Content types whose bodies an HTTP API hands over as text; all others come in base64. */
const TEXTUAL = /^(text\/|application\/(json|xml|javascript))/i;

/** The event (payload format 2.0) that an HTTP API makes of a request; header names in small letters, as it does. */
export function eventOf(facts: EventFacts): APIGatewayProxyEventV2 {
  const { method = 'POST', path = '/ws/ws1.1cws', query = '', headers = {}, body = '' } = facts;
  const isBase64Encoded = !TEXTUAL.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers,
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: headers.host ?? 'api.example.com',
      domainPrefix: 'api',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** A real HTTP server on a free loopback port that stands in front of a handler as the gateway does. */
export async function serveHandler(handler: Handler): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => handler(eventOf(factsOf(request, body))))
      .then(({ statusCode = 200, headers = {}, body = '' }) => {
        response.writeHead(statusCode, headers as Record<string, string>).end(body);
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function factsOf(request: IncomingMessage, body: Buffer): EventFacts {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers: request.headers as Record<string, string>,
    body,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
