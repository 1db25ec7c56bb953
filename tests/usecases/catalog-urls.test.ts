import { describe, expect, it } from 'vitest';
import type { SiteCatalog } from '../../lib/crm/warehouse-records.ts';
import { createCatalogUrls } from '../../lib/usecases/catalog-urls.ts';
import { commandLine } from '../cli/command-line.ts';
import { SHOP, settingsOf } from '../goods/support/open-base.ts';

const TOKEN = 'a1B2'.repeat(8);
const ROOT = 'https://files.example.ru';

function setUp() {
  const held = new Map<string, SiteCatalog>();
  const settings = settingsOf(SHOP);
  const urls = createCatalogUrls({
    crm: {
      siteCatalogs: async () => [...held.values()],
      setCatalogUrl: async (site, url) => {
        held.set(site, { site, url, isLoaded: true });
      },
    },
    token: { read: async () => TOKEN },
    settings: { load: async () => ({ version: 1, settings }) as never },
    publicRoot: ROOT,
  });
  const sites = settings.sites.filter(({ catalog }) => catalog).map(({ code }) => code);
  return { held, urls, sites, run: commandLine({ catalogUrls: async () => urls }) };
}

describe('the addresses of the catalogues', () => {
  it('are shown beside what the CRM reads, and nothing is written without being asked', async () => {
    const { held, run, sites } = setUp();
    const { exitCode, out } = await run('crm', 'catalog-url');
    expect(exitCode).toBe(0);
    for (const site of sites) {
      expect(out).toContain(`${ROOT}/${TOKEN}/${site}_catalog_icml.xml`);
    }
    expect(out).toContain('crm catalog-url --set');
    expect(held.size).toBe(0);
  });

  it('--set writes those that differ, and a second time none', async () => {
    const { held, urls, sites } = setUp();
    const done = await urls(true);
    expect(done.every(({ isRead }) => isRead)).toBe(true);
    expect([...held.keys()].toSorted()).toEqual(sites.toSorted());
    const before = new Map(held);
    await urls(true);
    expect([...held.entries()].every(([site, catalog]) => before.get(site) === catalog)).toBe(true);
  });

  it('before the first publication there is no address to set', async () => {
    const urls = createCatalogUrls({
      crm: {
        siteCatalogs: async () => [],
        setCatalogUrl: () => Promise.reject(new Error('must not be asked')),
      },
      token: { read: async () => undefined },
      settings: { load: async () => ({ version: 1, settings: settingsOf(SHOP) }) as never },
      publicRoot: ROOT,
    });
    expect((await urls(true)).every(({ url, isRead }) => url === undefined && !isRead)).toBe(true);
    const text = await commandLine({ catalogUrls: async () => urls })('crm', 'catalog-url');
    expect(text).toMatchObject({ exitCode: 1, out: expect.stringContaining('catalog publish') });
  });
});
