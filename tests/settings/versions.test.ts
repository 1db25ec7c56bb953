import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SettingsConflict,
  SettingsMissing,
  SettingsRefused,
  SettingsUnreadable,
  SettingsVersionUnknown,
} from '../../lib/settings/errors.ts';
import { bodyKey, versionOf, versionStamp } from '../../lib/settings/version-stamp.ts';
import { createSettingsVersions } from '../../lib/settings/versions.ts';
import { MemoryPorts } from './memory-ports.ts';
import { fullDocument } from './valid-settings.ts';

function prepared(ports = new MemoryPorts()) {
  const versions = createSettingsVersions({
    archive: ports,
    pointer: ports,
    now: () => new Date('2026-02-03T04:05:06Z'),
  });
  return { ports, versions };
}

/** A valid document that differs by one figure. */
const textWith = (paymentDelayDays: number): string =>
  JSON.stringify({ ...fullDocument(), paymentDelayDays });

describe('saving', () => {
  it('puts the first document in force as version 1, the next as version 2', async () => {
    const { versions } = prepared();

    expect(await versions.save(textWith(1))).toEqual({ version: 1, created: true, warnings: [] });
    expect(await versions.save(textWith(2))).toEqual({ version: 2, created: true, warnings: [] });
    expect(await versions.load()).toMatchObject({ version: 2, settings: { paymentDelayDays: 2 } });
  });

  it('makes no new version of the same document, however it is laid out', async () => {
    const { versions } = prepared();
    await versions.save(textWith(1));

    expect(await versions.save(JSON.stringify(JSON.parse(textWith(1)), null, 4))).toEqual({
      version: 1,
      created: false,
      warnings: [],
    });
  });

  it('refuses a faulty document with all faults and stores nothing', async () => {
    const { ports, versions } = prepared();
    const faulty = JSON.stringify({ ...fullDocument(), timeZone: 'Луна', typo: 1 });

    await expect(versions.save(faulty)).rejects.toMatchObject({
      name: 'SettingsRefused',
      code: 'settingsRefused',
      retryable: false,
      faults: [{ path: 'timeZone' }, { path: 'typo' }],
    });
    expect(ports.bodies.size).toBe(0);
    expect(ports.stamp).toBeUndefined();
  });

  it('applies nothing if it dies between the body and the pointer', async () => {
    const { ports, versions } = prepared();
    await versions.save(textWith(1));
    ports.beforeAdvance = () => Promise.reject(new Error('killed'));

    await expect(versions.save(textWith(2))).rejects.toThrow('killed');
    expect(await versions.load()).toMatchObject({ version: 1, settings: { paymentDelayDays: 1 } });
    expect(await versions.save(textWith(3))).toMatchObject({ version: 2 });
    expect(await versions.exportText()).toContain('"paymentDelayDays": 3');
  });

  it('of two at the same moment keeps both, one after the other, each body whole', async () => {
    const { ports, versions } = prepared();
    await versions.save(textWith(1));
    ports.beforeAdvance = () => versions.save(textWith(2));

    expect(await versions.save(textWith(3))).toMatchObject({ version: 3, created: true });
    expect(await versions.exportText(2)).toContain('"paymentDelayDays": 2');
    expect(await versions.exportText(3)).toContain('"paymentDelayDays": 3');
  });

  it('of an edited version is refused if another one is in force by then', async () => {
    const { ports, versions } = prepared();
    await versions.save(textWith(1), 0);
    ports.beforeAdvance = () => versions.save(textWith(2));

    const error = await versions.save(textWith(3), 1).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(SettingsConflict);
    expect(error).toMatchObject({ code: 'settingsConflict', retryable: false });
    expect(await versions.load()).toMatchObject({ version: 2, settings: { paymentDelayDays: 2 } });
    await expect(versions.save(textWith(4), 0)).rejects.toBeInstanceOf(SettingsConflict);
  });

  it('gives up with an error that may be tried again if it loses every race', async () => {
    const { ports, versions } = prepared();
    ports.advance = async () => false;

    await expect(versions.save(textWith(1))).rejects.toMatchObject({
      code: 'settingsConflict',
      retryable: true,
    });
    expect(ports.stamp).toBeUndefined();
  });
});

describe('loading', () => {
  it('says so if nothing is stored', async () => {
    const { versions } = prepared();

    await expect(versions.load()).rejects.toBeInstanceOf(SettingsMissing);
    await expect(versions.exportText()).rejects.toBeInstanceOf(SettingsMissing);
    await expect(versions.exportText(1)).rejects.toBeInstanceOf(SettingsMissing);
    expect(await versions.list(10)).toEqual([]);
  });

  it('reads the body of a version once, and sees what another process has saved', async () => {
    const { ports, versions } = prepared();
    await prepared(ports).versions.save(textWith(1));
    ports.reads = 0;

    await versions.load();
    await versions.load();
    expect(ports.reads).toBe(1);

    await prepared(ports).versions.save(textWith(2));
    expect(await versions.load()).toMatchObject({ version: 2, settings: { paymentDelayDays: 2 } });
  });

  it('refuses a stored document that does not fit this release', async () => {
    const { ports, versions } = prepared();
    const body = JSON.stringify({
      version: 1,
      previous: null,
      savedAt: '2020-01-01',
      settings: { old: true },
    });
    ports.stamp = versionStamp(1, body);
    ports.bodies.set(bodyKey(ports.stamp), body);

    await expect(versions.load()).rejects.toBeInstanceOf(SettingsRefused);
  });

  it.each([
    ['lost', undefined],
    ['cut', '{"version": 1, "prev'],
    ['another version’s', '{"version":7,"previous":null,"savedAt":"2026-01-01","settings":{}}'],
  ])('names the file of a body that is %s; an import repairs it', async (_, body) => {
    const { ports, versions } = prepared();
    await versions.save(textWith(1));
    const [key = ''] = [...ports.bodies.keys()];
    ports.bodies.clear();
    if (body !== undefined) {
      ports.bodies.set(key, body);
    }

    const error = await prepared(ports)
      .versions.load()
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(SettingsUnreadable);
    expect(error).toMatchObject({ advice: expect.stringContaining(key) });
    await expect(versions.list(10)).rejects.toBeInstanceOf(SettingsUnreadable);
    expect(await versions.save(textWith(1))).toMatchObject({ version: 2, created: true });
    expect(await versions.list(10)).toMatchObject([{ version: 2 }]);
  });

  it('passes on an error of the archive', async () => {
    const { ports, versions } = prepared();
    await versions.save(textWith(1));
    ports.read = () => Promise.reject(new Error('archive down'));

    await expect(versions.save(textWith(2))).rejects.toThrow('archive down');
    await expect(versions.load()).rejects.toThrow('archive down');
    await expect(versions.list(3)).rejects.toThrow('archive down');
  });
});

describe('old versions', () => {
  it('are listed newest first, no more than asked for', async () => {
    const { versions } = prepared();
    await versions.save(textWith(1));
    await versions.save(textWith(2));
    await versions.save(textWith(3));

    expect(await versions.list(2)).toEqual([
      { version: 3, savedAt: '2026-02-03T04:05:06.000Z' },
      { version: 2, savedAt: '2026-02-03T04:05:06.000Z' },
    ]);
    expect(await versions.list(10)).toHaveLength(3);
  });

  it('come back as a new version; restoring what is in force makes none', async () => {
    const { versions } = prepared();
    await versions.save(textWith(1));
    await versions.save(textWith(2));

    expect(await versions.restore(1)).toMatchObject({ version: 3, created: true });
    expect(await versions.load()).toMatchObject({ version: 3, settings: { paymentDelayDays: 1 } });
    expect(await versions.restore(3)).toMatchObject({ version: 3, created: false });
    await expect(versions.restore(9)).rejects.toBeInstanceOf(SettingsVersionUnknown);
  });
});

describe('export', () => {
  it('gives back what was imported: keys in their order, no defaults added', async () => {
    const { versions } = prepared();
    const { ut, limits, ...document } = fullDocument();
    const reversed = Object.fromEntries(Object.entries(document).reverse());
    await versions.save(`\uFEFF${JSON.stringify(reversed)}`);

    expect(await versions.exportText()).toBe(`${JSON.stringify(reversed, null, 2)}\n`);
  });

  it('and import again change nothing, whatever the order of keys and the values', async () => {
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray(Object.entries(fullDocument()), {
          minLength: Object.keys(fullDocument()).length,
        }),
        fc.integer({ min: 0, max: 3650 }),
        fc.string({ minLength: 1, maxLength: 50 }).filter((name) => name.trim() !== ''),
      )
      .map(([entries, paymentDelayDays, name]) => {
        const document = Object.fromEntries(entries) as ReturnType<typeof fullDocument>;
        return { ...document, paymentDelayDays, sites: document.sites.map((site) => ({ ...site, name })) };
      });
    await fc.assert(
      fc.asyncProperty(shuffled, async (document) => {
        const { versions } = prepared();
        await versions.save(JSON.stringify(document));
        const exported = await versions.exportText();

        expect(await versions.save(exported)).toMatchObject({ version: 1, created: false });
        expect(JSON.parse(exported)).toEqual(document);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the stamp of a version', () => {
  it('is a safe integer that gives the version back, and another one for another body', () => {
    for (const version of [1, 2, 1000, 2_000_000]) {
      const stamp = versionStamp(version, 'body');

      expect(Number.isSafeInteger(stamp)).toBe(true);
      expect(versionOf(stamp)).toBe(version);
      expect(bodyKey(stamp)).not.toBe(bodyKey(versionStamp(version, 'other body')));
    }
    expect(bodyKey(versionStamp(4, 'body'))).toMatch(/^settings\/000004-[0-9a-f]{8}\.json$/);
  });
});
