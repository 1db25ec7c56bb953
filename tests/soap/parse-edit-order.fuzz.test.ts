import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditOrder, parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { SoapFault } from '../../lib/soap/soap-fault.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_11, SOAP_12 } from './bodies.ts';

/** What the service makes of a body; anything thrown that is not a SoapFault fails the test. */
function outcomeOf(body: string | Uint8Array): EditOrder | SoapFault {
  try {
    return parseEditOrder(body);
  } catch (error) {
    if (error instanceof SoapFault) {
      return error;
    }
    throw error;
  }
}

/** The number between the only pair of Order tags, read by other means than the parser's: comments and CDATA taken off. */
function numberIn(body: string): number | undefined {
  const plain = body.replace(/<!--[\s\S]*?-->/g, '').replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
  const found = [
    ...plain.matchAll(/<(?:[^\s<>/:]+:)?Order(?:\s[^>]*)?>\s*(\d+)\s*<\/(?:[^\s<>/:]+:)?Order\s*>/g),
  ];
  return found.length === 1 ? Number(found[0]?.[1]) : undefined;
}

/** @returns whether the body was accepted. */
function expectNumberOfTextOrFault(body: string): boolean {
  const outcome = outcomeOf(body);
  if (outcome instanceof SoapFault) {
    return false;
  }
  expect(outcome.orderId).toBe(numberIn(body));
  return true;
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

describe('whatever comes, the answer is the number in the text or a SoapFault', () => {
  it('for mutations of the good body', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const body = mutations.reduce(
          (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
          MANUAL_BODY,
        );
        accepted += expectNumberOfTextOrFault(body) ? 1 : 0;
      }),
      { numRuns: 4_000 },
    );
    expect(accepted, 'no mutation was harmless: the property says nothing').toBeGreaterThan(20);
  });

  it('for markup strung together at random', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
        expectNumberOfTextOrFault(pieces.join(''));
        expectNumberOfTextOrFault(manualBody(pieces.join('')));
        expectNumberOfTextOrFault(envelope(pieces.join('') + CALL));
      }),
      { numRuns: 1_000 },
    );
  });

  it('for random bytes and damaged bytes of the good body', () => {
    const good = Buffer.from(MANUAL_BODY);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(good.length - 1), (bytes, at) => {
        outcomeOf(bytes);
        outcomeOf(Buffer.concat([good.subarray(0, at), bytes, good.subarray(at)]));
      }),
      { numRuns: 1_000 },
    );
  });
});

it('every id from 1 to 15 digits is read as itself, under any namespace, prefix and version', () => {
  const name = fc.stringMatching(/^[A-Za-zА-я_][\w.А-я-]{0,8}$/).filter((text) => !/^xml/i.test(text));
  const digits = fc.stringMatching(/^[0-9]{1,15}$/).filter((text) => Number(text) > 0);
  const blanks = fc.stringMatching(/^[ \t\n]{0,3}$/);
  fc.assert(
    fc.property(
      digits,
      blanks,
      name,
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom(SOAP_11, SOAP_12),
      (id, blank, prefix, url, soap) => {
        const namespace = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
        const text = `${blank}${id}${blank}`;
        const call = `<${prefix}:EditOrder xmlns:${prefix}="${namespace}"><${prefix}:Order>${text}</${prefix}:Order></${prefix}:EditOrder>`;
        expect(parseEditOrder(envelope(call, { soap }))).toEqual({
          orderId: Number(id),
          text,
          namespace,
          soapVersion: soap === SOAP_11 ? '1.1' : '1.2',
        });
      },
    ),
    { numRuns: 500 },
  );
});
