import type { APIGatewayProxyEventV2 } from 'aws-lambda';

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
