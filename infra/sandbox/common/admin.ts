import * as z from 'zod/mini';
import { FAULT_RULE, type Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import { type Handle, jsonAnswer, type SandboxAnswer, type SandboxRequest } from './server.ts';

/** The administration that every sandbox has, and what `next` answers for the addresses of one of them only. */
export interface AdminParts {
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Answers the other addresses below `/sandbox/`; undefined for one that it does not know. */
  readonly next: (request: SandboxRequest) => SandboxAnswer | undefined;
}

/**
 * `/sandbox/faults` (GET the rules, POST one rule or a list, DELETE all) and `/sandbox/requests` (GET with optional
 * `method` and `address` = regular expression, DELETE). Faulty input is answered with 400 and what is wrong with it.
 */
export function createAdmin(parts: AdminParts): Handle {
  return (request) => {
    const answer = commonAnswer(parts, request) ?? parts.next(request);
    return answer ?? jsonAnswer(404, { error: `no such address: ${request.method} ${request.path}` });
  };
}

/** Checks a JSON body against `schema`. @returns the value, or the 400 answer that names the faults. */
export function readBody<T>(
  request: SandboxRequest,
  schema: z.ZodMiniType<T>,
): { readonly value: T } | { readonly refusal: SandboxAnswer } {
  const parsed = parseJson(request.body);
  if (parsed === undefined) {
    return { refusal: jsonAnswer(400, { error: 'the body is not JSON' }) };
  }
  const result = z.safeParse(schema, parsed.value);
  return result.success
    ? { value: result.data }
    : { refusal: jsonAnswer(400, { error: z.prettifyError(result.error) }) };
}

function commonAnswer(parts: AdminParts, request: SandboxRequest): SandboxAnswer | undefined {
  switch (`${request.method} ${request.path}`) {
    case 'GET /sandbox/faults':
      return jsonAnswer(200, parts.faults.list());
    case 'POST /sandbox/faults':
      return addRules(parts.faults, request);
    case 'DELETE /sandbox/faults':
      parts.faults.clear();
      return jsonAnswer(200, { ok: true });
    case 'GET /sandbox/requests':
      return showRequests(parts.requestLog, request.query);
    case 'DELETE /sandbox/requests':
      parts.requestLog.clear();
      return jsonAnswer(200, { ok: true });
    default:
      return undefined;
  }
}

function addRules(faults: Faults, request: SandboxRequest): SandboxAnswer {
  const body = readBody(request, z.union([FAULT_RULE, z.array(FAULT_RULE)]));
  if ('refusal' in body) {
    return body.refusal;
  }
  for (const rule of Array.isArray(body.value) ? body.value : [body.value]) {
    faults.add(rule);
  }
  return jsonAnswer(200, faults.list());
}

function showRequests(log: RequestLog, query: URLSearchParams): SandboxAnswer {
  const method = query.get('method');
  const address = query.get('address');
  try {
    const requests = log.list({
      ...(method === null ? {} : { method }),
      ...(address === null ? {} : { address: new RegExp(address, 'u') }),
    });
    return jsonAnswer(200, { count: requests.length, requests });
  } catch (error) {
    return jsonAnswer(400, { error: String(error) });
  }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
