import { describe, expect, it } from 'vitest';
import type { FaultReason } from '../../lib/soap/soap-fault.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_12 } from './bodies.ts';
import { faultOf, reasonOf } from './parsing.ts';

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
