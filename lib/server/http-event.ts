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
  const { pathname, search, searchParams } = urlOf(request);
  const headers = joinedHeaders(request);
  const { cookie, ...otherHeaders } = headers;
  const routeKey = `${route.method} ${route.pattern}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
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
        path: pathname,
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

/** The request's address; the path keeps its percent signs. */
export function urlOf(request: IncomingMessage): URL {
  // A path may begin with two slashes, which a relative address would take for a host.
  return new URL(`http://localhost${request.url ?? '/'}`);
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
