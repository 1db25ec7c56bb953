import { describe, expect, it } from 'vitest';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { SoapFault } from '../../lib/soap/soap-fault.ts';
import { CALL, envelope, MANUAL_BODY } from './bodies.ts';
import { faultOf, reasonOf } from './parsing.ts';

describe('limits are checked before anything is parsed', () => {
  const padded = (bytes: number) => {
    const [start, end] = ['<!-- ', ' -->'];
    return `${MANUAL_BODY}${start}${'x'.repeat(bytes - MANUAL_BODY.length - start.length - end.length)}${end}`;
  };

  it('64 KiB pass, one byte more does not', () => {
    expect(parseEditOrder(padded(65_536)).orderId).toBe(138);
    expect(reasonOf(padded(65_537))).toBe('tooLarge');
    expect(reasonOf(Buffer.from(padded(65_537)))).toBe('tooLarge');
  });

  it('bytes count, not characters', () => {
    expect(reasonOf(`${MANUAL_BODY}<!-- ${'ы'.repeat(33_000)} -->`)).toBe('tooLarge');
  });

  const nested = (levels: number, innermost = '') =>
    envelope(CALL, {
      header: `<s:Header>${'<n:x>'.repeat(levels - 2)}${innermost}${'</n:x>'.repeat(levels - 2)}</s:Header>`,
    });

  it('32 levels pass, one more does not, self-closing or not', () => {
    expect(parseEditOrder(nested(32)).orderId).toBe(138);
    expect(reasonOf(nested(33))).toBe('tooDeep');
    expect(reasonOf(nested(32, '<n:x/>'))).toBe('tooDeep');
  });

  it('elements side by side are not nested', () => {
    expect(parseEditOrder(nested(31, '<n:x/><n:x></n:x>'.repeat(100))).orderId).toBe(138);
  });

  it('closing tags inside comments, CDATA and quotes do not hide the depth', () => {
    const disguises = ['<!-- </n:x> -->', '<![CDATA[</n:x>]]>', '<n:y a="/n:x>"/>'];
    for (const disguise of disguises) {
      expect(reasonOf(nested(40, disguise.repeat(20)))).toBe('tooDeep');
    }
  });

  it.each([
    ['open tags without end', '<n:x>'.repeat(13_000)],
    ['a tag that never ends', `<n:x ${'a="1" '.repeat(10_000)}`],
    ['blanks in a tag', `<n:x ${' '.repeat(64_000)}`],
    ['the letters of one name', `<${'n'.repeat(64_000)}`],
    ['quotes that never close', `<n:x a="${"'".repeat(64_000)}`],
    ['hyphens of a comment', `<!--${'- '.repeat(32_000)}`],
    ['half-ended CDATA', envelope(`<![CDATA[${']]'.repeat(32_000)}`)],
    ['ampersands', `<n:x a="${'&amp;'.repeat(13_000)}`],
    ['angle brackets', '<'.repeat(64_000)],
    [
      'billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;&a;&a;">'.repeat(2_000)}]>${envelope(CALL)}`,
    ],
  ])('64 KiB of %s are refused in no time', (_, body) => {
    // Of this process alone: on a busy machine the clock on the wall counts the work of others.
    const start = process.cpuUsage();
    expect(faultOf(body)).toBeInstanceOf(SoapFault);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(300);
  });
});
