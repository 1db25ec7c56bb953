import * as z from 'zod/mini';
import { LOCKS } from './lock-texts.ts';

const wholeNumber = z.int().check(z.nonnegative());

const Match = z.strictObject({
  /** `GET`, `POST` … */
  method: z.optional(z.string()),
  /** Part of the decoded path with its query: `/Post`, `НомерПоДаннымКлиента`. */
  path: z.optional(z.string()),
  /** Exactly this set, its entities and methods. */
  set: z.optional(z.string()),
});

const Action = z.discriminatedUnion('kind', [
  /** Answers this instead of handling the request, or after it: as a proxy that lost 1C's answer. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().check(z.gte(200), z.lte(599)),
    body: z.optional(z.string()),
    contentType: z.optional(z.string()),
    retryAfter: z.optional(z.string()),
    handled: z.optional(z.boolean()),
  }),
  /** Answers 500 in the platform's words for a lock that another user holds; nothing was changed. */
  z.strictObject({ kind: z.literal('locked'), by: z.enum(LOCKS), language: z.enum(['ru', 'en']) }),
  /** Answers an HTML page with status 200, as a log-in page of a proxy. */
  z.strictObject({ kind: z.literal('html') }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  /** Cuts the connection; the request was not handled. */
  z.strictObject({ kind: z.literal('drop') }),
  /** Handles the request, then cuts the connection: the answer is lost. */
  z.strictObject({ kind: z.literal('dropAfter') }),
  /** Handles the request and sends the first half of the answer's body. */
  z.strictObject({ kind: z.literal('truncate') }),
  /** Waits, then handles the request. */
  z.strictObject({ kind: z.literal('delay'), milliseconds: wholeNumber }),
]);

const Rule = z.strictObject({
  match: z._default(Match, {}),
  /** How many requests it hits; for ever if absent. */
  times: z.optional(wholeNumber),
  /** How many matching requests pass before. */
  skip: z.optional(wholeNumber),
  action: Action,
});

export type FaultAction = z.infer<typeof Action>;
/** A rule as it is given: `{ "match": { "set": "Document_ЗаказКлиента" }, "times": 1, "action": { "kind": "drop" } }`. */
export type FaultRule = z.input<typeof Rule>;

/** What a rule is matched against. */
export interface Matchable {
  readonly method: string;
  readonly path: string;
  readonly set: string | undefined;
}

/** Reads rules from JSON. @throws {z.core.$ZodError} naming every wrong or unknown key. */
export const parseRules = (value: unknown): FaultRule[] => z.array(Rule).parse(value);

/** The faults that are waiting for their requests. */
export class Faults {
  #rules: { rule: FaultRule; skip: number; times: number }[] = [];

  /** Adds rules after those that are there; the first that matches a request hits it. */
  add(...rules: readonly FaultRule[]): void {
    this.#rules.push(
      ...rules.map((rule) => ({ rule, skip: rule.skip ?? 0, times: rule.times ?? Number.POSITIVE_INFINITY })),
    );
  }

  clear(): void {
    this.#rules = [];
  }

  /** The rules that can still hit something. */
  list(): FaultRule[] {
    return this.#rules.filter(({ times }) => times > 0).map(({ rule }) => rule);
  }

  /** What is to happen to a request, if anything; counts it against the rule. */
  take(request: Matchable): FaultAction | undefined {
    for (const waiting of this.#rules) {
      if (waiting.times > 0 && matches(waiting.rule, request)) {
        if (waiting.skip === 0) {
          waiting.times -= 1;
          return waiting.rule.action;
        }
        waiting.skip -= 1;
      }
    }
    return undefined;
  }
}

function matches({ match = {} }: FaultRule, { method, path, set }: Matchable): boolean {
  return (
    (match.method === undefined || match.method === method) &&
    (match.path === undefined || path.includes(match.path)) &&
    (match.set === undefined || match.set === set)
  );
}
