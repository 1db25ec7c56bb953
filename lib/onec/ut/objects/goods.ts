import { type CatalogDescription, date, flag, number, openChoice, reference, text } from '../describe.ts';
import { additionalAttributes } from './additional-info.ts';
import {
  вариантыИспользованияХарактеристикНоменклатуры,
  вариантыОформленияПродажи,
  назначенияВидовЦен,
  перечислениеСтавкиНДС,
  статусыДействияВидовЦен,
  типыНоменклатуры,
} from './enumerations.ts';

export const номенклатура = {
  set: 'Catalog_Номенклатура',
  kind: 'catalog',
  codeLength: 11,
  descriptionLength: 100,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ЕдиницаИзмерения: reference('Catalog_УпаковкиЕдиницыИзмерения'),
    Артикул: text(50),
    ВариантОформленияПродажи: вариантыОформленияПродажи,
    ВидНоменклатуры: reference('Catalog_ВидыНоменклатуры'),
    НаименованиеПолное: text(1024),
    ИспользованиеХарактеристик: вариантыИспользованияХарактеристикНоменклатуры,
    ИспользоватьУпаковки: flag(),
    КодДляПоиска: text(11),
    НаборУпаковок: reference('Catalog_НаборыУпаковок'),
    СтавкаНДС: reference('Catalog_СтавкиНДС'),
    ТипНоменклатуры: типыНоменклатуры,
    ВладелецХарактеристик: reference('Catalog_ВидыНоменклатуры'),
    Производитель: reference('Catalog_Производители'),
    Марка: reference('Catalog_Марки'),
    Описание: text(1024),
    ФайлКартинки: reference('Catalog_НоменклатураПрисоединенныеФайлы'),
    ОсобенностьУчета: openChoice('ОсобенностиУчетаНоменклатуры'),
    ВесИспользовать: flag(),
    ВесЧислитель: number(15, 3),
    ВесЗнаменатель: number(15, 3),
    ВесЕдиницаИзмерения: reference('Catalog_УпаковкиЕдиницыИзмерения'),
  },
  tables: { ДополнительныеРеквизиты: additionalAttributes },
} as const satisfies CatalogDescription;

/** Variants; the owner is an item or a kind of items, depending on `ИспользованиеХарактеристик` (ut-filling 8). */
export const характеристикиНоменклатуры = {
  set: 'Catalog_ХарактеристикиНоменклатуры',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: ['Catalog_ВидыНоменклатуры', 'Catalog_Номенклатура'],
  properties: {
    НаименованиеПолное: text(1024),
    ВидНоменклатуры: reference('Catalog_ВидыНоменклатуры'),
    ХарактеристикаНоменклатурыДляЦенообразования: reference(
      'Catalog_ХарактеристикиНоменклатурыДляЦенообразования',
    ),
  },
  tables: { ДополнительныеРеквизиты: additionalAttributes },
} as const satisfies CatalogDescription;

/** Kinds of goods, in folders: what is common to the goods of a kind. */
export const видыНоменклатуры = {
  set: 'Catalog_ВидыНоменклатуры',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 50,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ТипНоменклатуры: типыНоменклатуры,
    ИспользованиеХарактеристик: вариантыИспользованияХарактеристикНоменклатуры,
    ВладелецХарактеристик: reference('Catalog_ВидыНоменклатуры'),
    ОсобенностьУчета: openChoice('ОсобенностиУчетаНоменклатуры'),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** VAT rates; a catalog since 11.5, `ПеречислениеСтавкаНДС` keeps the name of the old enumeration (onec-odata C0.1). */
export const ставкиНДС = {
  set: 'Catalog_СтавкиНДС',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 15,
  hierarchy: 'none',
  owners: [],
  properties: {
    ПеречислениеСтавкаНДС: перечислениеСтавкиНДС,
    РасчетнаяСтавка: flag(),
    СоответствующаяБазоваяСтавка: reference('Catalog_СтавкиНДС'),
    СоответствующаяРасчетнаяСтавка: reference('Catalog_СтавкиНДС'),
    Ставка: number(5, 2),
    Страна: reference('Catalog_СтраныМира'),
    НачалоПериода: date(),
    КонецПериода: date(),
    Основная: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const видыЦен = {
  set: 'Catalog_ВидыЦен',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 50,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ВалютаЦены: reference('Catalog_Валюты'),
    Идентификатор: text(50),
    ИспользоватьПриПродаже: flag(),
    Статус: статусыДействияВидовЦен,
    Назначение: назначенияВидовЦен,
    ЦенаВключаетНДС: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;
