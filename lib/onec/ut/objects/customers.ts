import { type CatalogDescription, composite, date, flag, reference, text } from '../describe.ts';
import { дополнительныеРеквизиты, контактнаяИнформация } from './common-tables.ts';
import {
  компанияЧастноеЛицо,
  полФизическогоЛица,
  типыКонтактнойИнформации,
  юрФизЛицо,
  юридическоеФизическоеЛицо,
} from './enumerations.ts';

/** The customer in business terms: a person or a company (ut-filling 7 for the contacts). */
export const партнеры = {
  set: 'Catalog_Партнеры',
  kind: 'catalog',
  codeLength: 11,
  descriptionLength: 100,
  hierarchy: 'items',
  owners: [],
  properties: {
    БизнесРегион: reference('Catalog_БизнесРегионы'),
    ГруппаДоступа: reference('Catalog_ГруппыДоступаПартнеров'),
    ДатаРегистрации: date(),
    Клиент: flag(),
    Комментарий: text(),
    Поставщик: flag(),
    НаименованиеПолное: text(250),
    ОсновнойМенеджер: reference('Catalog_Пользователи'),
    Конкурент: flag(),
    ПрочиеОтношения: flag(),
    ОбслуживаетсяТорговымиПредставителями: flag(),
    ДополнительнаяИнформация: text(),
    Перевозчик: flag(),
    ЮрФизЛицо: компанияЧастноеЛицо,
    Пол: полФизическогоЛица,
    ДатаРождения: date(),
    ЗонаДоставки: reference('Catalog_ЗоныДоставки'),
  },
  tables: {
    КонтактнаяИнформация: контактнаяИнформация,
    ДополнительныеРеквизиты: дополнительныеРеквизиты,
  },
} as const satisfies CatalogDescription;

/** The legal side of a customer; linked by `Партнер`, no code, no owner (onec-odata C0.6). */
export const контрагенты = {
  set: 'Catalog_Контрагенты',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: [],
  properties: {
    НаименованиеПолное: text(250),
    ОбособленноеПодразделение: flag(),
    ЮридическоеФизическоеЛицо: юридическоеФизическоеЛицо,
    СтранаРегистрации: reference('Catalog_СтраныМира'),
    ГоловнойКонтрагент: reference('Catalog_Контрагенты'),
    ИНН: text(12),
    КПП: text(9),
    ДополнительнаяИнформация: text(),
    Партнер: reference('Catalog_Партнеры'),
    ЮрФизЛицо: юрФизЛицо,
    КодПоОКПО: text(10),
    РегистрационныйНомер: text(50),
    НалоговыйНомер: text(50),
    НаименованиеМеждународное: text(250),
  },
  tables: {
    КонтактнаяИнформация: { ...контактнаяИнформация, ДействуетС: date() },
    ДополнительныеРеквизиты: дополнительныеРеквизиты,
  },
} as const satisfies CatalogDescription;

/** People of a customer whom one talks to; each belongs to one partner. */
export const контактныеЛицаПартнеров = {
  set: 'Catalog_КонтактныеЛицаПартнеров',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: ['Catalog_Партнеры'],
  properties: {
    ДатаРегистрацииСвязи: date(),
    Автор: composite('Catalog_ВнешниеПользователи', 'Catalog_Пользователи'),
    Комментарий: text(),
    ДолжностьПоВизитке: text(100),
  },
  tables: {
    КонтактнаяИнформация: контактнаяИнформация,
    ДополнительныеРеквизиты: дополнительныеРеквизиты,
  },
} as const satisfies CatalogDescription;

/** Kinds of contacts, found by `PredefinedDataName` (ut-filling 7). */
export const видыКонтактнойИнформации = {
  set: 'Catalog_ВидыКонтактнойИнформации',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ИмяГруппы: text(150),
    ИмяПредопределенногоВида: text(150),
    Используется: flag(),
    МеждународныйФорматАдреса: flag(),
    РазрешитьВводНесколькихЗначений: flag(),
    Тип: типыКонтактнойИнформации,
  },
  tables: {},
} as const satisfies CatalogDescription;

export const группыДоступаПартнеров = {
  set: 'Catalog_ГруппыДоступаПартнеров',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 50,
  hierarchy: 'none',
  owners: [],
  properties: {
    ГруппаДоступа: reference('Catalog_ГруппыДоступаПартнеров'),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** Countries, the state's classifier. */
export const страныМира = {
  set: 'Catalog_СтраныМира',
  kind: 'catalog',
  codeLength: 3,
  descriptionLength: 60,
  hierarchy: 'none',
  owners: [],
  properties: {
    НаименованиеПолное: text(100),
    КодАльфа2: text(2),
    КодАльфа3: text(3),
  },
  tables: {},
} as const satisfies CatalogDescription;
