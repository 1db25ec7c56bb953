import type { IncomingHttpHeaders } from 'node:http';

/** A request as a web server has read it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Names in small letters. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the other side gets: the answer, the first half of its body on a connection that then breaks, or nothing at all. */
export type Outcome =
  | { readonly kind: 'answer' | 'half'; readonly answer: WireAnswer }
  | { readonly kind: 'cut' };

/** What a sandbox does with a request, whether or not there is a socket between. */
export type Exchange = (request: WireRequest) => Promise<Outcome>;

/**
 * `fetch` that hands its requests to a sandbox in this process: the same requests, answers and broken connections as over
 * HTTP, at a third of the time. For tests of many thousands of requests; texts only, and no redirects are followed.
 */
export function fetchInProcess(exchange: Exchange): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const { method = 'GET', body } = init;
    const url = new URL(String(input));
    const text = body === undefined || body === null ? '' : String(body);
    const headers: IncomingHttpHeaders = {
      host: url.host,
      ...Object.fromEntries(new Headers(init.headers)),
      ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
    };
    const outcome = await exchange({ method, target: `${url.pathname}${url.search}`, headers, body: text });
    if (outcome.kind === 'cut') {
      throw brokenConnection('fetch failed');
    }
    return responseOf(outcome.answer, outcome.kind === 'half');
  };
}

function responseOf({ status, headers, body }: WireAnswer, isHalf: boolean): Response {
  const bytes = Buffer.from(body, 'utf8');
  if (isHalf) {
    return new Response(halfOf(bytes), { status, headers });
  }
  // A Response takes no body, not even an empty one, with some statuses.
  return new Response(bytes.length === 0 ? null : bytes, { status, headers });
}

function halfOf(bytes: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(stream) {
      stream.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
      stream.error(brokenConnection('terminated'));
    },
  });
}

/** As Node's fetch fails when the other side closes the socket. */
function brokenConnection(message: string): TypeError {
  const cause = Object.assign(new Error('other side closed'), {
    name: 'SocketError',
    code: 'UND_ERR_SOCKET',
  });
  return new TypeError(message, { cause });
}
