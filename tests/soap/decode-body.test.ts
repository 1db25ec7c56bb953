import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../lib/soap/decode-body.ts';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { MANUAL_BODY } from './bodies.ts';

const BOM = '\uFEFF';
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const declared = (encoding: string) => MANUAL_BODY.replace('UTF-8', encoding);

describe('a body is read as', () => {
  it.each([
    ['text', MANUAL_BODY],
    ['text with a byte order mark', BOM + MANUAL_BODY],
    ['UTF-8', Buffer.from(MANUAL_BODY)],
    ['UTF-8 with a byte order mark', Buffer.from(BOM + MANUAL_BODY)],
    ['UTF-8 declared in small letters', Buffer.from(declared('utf-8'))],
    ['UTF-8 that declares its subset ASCII', Buffer.from(declared('US-ASCII'))],
    ['UTF-8 without a declaration', Buffer.from(MANUAL_BODY.slice(MANUAL_BODY.indexOf('\n') + 1))],
    ['little-endian UTF-16 with a mark', utf16(BOM + declared('UTF-16'))],
    ['big-endian UTF-16 with a mark', utf16(BOM + declared('UTF-16')).swap16()],
  ])('%s', (_, body) => {
    expect(parseEditOrder(body).orderId).toBe(138);
  });

  it('the text after the XML declaration', () => {
    expect(decodeBody(`${BOM}<?xml version='1.0' encoding='UTF-8' standalone="yes" ?><ы/>`)).toBe('<ы/>');
  });
});

describe('a body is refused as `encoding`', () => {
  it.each([
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from(MANUAL_BODY), 0xc0, 0x80])],
    ['Cyrillic in windows-1251', Buffer.from([0x3c, 0xf2, 0x2f, 0x3e])],
    ['a declared windows-1251', Buffer.from(declared('windows-1251'))],
    ['a declared windows-1251 that the gateway made text of', declared('windows-1251')],
    ['UTF-8 that declares UTF-16', Buffer.from(declared('UTF-16'))],
    ['UTF-16 that declares UTF-8', utf16(BOM + MANUAL_BODY)],
    ['UTF-16 cut in the middle of a character', utf16(BOM + declared('UTF-16')).subarray(0, -1)],
  ])('%s', (_, body) => {
    expect(() => decodeBody(body)).toThrow(expect.objectContaining({ reason: 'encoding' }));
  });
});

it('UTF-16 without a mark is not XML', () => {
  expect(() => decodeBody(utf16('<a/>'))).toThrow(expect.objectContaining({ reason: 'notXml' }));
});
