import * as z from 'zod/mini';

/** What happens instead of the normal answer. `delay` and `dropAfter` still do the work; the others do not. */
export type FaultAction =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string | undefined;
      readonly contentType?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly kind: 'html'; readonly status?: number | undefined }
  | { readonly kind: 'dropBefore' }
  | { readonly kind: 'dropAfter' }
  | { readonly kind: 'delay'; readonly milliseconds: number };

interface FaultRule {
  readonly match: {
    /** `GET`, `POST` …; any if absent. */
    readonly method?: string | undefined;
    /** Regular expression over the decoded path and query (`/api/v5/orders/7?by=id`); any if absent. */
    readonly path?: string | undefined;
    /** Regular expression over the request's body as it was sent; any if absent. */
    readonly body?: string | undefined;
  };
  /** Matching requests that pass before the rule begins to act; 0 if absent. */
  readonly skip?: number | undefined;
  /** Requests that it acts on before it is used up; 1 if absent. */
  readonly times?: number | undefined;
  readonly action: FaultAction;
}

/** The part of a request that a rule looks at. */
interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Rules that make a sandbox misbehave on purpose. The first rule that matches a request decides about it. */
export interface Faults {
  /** @throws {SyntaxError} if a pattern of the rule is not a regular expression. */
  add(rule: FaultRule): void;
  clear(): void;
  /** What is left of the rules, in order, with the counts that remain. */
  list(): readonly FaultRule[];
  /** The action for this request, counted off its rule; undefined if it is to be answered normally. */
  take(request: FaultTarget): FaultAction | undefined;
}

interface LiveRule {
  readonly rule: FaultRule;
  readonly path: RegExp | undefined;
  readonly body: RegExp | undefined;
  skip: number;
  times: number;
}

export function createFaults(): Faults {
  let rules: LiveRule[] = [];
  return {
    add: (rule) => {
      rules.push({
        rule,
        path: rule.match.path === undefined ? undefined : new RegExp(rule.match.path, 'u'),
        body: rule.match.body === undefined ? undefined : new RegExp(rule.match.body, 'u'),
        skip: rule.skip ?? 0,
        times: rule.times ?? 1,
      });
    },
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ rule, skip, times }) => ({ ...rule, skip, times })),
    take: (request) => {
      const live = rules.find((candidate) => matches(candidate, request));
      if (live === undefined) {
        return undefined;
      }
      if (live.skip > 0) {
        live.skip -= 1;
        return undefined;
      }
      live.times -= 1;
      rules = rules.filter((candidate) => candidate.times > 0);
      return live.rule.action;
    },
  };
}

function matches({ rule, path, body }: LiveRule, request: FaultTarget): boolean {
  const query = decodeURIComponent(request.query.toString().replaceAll('+', ' '));
  const address = query === '' ? request.path : `${request.path}?${query}`;
  return (
    (rule.match.method === undefined || rule.match.method.toUpperCase() === request.method) &&
    (path === undefined || path.test(address)) &&
    (body === undefined || body.test(request.body))
  );
}

const count = z.number().check(z.int(), z.nonnegative());
const pattern = z.string().check(z.refine(isRegExp, 'not a regular expression'));

/** A rule as it comes over the wire; unknown keys are refused, so that a typo is not a rule that never acts. */
export const FAULT_RULE = z.strictObject({
  match: z.strictObject({
    method: z.optional(z.string()),
    path: z.optional(pattern),
    body: z.optional(pattern),
  }),
  skip: z.optional(count),
  times: z.optional(count.check(z.positive())),
  action: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('status'),
      status: z.number().check(z.int(), z.gte(200), z.lte(599)),
      body: z.optional(z.string()),
      contentType: z.optional(z.string()),
      headers: z.optional(z.record(z.string(), z.string())),
    }),
    z.strictObject({
      kind: z.literal('html'),
      status: z.optional(z.number().check(z.int(), z.gte(200), z.lte(599))),
    }),
    z.strictObject({ kind: z.literal('dropBefore') }),
    z.strictObject({ kind: z.literal('dropAfter') }),
    z.strictObject({ kind: z.literal('delay'), milliseconds: count }),
  ]),
});

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
