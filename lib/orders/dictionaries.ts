import { parseScaled } from '../money/decimal.ts';
import type { VatRate } from '../money/vat.ts';
import type { OnecClient } from '../onec/client.ts';
import { OnecSetNotPublished } from '../onec/errors.ts';
import { eq, guid, or, text } from '../onec/filter.ts';
import { валюты, пользователи } from '../onec/ut/objects/company.ts';
import { видыКонтактнойИнформации } from '../onec/ut/objects/customers.ts';
import { точкиДоставки } from '../onec/ut/objects/delivery-points.ts';
import { ставкиНДС } from '../onec/ut/objects/goods.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../onec/values.ts';
import type { Clock } from '../platform/clock.ts';
import type { ContactKindName, ContactKinds, VatRateFact } from './dictionary-facts.ts';
import { createLiveCharacteristics, type LiveCharacteristics } from './live-characteristics.ts';
import { dayOf } from './onec-dates.ts';

/** Small catalogs of 1C that many orders need and that rarely change; kept in memory for a while. */
export interface Dictionaries {
  vatRates(): Promise<readonly VatRateFact[]>;
  contactKinds(): Promise<ContactKinds>;
  /** Numeric codes of the currencies (`643`) by key. */
  currencies(): Promise<ReadonlyMap<string, string>>;
  /**
   * Whether the base uses "доставка 2.5": then it keeps delivery points, of its warehouses if of nobody else. The
   * option itself cannot be read.
   */
  usesDeliveryPoints(): Promise<boolean>;
  /** Departments by user key; users without one are missing. */
  departments(users: readonly string[]): Promise<ReadonlyMap<string, string>>;
  readonly characteristics: LiveCharacteristics;
}

const CONTACT_KINDS: readonly ContactKindName[] = [
  'ТелефонПартнера',
  'EmailПартнера',
  'ТелефонКонтрагента',
  'EmailКонтрагента',
  'ПочтовыйАдресКонтрагента',
];
const EXEMPT = 'БезНДС';
const PERCENT_SCALE = 2;

/**
 * Dictionaries read through `onec`, each anew after `lifetimeMs`. A read that fails is not kept.
 */
export function createDictionaries(onec: OnecClient, clock: Clock, lifetimeMs: number): Dictionaries {
  const remember = keeper(clock, lifetimeMs);
  return {
    vatRates: () => remember('vatRates', () => readVatRates(onec)),
    contactKinds: () => remember('contactKinds', () => readContactKinds(onec)),
    currencies: () => remember('currencies', () => readCurrencies(onec)),
    usesDeliveryPoints: () => remember('deliveryPoints', () => hasDeliveryPoints(onec)),
    departments: (users) => remember(`departments ${users.join()}`, () => readDepartments(onec, users)),
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

async function readCurrencies(onec: OnecClient): Promise<ReadonlyMap<string, string>> {
  const currencies = await onec.list(валюты, { select: ['Ref_Key', 'Code'] });
  return new Map(currencies.map((currency) => [currency.Ref_Key, currency.Code]));
}

async function hasDeliveryPoints(onec: OnecClient): Promise<boolean> {
  try {
    const points = await onec.list(точкиДоставки, { select: ['Ref_Key'], top: 1 });
    return points.length > 0;
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return false;
    }
    throw error;
  }
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
