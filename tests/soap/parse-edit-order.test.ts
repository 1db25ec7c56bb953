import { describe, expect, it } from 'vitest';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { CALL, envelope, MANUAL_BODY, manualBody, SOAP_11, SOAP_12 } from './bodies.ts';
import { faultOf } from './parsing.ts';

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
