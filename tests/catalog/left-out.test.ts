import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from '../../lib/goods/left-out.ts';
import { SMALL_SHOP, settingsOf } from '../goods/support/open-base.ts';
import { openCatalog } from './support/open-catalog.ts';

const ITEMS = 'Catalog_Номенклатура';
const PRICES = 'InformationRegister_ЦеныНоменклатуры25';

/** Settings of the shop with one site and the groups that are given. */
function oneSite(groups: readonly string[], more: object = {}, shop = SMALL_SHOP) {
  const [site] = settingsOf(shop).sites;
  return settingsOf(shop, { sites: [{ ...site, groups }], ...more });
}

describe('what is left out', () => {
  it('E-33, D-45: is named with what to do, and the run is not called complete', async () => {
    await using catalog = await openCatalog();
    const [blank, one, two] = SMALL_SHOP.goods;
    catalog.control.patch(ITEMS, blank?.key ?? '', { Артикул: ' ' });
    catalog.control.patch(ITEMS, one?.key ?? '', { Артикул: 'ОДИН' });
    catalog.control.patch(ITEMS, two?.key ?? '', { Артикул: 'ОДИН ' });
    const { offers } = settingsOf(SMALL_SHOP);
    const report = await catalog.publish({
      settings: oneSite([], { offers: { ...offers, characteristics: false, onecField: 'article' } }),
    });
    expect(report.errors.map(({ id, reason }) => [id, reason])).toEqual(
      expect.arrayContaining([
        [blank?.key, 'identifierBlank'],
        [one?.key, 'identifierAmbiguous'],
        [two?.key, 'identifierAmbiguous'],
      ]),
    );
    expect(report.counts).toMatchObject({ leftOut: 3, errors: 3, skipped: 0 });
    expect(report.errors[0]?.message).toContain(LEFT_OUT.identifierBlank.advice);
    const ids = catalog.published().offers.map((offer) => offer['@id']);
    expect(ids).not.toContain('');
    expect(ids).not.toContain('ОДИН');
  });

  it('D-45: an article that a good outside of the groups has too', async () => {
    await using catalog = await openCatalog();
    const [inside] = SMALL_SHOP.goods;
    const outside = SMALL_SHOP.goods.find(({ folder }) => folder !== inside?.folder);
    catalog.control.patch(ITEMS, inside?.key ?? '', { Артикул: 'ОДИН' });
    catalog.control.patch(ITEMS, outside?.key ?? '', { Артикул: 'ОДИН' });
    const { offers } = settingsOf(SMALL_SHOP);
    const report = await catalog.publish({
      settings: oneSite([inside?.folder ?? ''], {
        offers: { ...offers, characteristics: false, onecField: 'article' },
      }),
    });
    expect(report.errors).toMatchObject([{ id: inside?.key, reason: 'identifierAmbiguous' }]);
  });

  it('D-45: an item by characteristic of which none is alive', async () => {
    await using catalog = await openCatalog();
    const varied = SMALL_SHOP.goods.find(({ characteristics }) => characteristics.length > 0);
    for (const { key } of varied?.characteristics ?? []) {
      catalog.control.patch('Catalog_ХарактеристикиНоменклатуры', key, { DeletionMark: true });
    }
    const report = await catalog.publish({ settings: oneSite([]) });
    expect(report).toMatchObject({
      counts: { leftOut: 1, errors: 0, skipped: 1 },
      skipped: [{ id: varied?.key, reason: 'noCharacteristics' }],
    });
  });

  it('C-17: a price in a currency without a rate of today; with one it is converted', async () => {
    await using catalog = await openCatalog();
    const bare = SMALL_SHOP.goods.find(({ characteristics }) => characteristics.length === 0);
    const dollar = '00000000-0000-4000-8000-000000000840';
    catalog.control.record(PRICES, {
      Period: '2026-01-09T00:00:00',
      ВидЦены_Key: catalog.shop.priceKinds[0]?.key ?? '',
      Номенклатура_Key: bare?.key ?? '',
      Валюта_Key: dollar,
      Цена: 10,
    });
    const report = await catalog.publish({ settings: oneSite([]) });
    expect(report.errors).toMatchObject([{ id: bare?.key, reason: 'currencyRateMissing' }]);

    for (const [day, rate] of [
      ['2026-01-10', 92.5],
      ['2026-01-11', 50],
    ] as const) {
      catalog.control.record('InformationRegister_ОтносительныеКурсыВалют', {
        Period: `${day}T00:00:00`,
        Валюта_Key: dollar,
        БазоваяВалюта_Key: catalog.shop.currency.key,
        КурсЧислитель: rate,
        КурсЗнаменатель: 1,
      });
    }
    await catalog.publish({ settings: oneSite([]) });
    expect(catalog.published().offers.find((offer) => offer['@id'] === bare?.key)).toMatchObject({
      price: '925',
    });
  });
});
