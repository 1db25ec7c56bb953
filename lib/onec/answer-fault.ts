import type { HttpResponse } from '../platform/http.ts';
import { redactText } from '../platform/redaction.ts';
import { cutText } from './cut-text.ts';
import { decodeError, type ErrorBody } from './decode-error.ts';
import {
  OnecAddressTooLong,
  OnecBusy,
  type OnecError,
  OnecKeyTaken,
  OnecLicenceMissing,
  OnecLoginRefused,
  OnecObjectMissing,
  OnecRefused,
  OnecRequestFault,
  OnecRightsMissing,
  OnecSetNotPublished,
  OnecUnavailable,
  type RequestName,
  UnknownOutcome,
} from './errors.ts';
import { isIllnessText, isLicenceText, isLockText } from './platform-words.ts';

/** Longer texts of 1C's are cut: they end up in log records and on pages. */
const LONGEST_REASON = 600;

/** Internal codes of 1C's OData service (onec-odata A9). */
const CODE = { refused: -1, setUnknown: 8, objectUnknown: 9, keyTaken: 15, rightsMissing: 20 } as const;

/** Whether the operation changes something in 1C, so that a lost answer leaves its outcome unknown. */
export function isWrite({ operation }: RequestName): boolean {
  return !READS.has(operation);
}

const READS: ReadonlySet<RequestName['operation']> = new Set([
  'sets',
  'list',
  'count',
  'read',
  'balance',
  'sliceLast',
]);

/**
 * The error that an answer means: one with a status of 300 or more, or a page with any status.
 *
 * @param sent texts that the request carried; 1C echoes values in its messages, and these must not get into a log.
 */
export function answerFault(
  request: RequestName,
  response: HttpResponse,
  sent: readonly string[] = [],
): OnecError {
  const body = decodeError(response.headers.get('content-type'), response.text);
  switch (body.kind) {
    case 'odata':
      return odataFault(request, response.status, body, sent);
    case 'platform':
      return platformFault(request, response.status, readable(body.text));
    case 'page':
      return pageFault(request, response.status);
  }
}

function odataFault(
  request: RequestName,
  status: number,
  { code, text }: Extract<ErrorBody, { kind: 'odata' }>,
  sent: readonly string[],
): OnecError {
  const logged = loggedWords(request, text, sent);
  if (isAway(status)) {
    return strangerFault(request, status, logged);
  }
  if ((status >= 500 || code === CODE.refused) && isLockText(text)) {
    return new OnecBusy(request);
  }
  switch (code) {
    case CODE.rightsMissing:
      return new OnecRightsMissing(request, logged);
    case CODE.setUnknown:
      return new OnecSetNotPublished(request);
    case CODE.objectUnknown:
      return new OnecObjectMissing(request);
    case CODE.keyTaken:
      return new OnecKeyTaken(request);
    case CODE.refused:
      return refusal(request, text, logged);
    default:
      return (
        sessionFault(request, status, text) ??
        new OnecRequestFault(request, logged, { status, onecCode: code })
      );
  }
}

/** 1C's code says only that something went wrong (-1); its words tell a refusal from a moment that will pass. */
function refusal(request: RequestName, text: string, logged: string): OnecError {
  if (isIllnessText(text)) {
    return isWrite(request) ? new UnknownOutcome(request, logged) : new OnecUnavailable(request, logged);
  }
  return new OnecRefused(request, readable(text), logged);
}

function platformFault(request: RequestName, status: number, text: string): OnecError {
  if (isLicenceText(text)) {
    return new OnecLicenceMissing(request, status);
  }
  if (status === 500 && isLockText(text)) {
    return new OnecBusy(request);
  }
  return (
    sessionFault(request, status, text) ?? strangerFault(request, status, `the platform failed: ${text}`)
  );
}

function pageFault(request: RequestName, status: number): OnecError {
  return (
    sessionFault(request, status, 'the web server forbids it') ??
    strangerFault(request, status, 'not 1C answered')
  );
}

/** Statuses that mean the same whoever wrote the body: no session was opened, hence nothing was done. */
function sessionFault(request: RequestName, status: number, text: string): OnecError | undefined {
  switch (status) {
    case 401:
      return new OnecLoginRefused(request);
    case 402:
    case 406:
      return new OnecLicenceMissing(request, status);
    case 403:
      return new OnecRightsMissing(request, readable(text));
    case 414:
      return new OnecAddressTooLong(request);
    default:
      return undefined;
  }
}

/** An answer without a code of 1C's: what it means follows from the status alone. */
function strangerFault(request: RequestName, status: number, happened: string): OnecError {
  const whole = `HTTP ${status}, ${happened}`;
  if (wasTurnedAway(status)) {
    return new OnecUnavailable(request, whole);
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return new OnecRequestFault(request, whole, { status });
  }
  return isWrite(request) ? new UnknownOutcome(request, whole) : new OnecUnavailable(request, whole);
}

/**
 * Whether something in front of 1C says that 1C is away: 502, 503, 504 and what proxies have above them. Whose words the
 * body holds does not count then: 1C's own may be the remains of another moment, and a write may have been done (D-42).
 */
const isAway = (status: number): boolean => status >= 502;

/** Redirected, no such publication, too many requests: the request never got as far as 1C. */
function wasTurnedAway(status: number): boolean {
  return (status >= 300 && status < 400) || status === 404 || status === 429;
}

/** What the log may repeat of 1C's words: a refused posting may name anybody, and nothing was sent that could be left out. */
function loggedWords({ operation }: RequestName, text: string, sent: readonly string[]): string {
  return operation === 'post' ? 'in words that are not logged' : readable(withoutValues(text, sent));
}

function withoutValues(text: string, sent: readonly string[]): string {
  return sent.reduce((rest, value) => rest.replaceAll(value, '***'), text);
}

/** 1C's text without places in its modules, people's data and excess. */
function readable(text: string): string {
  const clean = redactText(text)
    .replace(/\{[^{}]*\(\d+\)\}:?\s*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > LONGEST_REASON ? `${cutText(clean, LONGEST_REASON)}…` : clean;
}
