import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describedCatalogue } from '../../lib/references/catalogues.ts';
import { checkReferences } from '../../lib/references/check-references.ts';
import { createKnownReferences } from '../../lib/references/known-references.ts';
import { referencesOf } from '../../lib/settings/references-of.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { startBridge, type TestBridge } from '../orders/support/bridge.ts';
import { testKey, validSettings } from '../settings/valid-settings.ts';
import { createMemoryTable } from '../state/memory-table.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const UNKNOWN = testKey(987_654);

const faultsOf = async (settings: Settings) =>
  (await checkReferences(settings, bridge.client)).faults.map(({ path, kind }) => `${path} ${kind}`);

/** The settings with the value at a path of the first site replaced. */
const withFirstSite = (changes: Partial<Settings['sites'][number]>): Settings => ({
  ...bridge.settings,
  sites: bridge.settings.sites.map((site, index) => (index === 0 ? { ...site, ...changes } : site)),
});

it('every catalogue that settings refer to can be looked into, but kinds of goods', () => {
  const names = new Set(referencesOf(validSettings()).flatMap(({ catalogues }) => catalogues));
  expect([...names].filter((name) => describedCatalogue(name) === undefined)).toEqual(['ВидыНоменклатуры']);
});

it('N-1: settings that fit the base have no faults, and it costs one request a catalogue', async () => {
  bridge.takeRequests();
  expect(await faultsOf(bridge.settings)).toEqual([]);
  const requests = bridge.takeRequests();
  expect(new Set(requests).size).toBe(requests.length);
});

it('N-1: every reference that 1C does not have is named by its path, all at once', async () => {
  const settings = withFirstSite({
    organization: UNKNOWN,
    warehouse: testKey(987_655),
    currency: testKey(987_656),
    agreement: testKey(987_657),
    bankAccount: null,
    cashDesk: null,
  });
  expect(await faultsOf({ ...settings, managers: [{ crm: 8, onec: UNKNOWN }] })).toEqual([
    'sites[0].organization absent',
    'sites[0].warehouse absent',
    'sites[0].currency absent',
    'sites[0].agreement absent',
    'managers[0].onec absent',
  ]);
});

it('N-1: an element that is marked for deletion is a fault until the mark is taken off', async () => {
  const { warehouse } = bridge.settings.sites[0] ?? { warehouse: '' };
  bridge.onec.control.patch('Catalog_Склады', warehouse, { DeletionMark: true });
  expect(await faultsOf(bridge.settings)).toContain('sites[0].warehouse marked');
  bridge.onec.control.patch('Catalog_Склады', warehouse, { DeletionMark: false });
  expect(await faultsOf(bridge.settings)).toEqual([]);
});

it("N-1: a site's own account or desk must be its organisation's, a payment row's may be anybody's", async () => {
  const [first, second] = bridge.settings.sites;
  const settings = withFirstSite({
    bankAccount: second?.bankAccount ?? null,
    cashDesk: second?.cashDesk ?? null,
  });
  expect(second?.organization).not.toBe(first?.organization);
  expect(await faultsOf(settings)).toEqual(['sites[0].bankAccount foreign', 'sites[0].cashDesk foreign']);
});

describe('N-1: a deliveryItem', () => {
  it('that is a folder or no service is a fault', async () => {
    const { deliveryItem } = bridge.settings;
    bridge.onec.control.patch('Catalog_Номенклатура', deliveryItem, { ТипНоменклатуры: 'Товар' });
    expect(await faultsOf(bridge.settings)).toEqual(['deliveryItem notService']);
    bridge.onec.control.patch('Catalog_Номенклатура', deliveryItem, { IsFolder: true });
    expect(await faultsOf(bridge.settings)).toEqual(['deliveryItem folder']);
  });

  it('a group of goods may be a folder', async () => {
    const { deliveryItem } = bridge.settings;
    bridge.onec.control.patch('Catalog_Номенклатура', deliveryItem, { IsFolder: true });
    expect(await faultsOf(withFirstSite({ groups: [deliveryItem] }))).toEqual(['deliveryItem folder']);
  });
});

describe('what was seen is remembered', () => {
  const remembering = (
    table = createMemoryTable({ now: () => bridge.now() }),
    base = 'https://1c.example.ru',
  ) => createKnownReferences({ onec: bridge.client, table, base, clock: { now: () => bridge.now() } });
  const current = () => ({ version: 7, settings: bridge.settings });

  it('N-1: a version is looked up once, by all processes together', async () => {
    const table = createMemoryTable({ now: () => bridge.now() });
    const known = remembering(table);
    await Promise.all([known(current()), known(current())]);
    const first = bridge.takeRequests().length;
    expect(first).toBeGreaterThan(5);
    bridge.pass(365 * 24 * 3_600_000);
    await known(current());
    await remembering(table)(current());
    expect(bridge.takeRequests()).toEqual([]);
  });

  it('N-1: another version and another base are looked up anew', async () => {
    const table = createMemoryTable({ now: () => bridge.now() });
    await remembering(table)(current());
    bridge.takeRequests();
    await remembering(table)({ ...current(), version: 8 });
    expect(bridge.takeRequests()).not.toEqual([]);
    await remembering(table, 'https://other.example.ru')({ ...current(), version: 8 });
    expect(bridge.takeRequests()).not.toEqual([]);
  });

  it('N-1: faults are looked at again after five minutes, so that a cure in 1C is seen', async () => {
    const { deliveryItem } = bridge.settings;
    const known = remembering();
    bridge.onec.control.patch('Catalog_Номенклатура', deliveryItem, { DeletionMark: true });
    expect(await known(current())).toMatchObject([{ path: 'deliveryItem', kind: 'marked' }]);
    bridge.onec.control.patch('Catalog_Номенклатура', deliveryItem, { DeletionMark: false });
    bridge.pass(4 * 60_000);
    expect(await known(current())).toHaveLength(1);
    bridge.pass(61_000);
    expect(await known(current())).toEqual([]);
  });

  it('a look that failed is not remembered', async () => {
    const known = remembering();
    const failing = createKnownReferences({
      onec: { listByValues: async () => Promise.reject(new Error('down')) },
      table: createMemoryTable({ now: () => 0 }),
      base: 'x',
      clock: { now: () => 0 },
    });
    await expect(failing(current())).rejects.toThrow('down');
    await expect(failing(current())).rejects.toThrow('down');
    expect(await known(current())).toEqual([]);
  });

  it('B-9: a look that is cut off is gone on with by the next attempt, in whatever process', async () => {
    const table = createMemoryTable({ now: () => bridge.now() });
    let patience = 3;
    const impatient = {
      listByValues: ((...question: Parameters<typeof bridge.client.listByValues>) => {
        patience -= 1;
        return patience < 0 ? Promise.reject(new Error('cut off')) : bridge.client.listByValues(...question);
      }) as typeof bridge.client.listByValues,
    };
    bridge.takeRequests();
    let attempts = 0;
    for (let isDone = false; !isDone && attempts < 20; attempts += 1) {
      patience = 3;
      const known = createKnownReferences({
        onec: impatient,
        table,
        base: 'x',
        clock: { now: () => bridge.now() },
      });
      isDone = await known(current()).then(
        () => true,
        () => false,
      );
    }
    const requests = bridge.takeRequests();
    expect(attempts).toBeGreaterThan(2);
    expect(new Set(requests).size).toBe(requests.length);
  });

  it('a record that cannot be read is looked up anew', async () => {
    const table = createMemoryTable({ now: () => bridge.now() });
    await table.put({ pk: 'settings', sk: 'references', version: 'seven' });
    expect(await remembering(table)(current())).toEqual([]);
  });
});
