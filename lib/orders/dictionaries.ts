import { parseScaled } from '../money/decimal.ts';
import type { VatRate } from '../money/vat.ts';
import type { OnecClient } from '../onec/client.ts';
import { OnecSetNotPublished } from '../onec/errors.ts';
import { and, eq, flag, guid, or, text } from '../onec/filter.ts';
import type { UtClient } from '../onec/ut/any-release.ts';
import { валюты, пользователи } from '../onec/ut/objects/company.ts';
import { видыКонтактнойИнформации, страныМира } from '../onec/ut/objects/customers.ts';
import { точкиДоставки } from '../onec/ut/objects/delivery-points.ts';
import { ставкиНДС } from '../onec/ut/objects/goods.ts';
import { классификаторБанков } from '../onec/ut/objects/money-places.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../onec/values.ts';
import type { Clock } from '../platform/clock.ts';
import type { BankFact, ContactKindName, ContactKinds, VatRateFact } from './dictionary-facts.ts';
import { type FormerProperty, readFormerProperties } from './former-ids.ts';
import { createLiveCharacteristics, type LiveCharacteristics } from './live-characteristics.ts';
import { dayOf } from './onec-dates.ts';
import type { MoneyPlace } from './payment/facts.ts';
import { type PlaceKeys, readMoneyPlaces, readPaymentArticle } from './payment/read-money-places.ts';

/** Small catalogs of 1C that many orders need and that rarely change; kept in memory for a while. */
export interface Dictionaries {
  vatRates(): Promise<readonly VatRateFact[]>;
  contactKinds(): Promise<ContactKinds>;
  /** In what the former extension kept ids of customers; none in most bases. */
  formerProperties(): Promise<readonly FormerProperty[]>;
  /** Key of a country by its two letters of ISO 3166; undefined if the base does not know or publish it. */
  country(iso: string): Promise<string | undefined>;
  /** The bank of the base's classifier with a БИК. */
  bank(bik: string): Promise<BankFact>;
  /** Numeric codes of the currencies (`643`) by key. */
  currencies(): Promise<ReadonlyMap<string, string>>;
  /**
   * Whether the base uses "доставка 2.5": then it keeps delivery points, of its warehouses if of nobody else. The
   * option itself cannot be read.
   */
  usesDeliveryPoints(): Promise<boolean>;
  /** Departments by user key; users without one are missing. */
  departments(users: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Cash desks, bank accounts and terminals by key. */
  moneyPlaces(keys: PlaceKeys): Promise<ReadonlyMap<string, MoneyPlace>>;
  /** The article of cash flow for payments of customers; the empty key if the base has none. */
  paymentArticle(): Promise<string>;
  readonly characteristics: LiveCharacteristics;
}

const CONTACT_KINDS: readonly ContactKindName[] = [
  'ТелефонПартнера',
  'EmailПартнера',
  'АдресПартнера',
  'ТелефонКонтрагента',
  'EmailКонтрагента',
  'ПочтовыйАдресКонтрагента',
  'ЮрАдресКонтрагента',
  'ТелефонКонтактногоЛица',
  'EmailКонтактногоЛица',
];
const EXEMPT = 'БезНДС';
const PERCENT_SCALE = 2;

/**
 * Dictionaries read through `onec`, each anew after `lifetimeMs`. A read that fails is not kept.
 */
export function createDictionaries(onec: UtClient, clock: Clock, lifetimeMs: number): Dictionaries {
  const remember = keeper(clock, lifetimeMs);
  return {
    vatRates: () => remember('vatRates', () => readVatRates(onec)),
    contactKinds: () => remember('contactKinds', () => readContactKinds(onec)),
    formerProperties: () => remember('formerProperties', () => readFormerProperties(onec)),
    country: (iso) => remember(`country ${iso}`, () => readCountry(onec, iso)),
    bank: (bik) => remember(`bank ${bik}`, () => readBank(onec, bik)),
    currencies: () => remember('currencies', () => readCurrencies(onec)),
    usesDeliveryPoints: () => remember('deliveryPoints', () => hasDeliveryPoints(onec)),
    departments: (users) => remember(`departments ${users.join()}`, () => readDepartments(onec, users)),
    moneyPlaces: (keys) =>
      remember(`moneyPlaces ${JSON.stringify(keys)}`, async () =>
        readMoneyPlaces(onec, await onec.release(), keys),
      ),
    paymentArticle: () => remember('paymentArticle', () => readPaymentArticle(onec)),
    characteristics: createLiveCharacteristics(onec, clock, lifetimeMs),
  };
}

function keeper(clock: Clock, lifetimeMs: number) {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  return <Value>(name: string, read: () => Promise<Value>): Promise<Value> => {
    const current = kept.get(name);
    if (current !== undefined && current.until > clock.now()) {
      return current.value as Promise<Value>;
    }
    const value = read();
    kept.set(name, { until: clock.now() + lifetimeMs, value });
    value.catch(() => kept.delete(name));
    return value;
  };
}

async function readVatRates(onec: OnecClient): Promise<readonly VatRateFact[]> {
  const rates = await onec.list(ставкиНДС, {
    select: [
      'Ref_Key',
      'Description',
      'DeletionMark',
      'Ставка',
      'ПеречислениеСтавкаНДС',
      'РасчетнаяСтавка',
      'НачалоПериода',
      'КонецПериода',
      'Основная',
    ],
  });
  return rates.map((rate) => ({
    key: rate.Ref_Key,
    name: rate.Description,
    rate: parseScaled(rate.Ставка, PERCENT_SCALE) as VatRate,
    isExempt: rate.ПеречислениеСтавкаНДС === EXEMPT,
    isChoosable: !rate.РасчетнаяСтавка && !rate.DeletionMark,
    isMain: rate.Основная,
    validFrom: boundOf(rate.НачалоПериода),
    validTo: boundOf(rate.КонецПериода),
  }));
}

/** None of an empty date. */
const boundOf = (date: string): string | undefined =>
  date === '' || date === EMPTY_DATE ? undefined : dayOf(date);

async function readContactKinds(onec: OnecClient): Promise<ContactKinds> {
  const kinds = await onec.list(видыКонтактнойИнформации, {
    filter: or(...CONTACT_KINDS.map((name) => eq('PredefinedDataName', text(name)))),
    select: ['Ref_Key', 'PredefinedDataName'],
  });
  const keys = new Map(kinds.map((kind) => [kind.PredefinedDataName, kind.Ref_Key]));
  return new Map(
    CONTACT_KINDS.flatMap((name) => {
      const key = keys.get(name);
      return key === undefined ? [] : [[name, key]];
    }),
  );
}

async function readCountry(onec: OnecClient, iso: string): Promise<string | undefined> {
  const [country] = await publishedOr([], () =>
    onec.list(страныМира, {
      filter: and(eq('КодАльфа2', text(iso)), eq('DeletionMark', flag(false))),
      select: ['Ref_Key'],
      top: 1,
    }),
  );
  return country?.Ref_Key;
}

async function readBank(onec: OnecClient, bik: string): Promise<BankFact> {
  return publishedOr<BankFact>('notPublished', async () => {
    const banks = await onec.list(классификаторБанков, {
      filter: and(eq('Code', text(bik)), eq('DeletionMark', flag(false)), eq('IsFolder', flag(false))),
      select: ['Ref_Key', 'Description'],
      top: 1,
    });
    const [bank] = banks;
    return bank === undefined ? 'unknown' : { key: bank.Ref_Key, name: bank.Description };
  });
}

/** What a base may leave out of its OData composition. @param otherwise what stands for the answer then. */
async function publishedOr<Answer>(otherwise: Answer, read: () => Promise<Answer>): Promise<Answer> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return otherwise;
    }
    throw error;
  }
}

async function readCurrencies(onec: OnecClient): Promise<ReadonlyMap<string, string>> {
  const currencies = await onec.list(валюты, { select: ['Ref_Key', 'Code'] });
  return new Map(currencies.map((currency) => [currency.Ref_Key, currency.Code]));
}

async function hasDeliveryPoints(onec: OnecClient): Promise<boolean> {
  return publishedOr(false, async () => {
    const points = await onec.list(точкиДоставки, { select: ['Ref_Key'], top: 1 });
    return points.length > 0;
  });
}

async function readDepartments(
  onec: OnecClient,
  users: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (users.length === 0) {
    return new Map();
  }
  const found = await onec.listByValues(пользователи, {
    property: 'Ref_Key',
    values: users.map(guid),
    select: ['Ref_Key', 'Подразделение_Key'],
  });
  return new Map(
    found
      .filter((user) => user.Подразделение_Key !== EMPTY_KEY)
      .map((user) => [user.Ref_Key, user.Подразделение_Key]),
  );
}
