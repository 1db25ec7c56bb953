import { describe, expect, it } from 'vitest';
import { parseSettingsText } from '../../lib/settings/validate.ts';
import { fullDocument } from './valid-settings.ts';

describe('a text', () => {
  it('may start with a byte order mark', () => {
    expect(parseSettingsText(`\uFEFF${JSON.stringify(fullDocument())}`)).toMatchObject({ ok: true });
  });

  it('keeps the document as it was written beside the settings with defaults', () => {
    const { ut, ...document } = fullDocument();

    expect(parseSettingsText(JSON.stringify(document))).toMatchObject({
      ok: true,
      document,
      settings: { ut },
    });
  });

  it('that is no JSON is one fault with line and column', () => {
    expect(parseSettingsText('{"timeZone": "Europe/Moscow",\n oops}')).toEqual({
      ok: false,
      faults: [{ path: '$', problem: expect.stringContaining('строка 2, столбец 2') }],
    });
  });

  it('with a key written twice is refused instead of keeping the last one', () => {
    const text = JSON.stringify(fullDocument()).replace(
      '"reservations":false',
      '"reservations":false,"reservations":true',
    );

    expect(parseSettingsText(text)).toEqual({
      ok: false,
      faults: [{ path: 'reservations', problem: expect.stringContaining('дважды') }],
    });
  });
});
