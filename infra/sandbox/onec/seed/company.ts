import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { Named, Shop } from '../../shop/shop.ts';
import { EMPTY_KEY, typeName } from '../schema/empty.ts';
import type { Schema } from '../schema/schema.ts';
import type { Seed } from './record.ts';

const named = (set: string, list: readonly Named[]): Seed[] =>
  list.map(({ key, name }) => ({ set, properties: { Ref_Key: key, Description: name } }));

/** Organisations, warehouses, people who work there, terms of sale and places of money. */
export function companySeed(shop: Shop, schema: Schema): Seed[] {
  return [
    currencySeed(shop),
    ...organizationSeed(shop),
    ...named('Catalog_Склады', shop.warehouses),
    ...named('Catalog_СтруктураПредприятия', shop.departments),
    ...userSeed(shop),
    ...vatRateSeed(shop, schema),
    ...priceKindSeed(shop),
    ...named('Catalog_Приоритеты', shop.priorities),
    ...named('Catalog_ГруппыДоступаПартнеров', shop.accessGroups),
    ...named('Catalog_ПричиныОтменыЗаказовКлиентов', shop.cancelReasons),
    ...agreementSeed(shop),
    ...moneyPlaceSeed(shop),
    ...terminalSeed(shop, schema),
    ...cashFlowSeed(),
  ];
}

function currencySeed({ currency }: Shop): Seed {
  return {
    set: 'Catalog_Валюты',
    properties: {
      Ref_Key: currency.key,
      Code: '643',
      Description: currency.name,
      НаименованиеПолное: 'Российский рубль',
    },
  };
}

function organizationSeed({ organizations, currency }: Shop): Seed[] {
  return organizations.map(({ key, name, prefix, inn, kind }) => ({
    set: 'Catalog_Организации',
    properties: {
      Ref_Key: key,
      Description: name,
      НаименованиеПолное: name,
      НаименованиеСокращенное: name,
      Префикс: prefix,
      ИНН: inn,
      ЮрФизЛицо: kind === 'ЮридическоеЛицо' ? 'ЮрЛицо' : 'ИндивидуальныйПредприниматель',
      ЮридическоеФизическоеЛицо: kind === 'ЮридическоеЛицо' ? 'ЮридическоеЛицо' : 'ФизическоеЛицо',
      ВалютаРегламентированногоУчета_Key: currency.key,
    },
  }));
}

function userSeed({ users }: Shop): Seed[] {
  return users.map(({ key, name, department }) => ({
    set: 'Catalog_Пользователи',
    properties: { Ref_Key: key, Description: name, Подразделение_Key: department.key },
  }));
}

/** Rates newer than the release's enumeration have no name in it; the catalog holds them all the same. */
function vatRateSeed({ vatRates }: Shop, { sets }: Schema): Seed[] {
  const names = sets.get('Catalog_СтавкиНДС')?.fields.get('ПеречислениеСтавкаНДС')?.type;
  const known: readonly string[] = names?.kind === 'choice' ? names.values : [];
  return vatRates.map(({ key, name, enumName, percent, calculated }) => ({
    set: 'Catalog_СтавкиНДС',
    properties: {
      Ref_Key: key,
      Description: name,
      ПеречислениеСтавкаНДС: known.includes(enumName) ? enumName : '',
      Ставка: percent,
      РасчетнаяСтавка: calculated,
    },
  }));
}

function priceKindSeed({ priceKinds, currency }: Shop): Seed[] {
  return priceKinds.map(({ key, name, crmCode }) => ({
    set: 'Catalog_ВидыЦен',
    properties: {
      Ref_Key: key,
      Description: name,
      Идентификатор: crmCode,
      ВалютаЦены_Key: currency.key,
      ЦенаВключаетНДС: true,
      ИспользоватьПриПродаже: true,
      Статус: 'Действует',
    },
  }));
}

function agreementSeed({ agreements, currency, sites }: Shop): Seed[] {
  return agreements.map(({ key, name, organization, typical, settlementOrder }) => ({
    set: 'Catalog_СоглашенияСКлиентами',
    properties: {
      Ref_Key: key,
      Description: name,
      Организация_Key: organization.key,
      Валюта_Key: currency.key,
      ВалютаВзаиморасчетов_Key: currency.key,
      Типовое: typical,
      ПорядокРасчетов: settlementOrder,
      ЦенаВключаетНДС: sites.find((site) => site.agreement.key === key)?.vatIncluded ?? true,
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      Статус: 'Действует',
      Согласован: true,
    },
  }));
}

function moneyPlaceSeed({ cashDesks, bankAccounts, currency }: Shop): Seed[] {
  return [
    ...cashDesks.map((place) => ({ place, set: 'Catalog_Кассы' })),
    ...bankAccounts.map((place) => ({ place, set: 'Catalog_БанковскиеСчетаОрганизаций' })),
  ].map(({ place: { key, name, organization }, set }) => ({
    set,
    properties: {
      Ref_Key: key,
      Description: name,
      Owner_Key: organization.key,
      ВалютаДенежныхСредств_Key: currency.key,
    },
  }));
}

/** A terminal belongs to its organisation's contract with an acquirer; in 11.4 it names the bank account itself. */
function terminalSeed({ terminals, bankAccounts }: Shop, { sets }: Schema): Seed[] {
  const isOwned = sets.has('Catalog_ДоговорыЭквайринга');
  return terminals.flatMap(({ key, name, organization }): Seed[] => {
    const account = bankAccounts.find((place) => place.organization === organization)?.key ?? EMPTY_KEY;
    const contract = deterministicId('sandbox', 'acquiring', organization.key);
    const terminal = { Ref_Key: key, Description: name };
    const set = 'Catalog_ЭквайринговыеТерминалы';
    return isOwned
      ? [
          {
            set: 'Catalog_ДоговорыЭквайринга',
            properties: {
              Ref_Key: contract,
              Description: `Эквайринг: ${organization.name}`.slice(0, 50),
              Организация_Key: organization.key,
              БанковскийСчет_Key: account,
              ИспользуютсяЭквайринговыеТерминалы: true,
            },
          },
          { set, properties: { ...terminal, Owner_Key: contract } },
        ]
      : [{ set, properties: { ...terminal, БанковскийСчет_Key: account } }];
  });
}

/** The articles that UT has predefined for payments by customers and for refunds (ut-filling 1.2). */
function cashFlowSeed(): Seed[] {
  return [
    ['ПоступлениеОплатыОтКлиента', 'Поступление оплаты от клиента'],
    ['ВозвратОплатыКлиенту', 'Возврат оплаты клиенту'],
  ].map(([name = '', description = '']) => ({
    set: 'Catalog_СтатьиДвиженияДенежныхСредств',
    properties: {
      Ref_Key: deterministicId('sandbox', 'cashFlow', name),
      Description: description,
      Predefined: true,
      PredefinedDataName: name,
      ХозяйственныеОперации: [{ ХозяйственнаяОперация: name }],
    },
  }));
}

/** A composite reference to an element of `set`. */
export const typed = (name: string, key: string, set: string): Record<string, string> => ({
  [name]: key,
  [`${name}_Type`]: typeName(set),
});
