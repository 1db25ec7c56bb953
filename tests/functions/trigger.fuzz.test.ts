import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTriggerHandler } from '../../functions/trigger.ts';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_11, SOAP_12 } from '../soap/bodies.ts';
import { eventOf } from './http-event.ts';

const LOGIN = { user: 'crm', password: 'crm' };
const RUNS = 10_000;

/** The service before a queue that takes everything, or nothing. */
function startService({ isReachable }: { readonly isReachable: boolean }) {
  const queued: unknown[] = [];
  const handle = createTriggerHandler({
    login: LOGIN,
    publicUrl: undefined,
    queue: {
      send: async ({ orderId }) => {
        if (!isReachable) {
          throw new Error('the queue is away');
        }
        queued.push(orderId);
      },
    },
    log: recordingLog().log,
    clock: { now: () => 0 },
  });
  const post = async (body: string | Uint8Array) => {
    queued.length = 0;
    const { statusCode } = await handle(
      eventOf({
        headers: { 'content-type': 'application/soap+xml', authorization: basicAuthorization(LOGIN) },
        body: typeof body === 'string' ? body : Buffer.from(body),
      }),
    );
    return { statusCode, queued: [...queued] };
  };
  return { post };
}

/** The number between the only pair of Order tags, read by other means than the parser's: comments and CDATA taken off. */
function numberIn(body: string): number | undefined {
  const plain = body.replace(/<!--[\s\S]*?-->/g, '').replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
  const found = [
    ...plain.matchAll(/<(?:[^\s<>/:]+:)?Order(?:\s[^>]*)?>\s*(\d+)\s*<\/(?:[^\s<>/:]+:)?Order\s*>/g),
  ];
  return found.length === 1 ? Number(found[0]?.[1]) : undefined;
}

/** Nothing but the number of the text is queued, and there is no answer but 200 and 400. @returns whether it was taken. */
async function expectNumberOrFault(
  body: string,
  { post }: ReturnType<typeof startService>,
): Promise<boolean> {
  const { statusCode, queued } = await post(body);
  if (statusCode === 200) {
    expect(queued).toEqual([numberIn(body)]);
    return true;
  }
  expect({ statusCode, queued }).toEqual({ statusCode: 400, queued: [] });
  return false;
}

const PIECES = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  ';',
  '=',
  ':',
  '!',
  '?',
  '-->',
  '<!--',
  '<![CDATA[',
  ']]>',
  '<?xml ?>',
  '<!DOCTYPE a>',
  '&amp;',
  '&#49;',
  '&x;',
  '\u0000',
  '\uFEFF',
  '\uD800',
  ' ',
  '\r\n',
  '1',
  '9',
  '0',
  '138',
  'ы',
  'xmlns=""',
  'xmlns:ns1="urn:b"',
  '<ns1:Order>7</ns1:Order>',
  '<ns1:Order>',
  '</ns1:Order>',
  '<ns1:EditOrder>',
  '</ns1:EditOrder>',
  '<a/>',
  SOAP_12,
  SOAP_11,
];

const mutation = fc.record({
  at: fc.nat(MANUAL_BODY.length),
  cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  put: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.string({ maxLength: 4, unit: 'binary' })),
});

const mutated = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((mutations) =>
    mutations.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), MANUAL_BODY),
  );

const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Nonsense alone, in the place of the number, and before a good call; or letters without any sense. */
const random = fc.oneof(
  markup,
  markup.map((nonsense) => manualBody(nonsense)),
  markup.map((nonsense) => envelope(nonsense + CALL)),
  fc.string({ maxLength: 300, unit: 'binary' }),
);

describe('whatever comes, the number of the text is queued or the caller is told of a fault', () => {
  it('for 10,000 mutations of the good body', async () => {
    const service = startService({ isReachable: true });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async (body) => {
        accepted += (await expectNumberOrFault(body, service)) ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    expect(accepted, 'no mutation was harmless: the property says nothing').toBeGreaterThan(50);
  });

  it('for 10,000 random bodies', async () => {
    const service = startService({ isReachable: true });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(random, async (body) => {
        accepted += (await expectNumberOrFault(body, service)) ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    expect(accepted, 'no random body was good: the property says nothing').toBeGreaterThan(50);
  });

  it('for bytes that are no text, alone and within the good body', async () => {
    const { post } = startService({ isReachable: true });
    const good = Buffer.from(MANUAL_BODY);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(good.length - 1), async (bytes, at) => {
        for (const body of [bytes, Buffer.concat([good.subarray(0, at), bytes, good.subarray(at)])]) {
          const { statusCode, queued } = await post(body);
          expect([200, 400]).toContain(statusCode);
          expect(queued.every((id) => Number.isSafeInteger(id))).toBe(true);
          expect(queued).toHaveLength(statusCode === 200 ? 1 : 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('and only a good call meets the 503 of a queue that is not reachable', async () => {
    const [reachable, unreachable] = [true, false].map((isReachable) => startService({ isReachable }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, random), async (body) => {
        const [sent, unsent] = [await reachable?.post(body), await unreachable?.post(body)];
        expect(unsent?.statusCode).toBe(sent?.statusCode === 200 ? 503 : 400);
      }),
      { numRuns: 1_000 },
    );
  });
});
