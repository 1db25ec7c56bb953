import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { envelope, SOAP_11, SOAP_12 } from './bodies.ts';

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
