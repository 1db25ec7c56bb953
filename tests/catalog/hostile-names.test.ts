import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SMALL_SHOP, settingsOf } from '../goods/support/open-base.ts';
import { testKey } from '../settings/valid-settings.ts';
import { hostileText, readable } from './support/hostile-text.ts';
import { readByLibxml } from './support/libxml.ts';
import { openCatalog, TOKEN } from './support/open-catalog.ts';
import { readIcml } from './support/read-icml.ts';

const ITEMS = 'Catalog_Номенклатура';
const COUNT = 10_000;

const hostileItem = fc.record({
  Description: hostileText,
  НаименованиеПолное: hostileText,
  Артикул: hostileText,
  Описание: hostileText,
});

/** Case E-28. */
const unquoted = (text: string): string => text.replaceAll('"', '');

it('C-15: ten thousand items with hostile names, published, are read back by another parser as 1C has them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileItem, { minLength: COUNT, maxLength: COUNT }), async (items) => {
      await using catalog = await openCatalog();
      const [good] = SMALL_SHOP.goods;
      const { ЕдиницаИзмерения_Key, Parent_Key } = catalog.control.entity(ITEMS, good?.key ?? '') ?? {};
      const folder = `Кружки & <"блюдца"> ]]>\u000B`;
      catalog.control.patch(ITEMS, String(Parent_Key), {
        Code: '00-&',
        Description: folder,
      });
      for (const [index, item] of items.entries()) {
        const Code = `77-${String(index).padStart(8, '0')}`;
        const known = { Code, ЕдиницаИзмерения_Key, Parent_Key, ТипНоменклатуры: 'Товар' };
        catalog.control.put(ITEMS, testKey(100_000 + index), { ...item, ...known });
      }
      const settings = settingsOf(SMALL_SHOP);
      await catalog.publish({
        settings: settingsOf(SMALL_SHOP, { sites: [{ ...settings.sites[0], groups: [] }] }),
      });

      const xml = catalog.files.published.get(`${TOKEN}/shop1_catalog_icml.xml`) ?? '';
      const file = readByLibxml(xml) ?? readIcml(xml);
      expect(file.categories).toContainEqual(
        expect.objectContaining({ '@id': '00-&', '#text': readable(folder) }),
      );
      const found = new Map(file.offers.map((offer) => [offer['@id'], offer]));
      expect(found.size).toBe(file.offers.length);
      for (const [index, item] of items.entries()) {
        const key = testKey(100_000 + index);
        expect(found.get(key)).toMatchObject({
          '@productId': key,
          xmlId: key,
          categoryId: '00-&',
          name: readable(unquoted(item.Description)),
          productName: readable(unquoted(item.НаименованиеПолное)),
          description: readable(item.Описание),
          param: [{ '@code': 'article', '@name': 'Артикул', '#text': readable(item.Артикул) }],
        });
      }
    }),
    // So many items do not shrink within a test's time; the seed brings them back.
    { numRuns: 1, endOnFailure: true },
  );
});
