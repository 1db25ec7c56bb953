import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { editOrderAnswer, faultAnswer } from '../../lib/soap/answer.ts';
import { SoapFault } from '../../lib/soap/soap-fault.ts';
import { SOAP_11, SOAP_12 } from './bodies.ts';

const CALL = {
  orderId: 138,
  text: ' 0138 ',
  namespace: 'http://127.0.0.1:8080',
  soapVersion: '1.1',
} as const;

/** An independent reader of the answers; attributes under `@name`. */
function read(xml: string): Record<string, unknown> {
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
  }).parse(xml);
}

describe('the answer to a call', () => {
  it('returns the text that came, in the namespace of the request (contract 2)', () => {
    const { contentType, body } = editOrderAnswer(CALL);
    expect(contentType).toBe('text/xml; charset=utf-8');
    expect(read(body)).toMatchObject({
      'soap:Envelope': {
        '@xmlns:soap': SOAP_11,
        'soap:Body': { 'm:EditOrderResponse': { '@xmlns:m': 'http://127.0.0.1:8080', 'm:return': ' 0138 ' } },
      },
    });
  });

  it('speaks SOAP 1.2 to a caller that does', () => {
    const { contentType, body } = editOrderAnswer({ ...CALL, soapVersion: '1.2' });
    expect(contentType).toBe('application/soap+xml; charset=utf-8');
    expect(read(body)).toMatchObject({ 'soap:Envelope': { '@xmlns:soap': SOAP_12 } });
  });

  it('has no prefix when the request had no namespace', () => {
    const { body } = editOrderAnswer({ ...CALL, namespace: '' });
    expect(read(body)).toMatchObject({
      'soap:Envelope': { 'soap:Body': { EditOrderResponse: { return: ' 0138 ' } } },
    });
  });

  it('cannot be broken open by a namespace with quotes, nor by a text', () => {
    const { body } = editOrderAnswer({ ...CALL, namespace: `urn:"a'?b=1&amp;c`, text: '</m:return>&' });
    expect(read(body)).toMatchObject({
      'soap:Envelope': {
        'soap:Body': { 'm:EditOrderResponse': { '@xmlns:m': `urn:"a'?b=1&c`, 'm:return': '</m:return>&' } },
      },
    });
  });
});

describe('a fault', () => {
  it('is Client in SOAP 1.1, with the prefix of the envelope and a Russian reason', () => {
    const { contentType, body } = faultAnswer(new SoapFault('orderId'));
    expect(contentType).toBe('text/xml; charset=utf-8');
    expect(read(body)).toMatchObject({
      'soap:Envelope': {
        '@xmlns:soap': SOAP_11,
        'soap:Body': {
          'soap:Fault': {
            faultcode: 'soap:Client',
            faultstring: { '#text': expect.stringMatching(/номер заказа/) },
          },
        },
      },
    });
  });

  it.each([
    ['orderId', 'soap:Sender'],
    ['notQueued', 'soap:Receiver'],
    ['mustUnderstand', 'soap:MustUnderstand'],
  ] as const)('%s is %s in SOAP 1.2, with a reason in both languages', (reason, code) => {
    const { contentType, body } = faultAnswer(new SoapFault(reason, { soapVersion: '1.2' }));
    expect(contentType).toBe('application/soap+xml; charset=utf-8');
    expect(read(body)).toMatchObject({
      'soap:Envelope': {
        '@xmlns:soap': SOAP_12,
        'soap:Body': {
          'soap:Fault': {
            'soap:Code': { 'soap:Value': code },
            'soap:Reason': { 'soap:Text': [{ '@xml:lang': 'ru' }, { '@xml:lang': 'en' }] },
          },
        },
      },
    });
  });

  it('shows markup in its advice as text', () => {
    expect(faultAnswer(new SoapFault('noOrder')).body).toContain(
      '&lt;ns1:Order&gt;{{order.id}}&lt;/ns1:Order&gt;',
    );
  });
});
