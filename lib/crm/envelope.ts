import type { HttpResponse } from '../platform/http.ts';
import { parseRetryAfter } from '../platform/retry-delay.ts';
import {
  CrmAccountUnknown,
  CrmAnswerMalformed,
  type CrmError,
  CrmKeyRefused,
  CrmOverloaded,
  CrmRequestRefused,
  CrmUnavailable,
  CrmUploadPartlyRefused,
  type FieldError,
} from './errors.ts';

/** The decoded body of an answer: `success` beside what the method gives. */
export type AnswerBody = Readonly<Record<string, unknown>>;

/** Status of an upload of which only a part was carried out (retailcrm-api 1.2). */
export const PARTLY_REFUSED = 460;

/** Whether the answer says that the limit of requests is exceeded: 503 in the official client, 429 too (retailcrm-api 1.3). */
export const isOverloaded = (status: number): boolean => status === 503 || status === 429;

/**
 * Takes an answer of the CRM out of its envelope (retailcrm-api 1.2): any 2xx is judged by its `success`.
 *
 * @param request method and path, for the errors.
 * @param nowMs the current time, needed when `Retry-After` is a date.
 * @returns the body of a successful answer.
 * @throws {CrmError} the error of this module that fits the answer.
 */
export function openEnvelope(response: HttpResponse, request: string, nowMs: number): AnswerBody {
  const { status } = response;
  if (isOverloaded(status)) {
    throw new CrmOverloaded(request, status, parseRetryAfter(response.headers.get('retry-after'), nowMs));
  }
  if (status >= 500) {
    throw new CrmUnavailable(request, status);
  }
  if (status >= 300 && status < 400) {
    throw new CrmAccountUnknown(request, status, 'redirect');
  }
  if (response.text.trimStart().startsWith('<')) {
    throw new CrmAccountUnknown(request, status, 'HTML instead of an API answer');
  }
  const body = parseBody(response.text, request);
  if (body.success === true && status < 300) {
    return body;
  }
  throw refusal(status, request, body);
}

function parseBody(text: string, request: string): AnswerBody {
  const body = parseJson(text, request);
  if (!isMap(body) || typeof body.success !== 'boolean') {
    throw new CrmAnswerMalformed(request, 'success: missing or not a boolean');
  }
  return body;
}

function parseJson(text: string, request: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold people's data: only the length is told.
    throw new CrmAnswerMalformed(request, `not JSON, ${text.length} characters`, true);
  }
}

function refusal(status: number, request: string, body: AnswerBody): CrmError {
  const errorMsg = typeof body.errorMsg === 'string' ? body.errorMsg : 'no errorMsg';
  const mergedInto = idIn(body.combinedTo);
  const told = {
    status,
    request,
    errorMsg,
    fieldErrors: fieldErrorsOf(body.errors),
    ...(mergedInto === undefined ? {} : { mergedInto }),
  };
  if (status === 401 || status === 403 || /"apiKey"/.test(errorMsg)) {
    return new CrmKeyRefused(errorMsg, { request, status });
  }
  if (/account does not exist/i.test(errorMsg)) {
    return new CrmAccountUnknown(request, status, 'account does not exist');
  }
  if (status === PARTLY_REFUSED && request.startsWith('GET ')) {
    // Nothing was uploaded that could be refused in part: the answer is not to this request (B-14).
    return new CrmUnavailable(request, status);
  }
  return status === PARTLY_REFUSED ? new CrmUploadPartlyRefused(told, body) : new CrmRequestRefused(told);
}

/**
 * The CRM's `errors` as a list: it is an array of texts or a map from field to text, PHP's `[]` when empty, and absent
 * in most answers (retailcrm-api 1.2). Nested lists and maps are flattened, their keys joined with dots.
 */
export function fieldErrorsOf(errors: unknown, field?: string): FieldError[] {
  if (Array.isArray(errors)) {
    return errors.flatMap((entry) => fieldErrorsOf(entry, field));
  }
  if (isMap(errors)) {
    return Object.entries(errors).flatMap(([key, entry]) =>
      fieldErrorsOf(entry, field === undefined ? key : `${field}.${key}`),
    );
  }
  if (errors === undefined || errors === null) {
    return [];
  }
  return [{ ...(field === undefined ? {} : { field }), message: String(errors) }];
}

/** An id, or a map with one. */
function idIn(reference: unknown): number | undefined {
  const id = isMap(reference) ? reference.id : reference;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
