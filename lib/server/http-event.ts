import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './http-routes.ts';

/** When and under which id the gateway took the request. */
export interface RequestStamp {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The event that API Gateway makes of a request for a function (HTTP API, payload format 2.0).
 *
 * Like there, only bodies of `text/*`, JSON, XML and JavaScript come as text; everything else, `application/soap+xml` of
 * the CRM trigger included, comes in base64. Cookies leave the headers for a list of their own.
 */
export function httpEvent(
  request: IncomingMessage,
  body: Buffer,
  { route, parameters }: RouteMatch,
  stamp: RequestStamp,
): APIGatewayProxyEventV2 {
  const { path, query } = targetOf(request);
  const searchParams = new URLSearchParams(query);
  const headers = joinedHeaders(request);
  const { cookie, ...otherHeaders } = headers;
  const routeKey = `${route.method} ${route.pattern}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: otherHeaders,
    ...(searchParams.size === 0 ? {} : { queryStringParameters: joinedQuery(searchParams) }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: { ...parameters } }),
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: stamp.requestId,
      routeKey,
      stage: '$default',
      time: new Date(stamp.at).toISOString(),
      timeEpoch: stamp.at,
    },
    ...encodedBody(body, headers['content-type']),
  };
}

/** What a request is for, as the client has sent it: nothing is decoded, and nothing rewritten as the parser of addresses would. */
export interface RequestTarget {
  readonly path: string;
  /** Without the question mark; empty if there is none. */
  readonly query: string;
}

/** Path and query of a request. A path with `..` or a backslash is another path than the one that a browser makes of it. */
export function targetOf({ url = '/' }: IncomingMessage): RequestTarget {
  const [path = '', ...query] = url.split('?');
  return { path, query: query.join('?') };
}

const TEXT = /^(text\/|application\/(json|xml|javascript)$)/i;

function encodedBody(body: Buffer, contentType = ''): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) {
    return { isBase64Encoded: false };
  }
  const mediaType = contentType.split(';', 1)[0]?.trim() ?? '';
  return TEXT.test(mediaType)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

function joinedHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}

function joinedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}
