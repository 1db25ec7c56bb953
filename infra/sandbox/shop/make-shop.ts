import { deterministicId } from '../../../lib/platform/ids.ts';
import { KNOWN_PEOPLE } from './data/people.ts';
import { makeGoods } from './make-goods.ts';
import { type MakeKey, makeOrganizations, namedRecords } from './make-organizations.ts';
import { makePeople } from './make-people.ts';
import { createPrng } from './prng.ts';
import type { Bank, ContactKind, Country, PriceKind, Shop, VatRateRecord } from './shop.ts';

/** The seed of the shop that `npm start` shows. */
const DEFAULT_SEED = 'образец';

/**
 * Makes the shop: same seed, same shop, to the last key and balance. Nothing in it comes from the time of day, from the
 * machine or from a real company or person.
 *
 * @param seed other seeds give other keys and balances of the same assortment.
 * @param size `large` has more than 2,000 goods instead of some 500.
 */
export function makeShop(seed: string = DEFAULT_SEED, size: 'usual' | 'large' = 'usual'): Shop {
  const makeKey: MakeKey = (kind, ...parts) => deterministicId('sandbox', seed, kind, ...parts);
  const vatRates = makeVatRates(makeKey);
  const organizations = makeOrganizations(makeKey);
  const goods = makeGoods({
    makeKey,
    prng: createPrng(`${seed}/goods`),
    vatRates,
    warehouses: organizations.warehouses,
    isLarge: size === 'large',
  });
  return {
    currency: { key: makeKey('currency', 'RUB'), name: 'руб.' },
    ...organizations,
    ...goods,
    vatRates,
    priceKinds: makePriceKinds(makeKey),
    priorities: namedRecords(makeKey, 'priority', ['Высший', 'Средний', 'Низший']),
    accessGroups: namedRecords(makeKey, 'accessGroup', ['Покупатели сайта', 'Оптовые покупатели']),
    cancelReasons: namedRecords(makeKey, 'cancelReason', [
      'Отказ клиента',
      'Нет в наличии',
      'Отменен в RetailCRM',
    ]),
    contactKinds: makeContactKinds(makeKey),
    banks: makeBanks(makeKey),
    countries: makeCountries(makeKey),
    knownPeople: makePeople(KNOWN_PEOPLE, makeKey, 1),
  };
}

type RateRow = readonly [enumName: string, name: string, percent: number, calculated: boolean];

/** Names of the enumeration СтавкиНДС (onec-odata, enum СтавкиНДС); 22 % exists since UT 11.5.27. */
const RATE_ROWS: readonly RateRow[] = [
  ['БезНДС', 'Без НДС', 0, false],
  ['НДС0', '0%', 0, false],
  ['НДС5', '5%', 5, false],
  ['НДС7', '7%', 7, false],
  ['НДС10', '10%', 10, false],
  ['НДС20', '20%', 20, false],
  ['НДС22', '22%', 22, false],
  ['НДС10_110', '10/110', 10, true],
  ['НДС20_120', '20/120', 20, true],
];

function makeVatRates(makeKey: MakeKey): VatRateRecord[] {
  return RATE_ROWS.map(([enumName, name, percent, calculated]) => ({
    key: makeKey('vatRate', enumName),
    name,
    enumName,
    percent,
    calculated,
  }));
}

function makePriceKinds(makeKey: MakeKey): PriceKind[] {
  return [
    { key: makeKey('priceKind', 'base'), name: 'Розничная', crmCode: 'base', percent: 100 },
    { key: makeKey('priceKind', 'wholesale'), name: 'Оптовая', crmCode: 'wholesale', percent: 85 },
    { key: makeKey('priceKind', 'purchase'), name: 'Закупочная', crmCode: 'purchase', percent: 60 },
  ];
}

/** Invented banks. */
function makeBanks(makeKey: MakeKey): Bank[] {
  return [
    ['044525000', 'Банк «Образец»', '30101810000000000000'],
    ['044525001', 'Банк «Пример»', '30101810000000000001'],
  ].map(([bik = '', name = '', corrAccount = '']) => ({ key: makeKey('bank', bik), bik, name, corrAccount }));
}

function makeCountries(makeKey: MakeKey): Country[] {
  return [
    ['643', 'РОССИЯ', 'RU'],
    ['112', 'БЕЛАРУСЬ', 'BY'],
    ['398', 'КАЗАХСТАН', 'KZ'],
  ].map(([code = '', name = '', iso = '']) => ({ key: makeKey('country', iso), code, name, iso }));
}

type KindRow = readonly [predefinedName: string, name: string, type: ContactKind['type']];

const KIND_ROWS: readonly KindRow[] = [
  ['ТелефонКонтрагента', 'Телефон', 'Телефон'],
  ['EmailКонтрагента', 'Электронная почта', 'АдресЭлектроннойПочты'],
  ['ПочтовыйАдресКонтрагента', 'Почтовый адрес', 'Адрес'],
  ['ЮрАдресКонтрагента', 'Юридический адрес', 'Адрес'],
  ['ФактАдресКонтрагента', 'Фактический адрес', 'Адрес'],
  ['ТелефонПартнера', 'Телефон', 'Телефон'],
  ['EmailПартнера', 'Электронная почта', 'АдресЭлектроннойПочты'],
  ['АдресПартнера', 'Адрес', 'Адрес'],
  ['МобильныйТелефонКонтактногоЛица', 'Мобильный телефон', 'Телефон'],
  ['ТелефонКонтактногоЛица', 'Телефон', 'Телефон'],
  ['EmailКонтактногоЛица', 'Электронная почта', 'АдресЭлектроннойПочты'],
];

function makeContactKinds(makeKey: MakeKey): ContactKind[] {
  return KIND_ROWS.map(([predefinedName, name, type]) => ({
    key: makeKey('contactKind', predefinedName),
    name,
    predefinedName,
    type,
  }));
}
