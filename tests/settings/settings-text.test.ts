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

  it.each([
    ['one string of 30 MB', () => `"${'x'.repeat(30_000_000)}"`],
    ['a mebibyte of blanks and one more', () => ' '.repeat(1024 * 1024 + 1)],
    ['half a million of Cyrillic letters', () => `"${'я'.repeat(530_000)}"`],
  ])('of more than 1 MiB is refused in one sentence: %s', (_, text) => {
    expect(parseSettingsText(text())).toEqual({
      ok: false,
      faults: [expect.objectContaining({ problem: 'Документ больше 1 МиБ: это не настройки обмена' })],
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
