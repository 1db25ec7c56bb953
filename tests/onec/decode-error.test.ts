import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeError, isHtml, stripBom } from '../../lib/onec/decode-error.ts';

const JSON_TYPE = 'application/json;charset=utf-8';
const bom = fc.constantFrom('', '\uFEFF');

describe('error bodies', () => {
  it('of OData in JSON give code and text, with a byte order mark and without', () => {
    fc.assert(
      fc.property(bom, fc.integer({ min: -1, max: 21 }), fc.string(), (mark, code, value) => {
        const body = `${mark}${JSON.stringify({ 'odata.error': { code: String(code), message: { lang: 'ru', value } } })}`;
        expect(decodeError(JSON_TYPE, body)).toEqual({ kind: 'odata', code, text: value });
      }),
    );
  });

  it.each(['m:', ''])('of OData in XML with the prefix %j give code and text', (prefix) => {
    const body = `\uFEFF<?xml version="1.0"?>\n<${prefix}error xmlns${prefix === '' ? '' : ':m'}="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><${prefix}code>-1</${prefix}code><${prefix}message xml:lang="ru">Цена &lt; 0</${prefix}message></${prefix}error>`;
    expect(decodeError('application/xml', body)).toEqual({ kind: 'odata', code: -1, text: 'Цена < 0' });
    expect(decodeError(null, body)).toEqual({ kind: 'odata', code: -1, text: 'Цена < 0' });
  });

  it('of OData with a number for a code and a bare text are read too', () => {
    const body = JSON.stringify({ 'odata.error': { code: 9, message: 'Не найден' } });
    expect(decodeError(null, body)).toEqual({ kind: 'odata', code: 9, text: 'Не найден' });
  });

  it.each([
    ['inside', { exception: { descr: 'Снаружи', inner: { descr: 'Внутри' } } }],
    ['at the top', { clsid: '1', descr: 'Снаружи', inner: { descr: 'Внутри', inner: null } }],
  ])('of the platform tell the whole chain: exception %s', (_, body) => {
    expect(decodeError(JSON_TYPE, JSON.stringify(body))).toEqual({
      kind: 'platform',
      text: 'Снаружи: Внутри',
    });
  });

  it('of anybody else are pages, and nothing makes the decoder fail', () => {
    fc.assert(
      fc.property(fc.option(fc.string(), { nil: null }), fc.oneof(fc.string(), fc.json()), (type, body) => {
        expect(decodeError(type, body)).toEqual({ kind: 'page' });
      }),
    );
  });

  it.each([
    '',
    '{',
    '<',
    '<m:error>',
    '{"odata.error":{}}',
    '{"odata.error":{"code":"x","message":"y"}}',
    '<error><code/><message/></error>',
  ])('%j is a page', (body) => {
    expect(decodeError(JSON_TYPE, body)).toEqual({ kind: 'page' });
  });

  it('are pages when they say so, whatever they contain', () => {
    const body = JSON.stringify({ 'odata.error': { code: '9', message: { value: '' } } });
    expect(decodeError('text/html', body)).toEqual({ kind: 'page' });
  });
});

describe('pages', () => {
  it.each([
    ['text/html; charset=utf-8', ''],
    ['application/json', '\uFEFF <!DOCTYPE html>'],
    [null, '<HTML>'],
  ])('are known by type or beginning: %s', (type, body) => {
    expect(isHtml(type, body)).toBe(true);
  });

  it('XML and JSON are none', () => {
    expect(isHtml('application/xml', '<htmlish/>')).toBe(false);
    expect(isHtml('application/json', '{"value":"<html>"}')).toBe(false);
  });
});

it('one byte order mark is taken away, the text stays', () => {
  fc.assert(
    fc.property(bom, fc.json(), (mark, body) => {
      expect(stripBom(`${mark}${body}`)).toBe(body);
    }),
  );
});
