import type * as z from 'zod/mini';

/** One thing that is wrong with a settings document. */
export interface Fault {
  /** Where, as a JSON path: `sites[0].warehouses[1].onec`; `$` is the whole document. */
  readonly path: string;
  /** What, in one plain Russian sentence without the value itself: it may be a secret that was pasted by mistake. */
  readonly problem: string;
}

type Step = PropertyKey;

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;
const LONGEST_KEY = 60;

/** `['sites', 0, 'code']` → `sites[0].code`; a key that is not a plain word is quoted: `codes["two words"]`. */
export function pathText(steps: readonly Step[]): string {
  const text = steps.map(stepText).join('');
  return text === '' ? '$' : text.replace(/^\./, '');
}

function stepText(step: Step): string {
  if (typeof step === 'number') {
    return `[${step}]`;
  }
  const key = String(step);
  return PLAIN_KEY.test(key) && key.length <= LONGEST_KEY
    ? `.${key}`
    : `[${JSON.stringify(key.slice(0, LONGEST_KEY))}]`;
}

/** The faults behind the issues that zod found in `document`, in the order of the schema. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], document: unknown): Fault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, document));
}

function faultsOfIssue(issue: z.core.$ZodIssue, document: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      problem: 'Такого ключа в настройках нет: проверьте, нет ли опечатки',
    }));
  }
  const given = valueAt(document, issue.path);
  if (issue.code === 'invalid_union') {
    return branchFaults(issue, given, document);
  }
  const missing = issue.path.length > 0 && given === undefined;
  return [
    {
      path: pathText(issue.path),
      problem: missing ? `Не хватает обязательного ключа. ${issue.message}` : issue.message,
    },
  ];
}

/** Where one value or a list of them is taken (`dated.ts`), the faults are those of what was meant: the list if one stands there. */
function branchFaults(issue: z.core.$ZodIssueInvalidUnion, given: unknown, document: unknown): Fault[] {
  const [one = [], many = []] = issue.errors;
  return (Array.isArray(given) ? many : one).flatMap((inner) =>
    faultsOfIssue({ ...inner, path: [...issue.path, ...inner.path] }, document),
  );
}

function valueAt(document: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );
}
