import type { APIGatewayProxyResultV2 } from 'aws-lambda';

/** An answer ready to be written to the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Each is a `Set-Cookie` of its own. */
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/**
 * The answer that API Gateway makes of what a function returned (payload format 2.0): without a `statusCode` the whole
 * value is a JSON body with status 200.
 */
export function httpAnswer(result: APIGatewayProxyResultV2): HttpAnswer {
  if (typeof result === 'string' || result.statusCode === undefined) {
    return jsonAnswer(200, result);
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    cookies,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** An answer of the gateway itself, in API Gateway's words. */
export function gatewayAnswer(status: 404 | 413 | 500): HttpAnswer {
  return jsonAnswer(status, { message: MESSAGES[status] });
}

const MESSAGES = { 404: 'Not Found', 413: 'Request Entity Too Large', 500: 'Internal Server Error' };

function jsonAnswer(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  };
}
