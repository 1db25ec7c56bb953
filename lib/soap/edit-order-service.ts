import { editOrderAnswer, faultAnswer, type SoapMessage } from './answer.ts';
import { type EditOrder, parseEditOrder } from './parse-edit-order.ts';
import { routeOf } from './route.ts';
import { SoapFault } from './soap-fault.ts';
import { wsdlOf } from './wsdl.ts';

export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  /** The query string without its question mark. */
  readonly rawQuery: string;
  readonly contentType: string | undefined;
  /** Whether the caller gave the right login. */
  readonly authorized: boolean;
  /** Called after the login has been found right, and not before (contract 2). */
  readonly readBody: () => string | Uint8Array;
  /** Where calls are to be posted, as the WSDL tells its readers. */
  readonly address: string;
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of a request, for the log. */
export type Outcome =
  | { readonly kind: 'queued'; readonly orderId: number }
  | { readonly kind: 'notQueued'; readonly orderId: number; readonly cause: unknown }
  | { readonly kind: 'refused'; readonly fault: SoapFault }
  | { readonly kind: 'notAuthorized' | 'wsdl' | 'notFound' | 'methodNotAllowed' };

export interface Served {
  readonly answer: HttpAnswer;
  readonly outcome: Outcome;
}

/**
 * Serves the HTTP address of the web service as contract 2 says: `EditOrder` calls, the WSDL, and 404 or 405 for
 * anything else.
 *
 * @param enqueue queues one message for the order and resolves when it is safe; it is called once per good call.
 * @returns the answer, and what to write into the log; a failure of `enqueue` is handed back in there, not thrown.
 */
export async function serveEditOrder(
  request: ServiceRequest,
  enqueue: (orderId: number) => Promise<void>,
): Promise<Served> {
  const route = routeOf(request.method, request.path, request.rawQuery);
  switch (route) {
    case 'call':
      return answerCall(request, enqueue);
    case 'wsdl':
      return {
        answer: httpAnswer(200, { contentType: 'text/xml; charset=utf-8', body: wsdlOf(request.address) }),
        outcome: { kind: route },
      };
    case 'methodNotAllowed':
      return { answer: { status: 405, headers: { allow: 'GET, POST' }, body: '' }, outcome: { kind: route } };
    case 'notFound':
      return { answer: { status: 404, headers: {}, body: '' }, outcome: { kind: route } };
  }
}

/**
 * 200 once the id is safely queued, 401 without the right login, a Client fault with 400 for a call that cannot be right,
 * a Server fault with 503 if the queue does not take it. A content type that the contract does not list is a Client fault
 * too and not 415: the CRM's trigger journal shows the fault's text, which names the header to correct.
 */
async function answerCall(
  request: ServiceRequest,
  enqueue: (orderId: number) => Promise<void>,
): Promise<Served> {
  if (!request.authorized) {
    return { answer: UNAUTHORIZED, outcome: { kind: 'notAuthorized' } };
  }
  const call = readCall(request);
  if (call instanceof SoapFault) {
    return { answer: httpAnswer(400, faultAnswer(call)), outcome: { kind: 'refused', fault: call } };
  }
  const { orderId, soapVersion } = call;
  try {
    await enqueue(orderId);
  } catch (cause) {
    const fault = new SoapFault('notQueued', { soapVersion, cause });
    return { answer: httpAnswer(503, faultAnswer(fault)), outcome: { kind: 'notQueued', orderId, cause } };
  }
  return { answer: httpAnswer(200, editOrderAnswer(call)), outcome: { kind: 'queued', orderId } };
}

const UNAUTHORIZED: HttpAnswer = {
  status: 401,
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    'www-authenticate': 'Basic realm="retailcrm-1c", charset="UTF-8"',
  },
  body: 'Неверное имя или пароль. Проверьте заголовок Authorization в триггере.\n',
};

const CONTENT_TYPE = /^\s*(?:application\/soap\+xml|application\/xml|text\/xml)\s*(?:;|$)/i;

function readCall({ contentType, readBody }: ServiceRequest): EditOrder | SoapFault {
  if (contentType === undefined || !CONTENT_TYPE.test(contentType)) {
    return new SoapFault('contentType');
  }
  try {
    return parseEditOrder(readBody());
  } catch (error) {
    if (error instanceof SoapFault) {
      return error;
    }
    throw error;
  }
}

function httpAnswer(status: number, { contentType, body }: SoapMessage): HttpAnswer {
  return { status, headers: { 'content-type': contentType }, body };
}
