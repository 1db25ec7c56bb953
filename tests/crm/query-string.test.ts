import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QueryParameters, queryString } from '../../lib/crm/query-string.ts';

/** Reads a query the way PHP does: `a[b][]=1&a[b][]=2` is `{ a: { b: ['1', '2'] } }`. */
function readAsPhp(query: string): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const steps = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map((match) => match[1] ?? match[0]);
    put(root, steps, value);
  }
  return root;
}

function put(target: Record<string, unknown>, [step = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    target[step] = value;
  } else if (rest[0] === '') {
    target[step] = [...((target[step] as string[] | undefined) ?? []), value];
  } else {
    const nested = (target[step] as Record<string, unknown> | undefined) ?? {};
    target[step] = nested;
    put(nested, rest, value);
  }
}

const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,10}$/);
const { parameters } = fc.letrec<{ parameters: QueryParameters }>((tie) => ({
  parameters: fc.dictionary(
    name,
    fc.oneof({ depthSize: 'small' }, scalar, fc.array(scalar, { minLength: 1 }), tie('parameters')),
    { noNullPrototype: true },
  ),
}));

/** What PHP is to receive: texts, booleans as 1 and 0; an empty map cannot be told in a query. */
function asReceived(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asReceived);
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'boolean' ? String(Number(value)) : String(value);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, nested]) => [key, asReceived(nested)] as const)
      .filter(([, nested]) => typeof nested === 'string' || Object.keys(nested as object).length > 0),
  );
}

describe('queryString', () => {
  it('writes PHP brackets, percent-encoded', () => {
    expect(queryString({ filter: { ids: [1, 2], customFields: { nps: { min: 5 } } }, limit: 100 })).toBe(
      'filter%5Bids%5D%5B%5D=1&filter%5Bids%5D%5B%5D=2&filter%5BcustomFields%5D%5Bnps%5D%5Bmin%5D=5&limit=100',
    );
  });

  it('is read back by PHP as what was meant', () => {
    fc.assert(
      fc.property(parameters, (meant) => {
        expect(readAsPhp(queryString(meant))).toEqual(asReceived(meant));
      }),
    );
  });
});
