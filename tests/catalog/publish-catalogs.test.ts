import { describe, expect, it } from 'vitest';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import { FilesUnreachable } from '../../lib/files/errors.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { NOON, SMALL_SHOP, settingsOf } from '../goods/support/open-base.ts';
import { openCatalog, TOKEN } from './support/open-catalog.ts';
import { readIcml } from './support/read-icml.ts';

const ITEMS = 'Catalog_Номенклатура';
const ERROR_500 = '{"odata.error":{"code":"-1","message":{"value":"Ошибка"}}}';
const LARGE_SHOP = makeShop(undefined, 'large');

/** Settings of the shop with one site and the groups that are given. */
function oneSite(groups: readonly string[], more: object = {}, shop = SMALL_SHOP) {
  const [site] = settingsOf(shop).sites;
  return settingsOf(shop, { sites: [{ ...site, groups }], ...more });
}

describe('a catalogue', () => {
  it('names the shop and the company, the moment, and its address, whose token is made once', async () => {
    await using catalog = await openCatalog();
    const report = await catalog.publish();
    expect(report.url).toBe(`https://files.example.ru/${TOKEN}/shop1_catalog_icml.xml`);
    expect([...catalog.files.published.keys()]).toEqual([
      `${TOKEN}/shop1_catalog_icml.xml`,
      `${TOKEN}/shop2_catalog_icml.xml`,
    ]);
    expect(Buffer.from(TOKEN, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    const [site] = SMALL_SHOP.sites;
    expect(catalog.published()).toMatchObject({
      date: '2026-01-10 12:00:00',
      name: site?.name,
      company: site?.organization.name,
    });
    const bytes = [...catalog.files.published.values()].map((file) => Buffer.byteLength(file));
    expect(report.counts.bytes).toBe(bytes.reduce((sum, size) => sum + size, 0));
  });

  it('E-29, E-36: has the categories of the site’s own groups, the chosen ones as roots', async () => {
    await using catalog = await openCatalog();
    const settings = settingsOf(SMALL_SHOP);
    const tops = SMALL_SHOP.folders.filter(({ parent }) => parent === undefined);
    const sites = settings.sites.map((site, index) => ({ ...site, groups: [tops[index]?.key] }));
    await catalog.publish({ settings: settingsOf(SMALL_SHOP, { sites }) });
    for (const [index, site] of settings.sites.entries()) {
      const file = catalog.published(site.code);
      const below = SMALL_SHOP.folders.filter(({ parent }) => parent === tops[index]?.key);
      const [root, ...others] = file.categories;
      expect(root?.['#text']).toBe(tops[index]?.name);
      expect(others.map((category) => category['#text']).toSorted()).toEqual(
        below.map(({ name }) => name).toSorted(),
      );
      expect(root).not.toHaveProperty('@parentId');
      expect(others.every((category) => category['@parentId'] === root?.['@id'])).toBe(true);
      const ids = new Set(file.categories.map((category) => category['@id']));
      expect(file.offers.length).toBeGreaterThan(0);
      expect(file.offers.every(({ categoryId }) => ids.has(categoryId))).toBe(true);
    }
  });

  it('E-30, E-35: by kinds: keys of kinds, and each item in its own', async () => {
    await using catalog = await openCatalog();
    const { offers } = settingsOf(SMALL_SHOP);
    await catalog.publish({
      settings: settingsOf(SMALL_SHOP, { offers: { ...offers, hierarchy: 'kinds' } }),
    });
    const file = catalog.published();
    const kinds = catalog.control.entities('Catalog_ВидыНоменклатуры').map(({ Ref_Key }) => Ref_Key);
    expect(file.categories.map((category) => category['@id']).toSorted()).toEqual(kinds.toSorted());
    for (const offer of file.offers) {
      const item = catalog.control.entity(ITEMS, String(offer['@productId']));
      expect(offer.categoryId).toBe(item?.ВидНоменклатуры_Key);
    }
  });

  it('E-13, E-21: leaves out what is marked for deletion, and takes a single item with its folder', async () => {
    await using catalog = await openCatalog();
    const [alone, marked] = SMALL_SHOP.goods;
    catalog.control.patch(ITEMS, marked?.key ?? '', { DeletionMark: true });
    await catalog.publish({ settings: oneSite([alone?.key ?? '', marked?.key ?? '']) });
    const file = catalog.published();
    expect(new Set(file.offers.map((offer) => offer['@productId']))).toEqual(new Set([alone?.key]));
    expect(file.categories).toHaveLength(1);
    expect(file.offers[0]?.categoryId).toBe(file.categories[0]?.['@id']);
  });

  it('D-47: a marked folder is no category, what is left in it stands in the one above', async () => {
    await using catalog = await openCatalog();
    const [good] = SMALL_SHOP.goods;
    const folder = SMALL_SHOP.folders.find(({ key }) => key === good?.folder);
    catalog.control.patch(ITEMS, folder?.key ?? '', { DeletionMark: true });
    await catalog.publish();
    const file = catalog.published();
    const above = catalog.control.entity(ITEMS, folder?.parent ?? '')?.Code;
    expect(file.categories.map((category) => category['#text'])).not.toContain(folder?.name);
    expect(file.offers.find((offer) => offer['@productId'] === good?.key)?.categoryId).toBe(above);
  });

  it('C-15: names that no writer expects, each offer once', async () => {
    await using catalog = await openCatalog();
    const [good] = SMALL_SHOP.goods;
    const name = 'A & B <b> \u000B\u0000 ]]> "9" \ud83d \uffff';
    catalog.control.patch(ITEMS, good?.key ?? '', { Description: name, Описание: `${name}\r\n\tдва` });
    await catalog.publish();
    const file = catalog.published();
    const [offer] = file.offers.filter((one) => one['@productId'] === good?.key);
    expect(offer?.productName).toBe(good?.name);
    expect(String(offer?.name)).toMatch(/^A & B <b> {2}]]> 9 \ufffd/);
    expect(offer?.description).toBe('A & B <b>  ]]> "9" \ufffd \r\n\tдва');
    expect(new Set(file.offers.map((one) => one['@id'])).size).toBe(file.offers.length);
  });
});

describe('D-22: a catalogue that shrinks', () => {
  async function shrunk(catalog: Awaited<ReturnType<typeof openCatalog>>) {
    await catalog.publish({ settings: oneSite([]) });
    const before = catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`);
    for (const { key } of SMALL_SHOP.goods.slice(0, 20)) {
      catalog.control.patch(ITEMS, key, { DeletionMark: true });
    }
    return before;
  }
  const file = (catalog: Awaited<ReturnType<typeof openCatalog>>) =>
    catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`);

  it('by more than the settings allow is not published, and that is said', async () => {
    await using catalog = await openCatalog();
    const before = await shrunk(catalog);
    const report = await catalog.publish({ settings: oneSite([]) });
    expect(report.errors).toMatchObject([
      { id: 'shop1', reason: 'catalogShrunk', message: expect.stringContaining('catalog publish --force') },
    ]);
    expect(report.counts.bytes).toBe(0);
    expect(file(catalog)).toBe(before);
  });

  it('is published when a person wants it, and then compared with itself', async () => {
    await using catalog = await openCatalog();
    const before = await shrunk(catalog);
    expect(await catalog.publish({ settings: oneSite([]), isForced: true })).toMatchObject({ errors: [] });
    expect(file(catalog)).not.toBe(before);
    expect(await catalog.publish({ settings: oneSite([]) })).toMatchObject({ errors: [] });
  });

  it('is not compared with a file of other groups', async () => {
    await using catalog = await openCatalog();
    const before = await shrunk(catalog);
    const [top] = SMALL_SHOP.folders;
    expect(await catalog.publish({ settings: oneSite([top?.key ?? '']) })).toMatchObject({ errors: [] });
    expect(file(catalog)).not.toBe(before);
  });
});

describe('a run', () => {
  it('E-37: that fails half-way leaves the old files, and goes on with what is stored', async () => {
    await using catalog = await openCatalog({ shop: LARGE_SHOP });
    const settings = oneSite([], {}, LARGE_SHOP);
    await catalog.publish({ settings });
    const before = catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`);
    catalog.control.patch(ITEMS, LARGE_SHOP.goods[0]?.key ?? '', { Description: 'Новое имя' });
    catalog.control.faults.add({
      match: { path: 'Catalog_Номенклатура' },
      skip: 4,
      times: 100,
      action: {
        kind: 'status',
        status: 500,
        body: ERROR_500,
      },
    });
    await expect(catalog.publish({ settings })).rejects.toMatchObject({ code: 'onecUnavailable' });
    expect(catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`)).toBe(before);

    catalog.control.faults.clear();
    await catalog.publish({ settings });
    expect(catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`)).toContain('Новое имя');
  });

  it('E-37: that fails half-way need not read again what is stored', async () => {
    await using catalog = await openCatalog({ shop: LARGE_SHOP });
    const settings = oneSite([], {}, LARGE_SHOP);
    const reads = () =>
      catalog.control.requests.list().filter(({ path }) => path.includes('Catalog_Номенклатура')).length;
    await catalog.publish({ settings });
    const whole = reads();
    expect(await catalog.publish({ settings, deadline: NOON })).toMatchObject({ unfinished: true });
    catalog.control.faults.add({
      match: { path: 'Catalog_Номенклатура' },
      times: 100,
      action: { kind: 'status', status: 500, body: ERROR_500 },
    });
    await expect(catalog.publish({ settings })).rejects.toMatchObject({ code: 'onecUnavailable' });
    catalog.control.faults.clear();
    const before = reads();
    await catalog.publish({ settings });
    expect(reads() - before).toBeLessThan(whole);
  });

  it('that reaches its deadline says so, and the next ones complete the same file', async () => {
    await using catalog = await openCatalog({ shop: LARGE_SHOP });
    const settings = oneSite([], {}, LARGE_SHOP);
    await catalog.publish({ settings });
    const whole = readIcml(catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`) ?? '');

    const runs: unknown[] = [];
    let report = await catalog.publish({ settings, deadline: NOON });
    while (report.unfinished === true && runs.length < 10) {
      runs.push(report);
      report = await catalog.publish({ settings, deadline: NOON });
    }
    expect(runs.length).toBeGreaterThan(1);
    expect(catalog.published().offers).toEqual(whole.offers);
    expect(report.counts.offers).toBe(whole.offers.length);
  });

  it('begins anew under other settings, and when what is stored has grown old', async () => {
    await using catalog = await openCatalog({ shop: LARGE_SHOP });
    const settings = oneSite([], {}, LARGE_SHOP);
    expect(await catalog.publish({ settings, deadline: NOON })).toMatchObject({ unfinished: true });
    const other = oneSite([], { catalog: { purchasePrice: false } }, LARGE_SHOP);
    await catalog.publish({ settings: other });
    expect(catalog.published().offers.some((offer) => 'purchasePrice' in offer)).toBe(false);

    await catalog.publish({ settings, deadline: NOON });
    catalog.control.patch(ITEMS, LARGE_SHOP.goods[0]?.key ?? '', { Description: 'Новое имя' });
    catalog.pass(3 * 60 * 60_000);
    await catalog.publish({ settings });
    expect(catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`)).toContain('Новое имя');
  });

  it('tells after each slice how far it is, and how long the last file of the same groups was', async () => {
    await using catalog = await openCatalog();
    const told: unknown[] = [];
    const onSlice = ({ counters }: { readonly counters: { readonly offers: number } }, expected?: number) =>
      told.push([counters.offers, expected]);
    const { counts } = await catalog.publish({ settings: oneSite([]), onSlice });
    await catalog.publish({ settings: oneSite([]), onSlice });
    await catalog.publish({ settings: oneSite([SMALL_SHOP.folders[0]?.key ?? '']), onSlice });
    expect(told).toEqual([
      [counts.offers, undefined],
      [counts.offers, counts.offers],
      [expect.any(Number), undefined],
    ]);
  });

  it('asked only to look leaves everything as it is', async () => {
    await using catalog = await openCatalog();
    const report = await catalog.publish({ isDryRun: true });
    expect(report.counts.offers).toBeGreaterThan(0);
    expect(catalog.files.published.size).toBe(0);
    expect(report.url).toBeUndefined();
  });

  it('D-23: of a base that publishes no more than it must is published, and tells what it could not know', async () => {
    const kept = [
      'AccumulationRegister_ЗапасыИПотребности',
      'InformationRegister_РаспределениеЗапасов',
      'Catalog_Организации',
      'Catalog_УпаковкиЕдиницыИзмерения',
      'Catalog_Производители',
      'InformationRegister_ШтрихкодыНоменклатуры',
    ];
    const objects = new Map([...release11520.objects].filter(([set]) => !kept.includes(set)));
    await using catalog = await openCatalog({ release: { ...release11520, objects } });
    const report = await catalog.publish();
    expect(report.skipped).toEqual([
      { id: 'AccumulationRegister_ТоварыНаСкладах', reason: 'reservesUnknown' },
    ]);
    expect(report.counts).toMatchObject({ skipped: 1, errors: 0 });
    const { company, name, offers } = catalog.published();
    expect(company).toBe(name);
    expect(offers.some(({ '@quantity': units }) => Number(units) > 0)).toBe(true);
  });

  it.each([
    ['fails', false],
    ['succeeds and whose answer is lost', true],
  ])('E-37: whose upload %s is repeated by the next one, each offer once', async (_, isDone) => {
    await using catalog = await openCatalog();
    const settings = oneSite([]);
    await catalog.publish({ settings });
    const whole = catalog.published().offers;
    const upload = async (...args: Parameters<typeof catalog.files.publish>): Promise<number> => {
      if (isDone) {
        await catalog.files.publish(...args);
      }
      throw new FilesUnreachable('publish', args[0], new Error('no answer'));
    };
    for (let failures = 0; failures < 2; failures += 1) {
      const run = catalog.publish({ settings }, { files: { publish: upload } });
      await expect(run).rejects.toBeInstanceOf(FilesUnreachable);
      expect(catalog.published().offers).toEqual(whole);
    }
    expect(await catalog.publish({ settings })).toMatchObject({
      errors: [],
      counts: { offers: whole.length },
    });
    expect(catalog.published().offers).toEqual(whole);
  });

  it('one site that cannot be published hides no other', async () => {
    await using catalog = await openCatalog();
    const report = await catalog.publish(
      {},
      {
        files: {
          publish: (key, type, body) =>
            key.includes('shop1')
              ? Promise.reject(new Error('out of order'))
              : catalog.files.publish(key, type, body),
        },
      },
    );
    expect(report.errors).toMatchObject([{ id: 'shop1', reason: 'unexpected' }]);
    expect([...catalog.files.published.keys()]).toEqual([`${TOKEN}/shop2_catalog_icml.xml`]);
  });
});
