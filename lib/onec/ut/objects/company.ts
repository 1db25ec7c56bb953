import { type CatalogDescription, date, flag, reference, text } from '../describe.ts';
import {
  выборГруппыСкладов,
  статусыОрганизаций,
  типыСкладов,
  юрФизЛицо,
  юридическоеФизическоеЛицо,
} from './enumerations.ts';

export const организации = {
  set: 'Catalog_Организации',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 50,
  hierarchy: 'none',
  owners: [],
  properties: {
    КПП: text(9),
    ИНН: text(12),
    НаименованиеПолное: text(250),
    НаименованиеСокращенное: text(250),
    ОГРН: text(15),
    Префикс: text(2),
    ЮрФизЛицо: юрФизЛицо,
    ЮридическоеФизическоеЛицо: юридическоеФизическоеЛицо,
    ВалютаРегламентированногоУчета: reference('Catalog_Валюты'),
    Статус: статусыОрганизаций,
  },
  tables: {},
} as const satisfies CatalogDescription;

export const склады = {
  set: 'Catalog_Склады',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 50,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ВыборГруппы: выборГруппыСкладов,
    ИспользоватьОрдернуюСхемуПриОтгрузке: flag(),
    Подразделение: reference('Catalog_СтруктураПредприятия'),
    РозничныйВидЦены: reference('Catalog_ВидыЦен'),
    ТипСклада: типыСкладов,
    ДатаНачалаОрдернойСхемыПриОтгрузке: date(),
    КонтролироватьСвободныеОстатки: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const структураПредприятия = {
  set: 'Catalog_СтруктураПредприятия',
  kind: 'catalog',
  codeLength: 9,
  descriptionLength: 100,
  hierarchy: 'items',
  owners: [],
  properties: {
    Источник: reference('Catalog_Организации'),
    СоответствуетСтруктуреЮридическихЛиц: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const пользователи = {
  set: 'Catalog_Пользователи',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: [],
  properties: {
    Недействителен: flag(),
    Подразделение: reference('Catalog_СтруктураПредприятия'),
    ФизическоеЛицо: reference('Catalog_ФизическиеЛица'),
    Комментарий: text(),
    Служебный: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const валюты = {
  set: 'Catalog_Валюты',
  kind: 'catalog',
  codeLength: 3,
  descriptionLength: 10,
  hierarchy: 'none',
  owners: [],
  properties: {
    НаименованиеПолное: text(50),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const приоритеты = {
  set: 'Catalog_Приоритеты',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: [],
  properties: {},
  tables: {},
} as const satisfies CatalogDescription;

export const причиныОтменыЗаказовКлиентов = {
  set: 'Catalog_ПричиныОтменыЗаказовКлиентов',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: [],
  properties: {
    Описание: text(),
    ДоступнаДляУказанияКлиентом: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;
