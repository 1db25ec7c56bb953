import { describe, expect, it } from 'vitest';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { type FaultReason, SoapFault } from '../../lib/soap/soap-fault.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_11, SOAP_12 } from './bodies.ts';

function faultOf(body: string | Uint8Array): SoapFault {
  try {
    parseEditOrder(body);
  } catch (error) {
    if (error instanceof SoapFault) {
      return error;
    }
    throw error;
  }
  throw new Error('the body was accepted');
}

const reasonOf = (body: string | Uint8Array): FaultReason => faultOf(body).reason;

describe('a good call', () => {
  it("is read from the manual's body (contract 2)", () => {
    expect(parseEditOrder(MANUAL_BODY)).toEqual({
      orderId: 138,
      text: '138',
      namespace: 'http://127.0.0.1:8080',
      soapVersion: '1.1',
    });
  });

  it('is read from SOAP 1.2', () => {
    expect(parseEditOrder(envelope(CALL, { soap: SOAP_12 }))).toMatchObject({
      orderId: 138,
      soapVersion: '1.2',
    });
  });

  it.each([
    ['00123', 123],
    ['1', 1],
    ['999999999999999', 999_999_999_999_999],
    ['000000000000001', 1],
  ])('has the canonical number of %j and keeps the text', (text, orderId) => {
    expect(parseEditOrder(manualBody(text))).toMatchObject({ orderId, text });
  });

  it('may have blanks around the digits; they stay in the text', () => {
    expect(parseEditOrder(manualBody(' \n\t138 '))).toMatchObject({ orderId: 138, text: ' \n\t138 ' });
  });

  it('may spell the digits as CDATA, and with comments between', () => {
    expect(parseEditOrder(manualBody('<![CDATA[13]]><!-- and -->8')).orderId).toBe(138);
  });

  it.each([
    [
      'another prefix',
      envelope('<любой:EditOrder xmlns:любой="urn:shop"><любой:Order>138</любой:Order></любой:EditOrder>'),
    ],
    ['a default namespace', envelope('<EditOrder xmlns="urn:shop"><Order>138</Order></EditOrder>')],
    [
      'a prefix declared where it is used',
      envelope('<a:EditOrder xmlns:a="urn:shop"><b:Order xmlns:b="urn:shop">138</b:Order></a:EditOrder>'),
    ],
    ['an unqualified parameter', envelope('<n:EditOrder><Order>138</Order></n:EditOrder>')],
    [
      'a prefix that an inner element declares anew',
      envelope('<s:EditOrder xmlns:s="urn:shop"><s:Order>138</s:Order></s:EditOrder>'),
    ],
    [
      'a default namespace that is taken back',
      envelope('<n:EditOrder xmlns="urn:x"><Order xmlns="">138</Order></n:EditOrder>'),
    ],
    [
      'single quotes and blanks in tags',
      "<s:Envelope xmlns:s = 'http://schemas.xmlsoap.org/soap/envelope/'\n><s:Body ><n:EditOrder xmlns:n='urn:shop' ><n:Order >138</n:Order ></n:EditOrder\t></s:Body></s:Envelope>",
    ],
  ])('may use %s', (_, body) => {
    expect(parseEditOrder(body)).toMatchObject({ orderId: 138, namespace: 'urn:shop' });
  });

  it('may be in no namespace, or in one whose URI needs escaping, which stays as written', () => {
    expect(parseEditOrder(envelope('<EditOrder><Order>138</Order></EditOrder>')).namespace).toBe('');
    expect(
      parseEditOrder(envelope('<EditOrder xmlns="urn:a?b=1&amp;c=2"><Order>138</Order></EditOrder>'))
        .namespace,
    ).toBe('urn:a?b=1&amp;c=2');
  });

  it('may come as PHP encodes a call without a WSDL: typed, the parameter unqualified', () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="http://127.0.0.1:8080" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:EditOrder><Order xsi:type="xsd:string">138</Order></ns1:EditOrder></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
    expect(parseEditOrder(body).orderId).toBe(138);
  });

  it('is not hidden by markup in comments, CDATA and quotes', () => {
    const header = `<s:Header><!-- <s:Body> ' " --><n:h x="--> /> '"/></s:Header>`;
    expect(parseEditOrder(envelope(`<!-- ${CALL} -->${CALL}`, { header })).orderId).toBe(138);
  });
});

describe('header blocks', () => {
  const header = (attributes: string) =>
    `<s:Header><n:session ${attributes}>1 &amp; 2</n:session></s:Header>`;

  it('are passed over', () => {
    expect(parseEditOrder(envelope(CALL, { header: header('') })).orderId).toBe(138);
  });

  it.each([
    ['optional', 's:mustUnderstand="0"'],
    ['for another node', 's:mustUnderstand="1" s:actor="http://example.com/log"'],
    ['marked outside the SOAP namespace', 'mustUnderstand="1"'],
  ])('are passed over when %s', (_, attributes) => {
    expect(parseEditOrder(envelope(CALL, { header: header(attributes) })).orderId).toBe(138);
  });

  it('are not marked by an attribute without a prefix, even under SOAP as the default namespace', () => {
    const body = `<Envelope xmlns="${SOAP_11}"><Header><x mustUnderstand="1"/></Header><Body>${CALL.replace('<n:EditOrder', '<n:EditOrder xmlns:n="urn:shop"')}</Body></Envelope>`;
    expect(parseEditOrder(body).orderId).toBe(138);
  });

  it('that must be understood are refused with the code for it (SOAP 1.1, 4.2.3; SOAP 1.2 part 1, 5.2.3)', () => {
    const in11 = envelope(CALL, { header: header('s:mustUnderstand="1"') });
    const in12 = envelope(CALL, {
      soap: SOAP_12,
      header: header(`s:mustUnderstand="true" s:role="${SOAP_12}/role/next"`),
    });
    expect(faultOf(in11)).toMatchObject({ code: 'MustUnderstand', soapVersion: '1.1' });
    expect(faultOf(in12)).toMatchObject({ code: 'MustUnderstand', soapVersion: '1.2' });
  });
});

describe('a Client fault answers', () => {
  it.each<[string, string, FaultReason]>([
    ['an empty body', '', 'notXml'],
    ['blanks', '  \n', 'notXml'],
    ['plain text', 'order=138', 'notXml'],
    ['JSON', '{"order": 138}', 'notXml'],
    ['a body cut short', MANUAL_BODY.slice(0, -30), 'notXml'],
    ['tags that do not match', MANUAL_BODY.replace('</ns1:Order>', '</ns1:Orders>'), 'notXml'],
    ['a closing tag too many', `${MANUAL_BODY}</SOAP-ENV:Envelope>`, 'notXml'],
    ['a second root', `${MANUAL_BODY}<more/>`, 'notXml'],
    ['text after the root', `${MANUAL_BODY}138`, 'notXml'],
    ['a reference after the root', `${MANUAL_BODY}&amp;`, 'notXml'],
    ['CDATA before the root', `<![CDATA[138]]>${envelope(CALL)}`, 'notXml'],
    ['an attribute twice', envelope(CALL).replace('<s:Body>', '<s:Body a="1" a="2">'), 'notXml'],
    ['an attribute without quotes', envelope(CALL).replace('<s:Body>', '<s:Body a=1>'), 'notXml'],
    ['a tag inside an attribute', envelope(CALL).replace('<s:Body>', '<s:Body a="<">'), 'notXml'],
    ['a comment that does not end', `${MANUAL_BODY}<!-- `, 'notXml'],
    ['two hyphens inside a comment', envelope(`<!-- -- -->${CALL}`), 'notXml'],
    [
      'CDATA that does not end',
      envelope('<n:EditOrder><n:Order><![CDATA[138]]</n:Order></n:EditOrder>'),
      'notXml',
    ],
    ['the end of CDATA without its start', manualBody('138]]>'), 'notXml'],
    ['a control character', manualBody('138\u0001'), 'notXml'],
    ['half a character', manualBody('138\uD800'), 'notXml'],
    ['a processing instruction', envelope(`<?go 138?>${CALL}`), 'notXml'],
    ['blanks before the XML declaration', ` ${MANUAL_BODY}`, 'notXml'],
    ['an undeclared prefix', envelope('<x:EditOrder><x:Order>138</x:Order></x:EditOrder>'), 'notXml'],
    [
      'an undeclared prefix of an attribute',
      envelope(CALL).replace('<s:Body>', '<s:Body x:a="1">'),
      'notXml',
    ],
    [
      'a prefix declared beside, not above',
      envelope(`<n:EditOrder><a xmlns:x="urn:x"/><x:Order>138</x:Order></n:EditOrder>`),
      'notXml',
    ],
    [
      'a prefix bound to nothing',
      envelope(`<n:EditOrder xmlns:x=""><n:Order>138</n:Order></n:EditOrder>`),
      'notXml',
    ],
    ['a name with two colons', envelope('<n:a:EditOrder/>'), 'notXml'],
    ['a name that JavaScript objects react to', envelope('<__proto__>138</__proto__>'), 'notXml'],
    ['a document type', `<!DOCTYPE a>${envelope(CALL)}`, 'doctype'],
    ['a document type inside', envelope(`<!DOCTYPE a>${CALL}`), 'doctype'],
    ['an entity', manualBody('&order;'), 'entity'],
    ['a lone ampersand', manualBody('1 & 38'), 'entity'],
    ['digits as character references', manualBody('&#49;38'), 'orderId'],
    ['predefined entities in the number', manualBody('138&lt;'), 'orderId'],
    ['XML that is no envelope', '<order>138</order>', 'notEnvelope'],
    ['an envelope in no namespace', '<Envelope><Body/></Envelope>', 'notEnvelope'],
    ['an envelope of unknown version', envelope(CALL, { soap: 'urn:soap-3' }), 'notEnvelope'],
    ['another root of the namespace', envelope(CALL).replaceAll('s:Envelope', 's:Letter'), 'notEnvelope'],
    [
      'an envelope without a body',
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>',
      'notEnvelope',
    ],
    [
      'a body of the other version',
      envelope(CALL).replaceAll('s:Body', 't:Body').replace('xmlns:n', `xmlns:t="${SOAP_12}" xmlns:n`),
      'notEnvelope',
    ],
    ['two bodies', envelope(CALL).replace('</s:Envelope>', '<s:Body/></s:Envelope>'), 'notEnvelope'],
    [
      'a header after the body',
      envelope(CALL).replace('</s:Envelope>', '<s:Header/></s:Envelope>'),
      'notEnvelope',
    ],
    ['text in the envelope', envelope(CALL, { header: '138' }), 'notEnvelope'],
    ['an empty body element', envelope(''), 'noEditOrder'],
    ['another operation', envelope('<n:DropOrder><n:Order>138</n:Order></n:DropOrder>'), 'noEditOrder'],
    [
      'the operation in other letters',
      envelope('<n:editOrder><n:Order>138</n:Order></n:editOrder>'),
      'noEditOrder',
    ],
    ['the operation one level too deep', envelope(`<n:x>${CALL}</n:x>`), 'noEditOrder'],
    ['two operations', envelope(CALL + CALL), 'manyCalls'],
    ['an operation with company', envelope(`${CALL}<n:x/>`), 'manyCalls'],
    ['an operation with text beside', envelope(`${CALL}138`), 'manyCalls'],
    ['no parameter', envelope('<n:EditOrder/>'), 'noOrder'],
    ['another parameter', envelope('<n:EditOrder><n:Id>138</n:Id></n:EditOrder>'), 'noOrder'],
    [
      'a parameter in a foreign namespace',
      envelope('<n:EditOrder><s:Order>138</s:Order></n:EditOrder>'),
      'noOrder',
    ],
    ['the number without its element', envelope('<n:EditOrder>138</n:EditOrder>'), 'noOrder'],
    [
      'two parameters',
      envelope('<n:EditOrder><n:Order>138</n:Order><n:Order>138</n:Order></n:EditOrder>'),
      'manyOrders',
    ],
    [
      'two parameters of two namespaces',
      envelope('<n:EditOrder><n:Order>138</n:Order><Order>139</Order></n:EditOrder>'),
      'manyOrders',
    ],
    ['a number with an element inside', manualBody('138<x/>'), 'orderId'],
  ])('%s', (_, body, reason) => {
    expect(reasonOf(body)).toBe(reason);
  });

  it.each([
    '',
    ' ',
    '0',
    '000',
    '-1',
    '+1',
    '1.0',
    '1,5',
    '1e5',
    '0x10',
    '1 2',
    '138C',
    'A138',
    '{{order.id}}',
    '1234567890123456',
    '١٣٨',
    '１３８',
    '138\u00A0',
    'Infinity',
    'null',
  ])('Order %j', (text) => {
    expect(reasonOf(manualBody(text))).toBe('orderId');
  });

  it('in the version of the envelope, or the one that an unreadable text names', () => {
    const in12 = envelope('<n:EditOrder/>', { soap: SOAP_12 });
    expect(faultOf(in12).soapVersion).toBe('1.2');
    expect(faultOf(`<!DOCTYPE a>${in12}`).soapVersion).toBe('1.2');
    expect(faultOf(`<!DOCTYPE a>${envelope(CALL)}`).soapVersion).toBe('1.1');
    expect(faultOf('138').soapVersion).toBe('1.1');
    const unused12 = envelope('').replace('<s:Envelope', `<s:Envelope xmlns:t="${SOAP_12}"`);
    expect(faultOf(unused12).soapVersion).toBe('1.1');
  });

  it('with constant texts: nothing hostile comes back', () => {
    const { message, advice } = faultOf(manualBody('<script>alert(138)</script>'));
    expect(message + advice).not.toMatch(/script|138/);
  });
});

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
    const start = performance.now();
    expect(faultOf(body)).toBeInstanceOf(SoapFault);
    expect(performance.now() - start).toBeLessThan(250);
  });
});
