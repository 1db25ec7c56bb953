import { type CatalogDescription, flag, reference, text } from '../describe.ts';

export const банковскиеСчетаОрганизаций = {
  set: 'Catalog_БанковскиеСчетаОрганизаций',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'foldersAndItems',
  owners: ['Catalog_Организации'],
  properties: {
    ВалютаДенежныхСредств: reference('Catalog_Валюты'),
    НомерСчета: text(34),
    Банк: reference('Catalog_КлассификаторБанков'),
    РазрешитьПлатежиБезУказанияЗаявок: flag(),
    Подразделение: reference('Catalog_СтруктураПредприятия'),
    БИКБанка: text(9),
    НаименованиеБанка: text(100),
    Закрыт: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const кассы = {
  set: 'Catalog_Кассы',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: ['Catalog_Организации'],
  properties: {
    КассоваяКнига: reference('Catalog_КассовыеКниги'),
    ВалютаДенежныхСредств: reference('Catalog_Валюты'),
    Подразделение: reference('Catalog_СтруктураПредприятия'),
    РазрешитьПлатежиБезУказанияЗаявок: flag(),
    ОперационнаяКасса: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const эквайринговыеТерминалы = {
  set: 'Catalog_ЭквайринговыеТерминалы',
  kind: 'catalog',
  codeLength: 40,
  descriptionLength: 50,
  hierarchy: 'foldersAndItems',
  owners: ['Catalog_ДоговорыЭквайринга'],
  properties: {
    РазрешитьПлатежиБезУказанияЗаявок: flag(),
    ФизическоеЛицо: reference('Catalog_ФизическиеЛица'),
  },
  tables: {},
} as const satisfies CatalogDescription;
