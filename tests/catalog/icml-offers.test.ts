import { describe, expect, it } from 'vitest';
import type { Good } from '../../infra/sandbox/shop/shop.ts';
import { RELEASES, release11527 } from '../../lib/onec/ut/releases.ts';
import { EMPTY_KEY, typeOfSet } from '../../lib/onec/values.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { SMALL_SHOP, settingsOf } from '../goods/support/open-base.ts';
import { testKey } from '../settings/valid-settings.ts';
import { openCatalog } from './support/open-catalog.ts';
import { offerOf, type Parsed } from './support/read-icml.ts';

const ITEMS = 'Catalog_Номенклатура';
const CHARACTERISTICS = 'Catalog_ХарактеристикиНоменклатуры';
const KINDS = 'Catalog_ВидыНоменклатуры';

function goodWhere(holds: (good: Good, index: number) => boolean): Good {
  const good = SMALL_SHOP.goods.find(holds);
  if (good === undefined) {
    throw new RangeError('the shop has no such good');
  }
  return good;
}

const BARE = goodWhere(({ characteristics }) => characteristics.length === 0);
const VARIED = goodWhere(({ characteristics }) => characteristics.length > 1);
const byCode: Partial<Settings['offers']> = { characteristics: false, onecField: 'code' };

/** Settings with other rules for offers. */
const withOffers = (offers: Partial<Settings['offers']>, more: object = {}) => {
  const settings = settingsOf(SMALL_SHOP);
  return settingsOf(SMALL_SHOP, { offers: { ...settings.offers, ...offers }, ...more });
};

describe('an offer of the catalogue', () => {
  it('E-28: by code, quotes taken out of the name, the folder’s code, the unit of the classifier', async () => {
    await using catalog = await openCatalog();
    catalog.control.patch(ITEMS, BARE.key, {
      Code: '00-1',
      Description: 'Болт "М8"',
      НаименованиеПолное: '',
    });
    catalog.control.patch(ITEMS, BARE.folder, { Code: '00-F' });
    await catalog.publish({ settings: withOffers(byCode) });
    expect(offerOf(catalog.published(), '00-1')).toMatchObject({
      '@productId': '00-1',
      xmlId: '00-1',
      name: 'Болт М8',
      productName: 'Болт М8',
      categoryId: '00-F',
      unit: { '@code': '796', '@name': 'Штука', '@sym': 'шт' },
    });
  });

  it('E-31: a service is one', async () => {
    await using catalog = await openCatalog();
    await catalog.publish();
    const [service] = SMALL_SHOP.services;
    expect(offerOf(catalog.published(), service?.key ?? '')).toMatchObject({
      '@type': 'service',
      '@quantity': '0',
    });
    expect(offerOf(catalog.published(), BARE.key)).toMatchObject({ '@type': 'product' });
  });

  it('E-32: a characteristic stands in id and name, and its attributes are params', async () => {
    await using catalog = await openCatalog();
    const [variant] = VARIED.characteristics;
    const key = variant?.key ?? '';
    catalog.control.patch(ITEMS, VARIED.key, { Description: 'Кроссовки' });
    catalog.control.patch(CHARACTERISTICS, key, { НаименованиеПолное: 'красный, 42' });
    await catalog.publish();
    const offer = offerOf(catalog.published(), `${VARIED.key}#${key}`);
    expect(offer).toMatchObject({ '@productId': VARIED.key, name: 'Кроссовки, красный, 42' });
    expect(paramsOf(offer)).toMatchObject({ color: { '@name': 'Цвет', '#text': variant?.name } });
  });

  it('E-34: goods that carry a mark, by the item or by its kind', async () => {
    await using catalog = await openCatalog();
    const [first, second] = SMALL_SHOP.goods.filter(({ characteristics }) => characteristics.length === 0);
    const kind = testKey(5001);
    catalog.control.put(KINDS, kind, { Description: 'Обувь', ОсобенностьУчета: 'ОбувнаяПродукция' });
    catalog.control.patch(ITEMS, first?.key ?? '', { ОсобенностьУчета: '', ВидНоменклатуры_Key: kind });
    catalog.control.patch(ITEMS, second?.key ?? '', { ОсобенностьУчета: 'УпакованнаяВода' });
    await catalog.publish();
    const file = catalog.published();
    expect(offerOf(file, first?.key ?? '')).toMatchObject({ markable: 'Y' });
    expect(offerOf(file, second?.key ?? '')).toMatchObject({ markable: 'Y' });
    expect(file.offers.filter(({ markable }) => markable === 'Y')).toHaveLength(2);
  });

  it('E-34: in 11.5.27, which describes them in a register: by the item or by its kind, as ГИС МТ knows them', async () => {
    const DESCRIBED = 'InformationRegister_ОписаниеНоменклатурыИС';
    const PRODUCTS = 'Catalog_КлючиВидовПродукцииИС';
    await using catalog = await openCatalog({ release: release11527 });
    const [item, ofKind, retired, alcohol] = SMALL_SHOP.goods.filter(
      ({ characteristics }) => characteristics.length === 0,
    );
    const [kind, marked, unmarked] = [testKey(5001), testKey(5003), testKey(5004)];
    catalog.control.put(KINDS, kind, { Description: 'Обувь' });
    catalog.control.put(PRODUCTS, marked, { Description: 'Обувь', ВидПродукцииГИСМТ_Key: testKey(5005) });
    catalog.control.put(PRODUCTS, unmarked, { Description: 'Вино', ВидПродукцииГИСМТ_Key: EMPTY_KEY });
    catalog.control.patch(ITEMS, ofKind?.key ?? '', { ВидНоменклатуры_Key: kind });
    catalog.control.patch(ITEMS, retired?.key ?? '', { ОсобенностьУчета: 'УдалитьУпакованнаяВода' });
    for (const [set, key, product] of [
      [ITEMS, item?.key, marked],
      [KINDS, kind, marked],
      [ITEMS, alcohol?.key, unmarked],
    ] as const) {
      catalog.control.put(DESCRIBED, `${key}`, {
        Номенклатура: `${key}`,
        Номенклатура_Type: typeOfSet(set),
        КлючВидовПродукции_Key: product,
      });
    }
    await catalog.publish();
    const found = catalog.published().offers.filter(({ markable }) => markable === 'Y');
    expect(found.map((offer) => offer['@id']).toSorted()).toEqual([item?.key, ofKind?.key].toSorted());
  });

  it('D-22: is sold, whatever else is said of it', async () => {
    await using catalog = await openCatalog();
    await catalog.publish();
    const activities = catalog.published().offers.map((one) => [one.productActivity, one.activity].join());
    expect(new Set(activities)).toEqual(new Set(['Y,Y']));
  });

  it('E-38: all codes of the base unit, none of a box', async () => {
    await using catalog = await openCatalog();
    for (const [code, unit] of [
      ['4600000000017', EMPTY_KEY],
      ['4600000000031', String(catalog.control.entity(ITEMS, BARE.key)?.ЕдиницаИзмерения_Key)],
      ['4600000000024', testKey(5002)],
    ] as const) {
      catalog.control.put('InformationRegister_ШтрихкодыНоменклатуры', code, {
        Штрихкод: code,
        Номенклатура_Key: BARE.key,
        Упаковка_Key: unit,
      });
    }
    await catalog.publish();
    const barcodes = offerOf(catalog.published(), BARE.key)?.barcode as readonly string[];
    expect(barcodes).toEqual(expect.arrayContaining(['4600000000017', '4600000000031']));
    expect(barcodes).not.toContain('4600000000024');
  });

  it('E-39: weight in kilograms, dimensions of a package of one in centimetres, the rate of VAT', async () => {
    await using catalog = await openCatalog();
    const unit = (name: string) =>
      catalog.control
        .entities('Catalog_УпаковкиЕдиницыИзмерения')
        .find(({ Description }) => Description === name)?.Ref_Key;
    const rate = catalog.shop.vatRates.find(({ enumName }) => enumName === 'НДС20');
    const packed = new Set(
      catalog.control.entities('Catalog_УпаковкиЕдиницыИзмерения').map(({ Owner }) => Owner),
    );
    const { key } = goodWhere((good) => good.characteristics.length === 0 && !packed.has(good.key));
    catalog.control.patch(ITEMS, key, {
      ВесИспользовать: true,
      ВесЧислитель: 3000,
      ВесЗнаменатель: 2,
      ВесЕдиницаИзмерения_Key: unit('г'),
      СтавкаНДС_Key: rate?.key,
    });
    catalog.control.put('Catalog_УпаковкиЕдиницыИзмерения', testKey(5003), {
      Description: 'уп',
      Owner: key,
      Owner_Type: typeOfSet(ITEMS),
      ТипИзмеряемойВеличины: 'Упаковка',
      Числитель: 1,
      Знаменатель: 1,
      Глубина: 0.3,
      ГлубинаЕдиницаИзмерения_Key: unit('м'),
      Ширина: 12.5,
      ШиринаЕдиницаИзмерения_Key: unit('см'),
      Высота: 8,
      ВысотаЕдиницаИзмерения_Key: unit('см'),
    });
    await catalog.publish();
    expect(offerOf(catalog.published(), key)).toMatchObject({
      weight: '1.5',
      dimensions: '30/12.5/8',
      vatRate: '20',
    });
  });

  it('E-40: the address of a picture: the main one first, back-slashes as slashes, encoded', async () => {
    await using catalog = await openCatalog();
    await catalog.publish({
      settings: settingsOf(SMALL_SHOP, { catalog: { imageBaseUrl: 'https://img.example.ru' } }),
    });
    const [first] = SMALL_SHOP.goods;
    const [variant] = first?.characteristics ?? [];
    const article = encodeURIComponent(first?.article ?? '');
    const id = variant === undefined ? (first?.key ?? '') : `${first?.key}#${variant.key}`;
    expect(offerOf(catalog.published(), id)?.picture).toEqual([
      `https://img.example.ru/${article}/front.JPG`,
      `https://img.example.ru/${article}/${encodeURIComponent('сзади 1.jpg')}`,
    ]);
  });

  it('D-47: without a price 0, a price that is dated tomorrow does not count, the brand where there is no maker', async () => {
    await using catalog = await openCatalog();
    const [unpriced, priced] = [testKey(5004), BARE];
    const known = catalog.control.entity(ITEMS, BARE.key) ?? {};
    catalog.control.put(ITEMS, unpriced, {
      Code: '99-00000001',
      Description: 'Новинка',
      ЕдиницаИзмерения_Key: known.ЕдиницаИзмерения_Key,
      ТипНоменклатуры: 'Товар',
      Производитель_Key: EMPTY_KEY,
      Марка_Key: known.Марка_Key,
    });
    catalog.control.record('InformationRegister_ЦеныНоменклатуры25', {
      Period: '2026-01-11T00:00:00',
      ВидЦены_Key: catalog.shop.priceKinds[0]?.key ?? '',
      Номенклатура_Key: priced.key,
      Валюта_Key: catalog.shop.currency.key,
      Цена: 1,
    });
    await catalog.publish();
    const file = catalog.published();
    const offer = offerOf(file, unpriced);
    expect(offer).toMatchObject({ price: '0', vendor: 'Образец' });
    expect(offer).not.toHaveProperty('purchasePrice');
    expect(offerOf(file, priced.key)).toMatchObject({ price: String(priced.price) });
  });

  it('D-23: the quantity is what is free in the site’s own warehouses', async () => {
    await using catalog = await openCatalog();
    const [main, second, outlet] = catalog.shop.warehouses;
    catalog.control.setStock(BARE.key, main?.key ?? '', 5);
    catalog.control.setStock(BARE.key, second?.key ?? '', -2);
    catalog.control.setStock(BARE.key, outlet?.key ?? '', 70);
    const settings = settingsOf(SMALL_SHOP);
    const sites = settings.sites.map((site) => ({
      ...site,
      warehouses: [
        { crm: 'main', onec: main?.key },
        { crm: 'second', onec: second?.key },
      ],
    }));
    await catalog.publish({ settings: settingsOf(SMALL_SHOP, { sites }) });
    expect(offerOf(catalog.published(), BARE.key)).toMatchObject({ '@quantity': '5' });
  });

  it('the purchase price is left out where the settings say so', async () => {
    await using catalog = await openCatalog();
    await catalog.publish();
    expect(offerOf(catalog.published(), BARE.key)).toHaveProperty('purchasePrice');
    await catalog.publish({ settings: settingsOf(SMALL_SHOP, { catalog: { purchasePrice: false } }) });
    expect(offerOf(catalog.published(), BARE.key)).not.toHaveProperty('purchasePrice');
  });

  it('C-15: «Без НДС» is none, 0 % is 0, and an untaxed site is without VAT', async () => {
    await using catalog = await openCatalog();
    const rateOf = (name: string) => catalog.shop.vatRates.find(({ enumName }) => enumName === name)?.key;
    const [exempt, zero] = SMALL_SHOP.goods.filter(({ characteristics }) => characteristics.length === 0);
    catalog.control.patch(ITEMS, exempt?.key ?? '', { СтавкаНДС_Key: rateOf('БезНДС') });
    catalog.control.patch(ITEMS, zero?.key ?? '', { СтавкаНДС_Key: rateOf('НДС0') });
    await catalog.publish();
    expect(offerOf(catalog.published(), exempt?.key ?? '')).toMatchObject({ vatRate: 'none' });
    expect(offerOf(catalog.published(), zero?.key ?? '')).toMatchObject({ vatRate: '0' });

    const sites = settingsOf(SMALL_SHOP).sites.map((site) => ({
      ...site,
      taxation: [
        { from: '2025-01-01', value: 'ПродажаОблагаетсяНДС' },
        { from: '2026-01-01', value: 'ПродажаНеОблагаетсяНДС' },
      ],
    }));
    await catalog.publish({ settings: settingsOf(SMALL_SHOP, { sites }) });
    expect(new Set(catalog.published().offers.map(({ vatRate }) => vatRate))).toEqual(new Set(['none']));
  });
});

describe.each(RELEASES)('the catalogue of a base of UT $name', (release) => {
  it('has every offer of the shop once, with its price, unit and category', async () => {
    await using catalog = await openCatalog({ release });
    const report = await catalog.publish();
    const file = catalog.published();
    const due = [...SMALL_SHOP.goods, ...SMALL_SHOP.services].flatMap(({ key, characteristics }) =>
      characteristics.length === 0 ? [key] : characteristics.map((variant) => `${key}#${variant.key}`),
    );
    expect(file.offers.map((offer) => offer['@id']).toSorted()).toEqual(due.toSorted());
    const categories = new Set(file.categories.map((category) => category['@id']));
    for (const offer of file.offers) {
      expect(categories).toContain(offer.categoryId);
      expect(Number(offer.price)).toBeGreaterThan(0);
      expect(offer.unit).toMatchObject({ '@code': expect.stringMatching(/^\d{3}$/) });
    }
    expect(report).toMatchObject({
      counts: { offers: 2 * due.length, categories: 2 * SMALL_SHOP.folders.length, leftOut: 0, errors: 0 },
      errors: [],
    });
  });
});

/** Params by code. */
function paramsOf(offer: Parsed | undefined): Readonly<Record<string, Parsed>> {
  const params = (offer?.param ?? []) as readonly Parsed[];
  return Object.fromEntries(params.map((param) => [String(param['@code']), param]));
}
