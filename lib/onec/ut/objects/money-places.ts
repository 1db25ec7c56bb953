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

/** Bank accounts of counterparties; persons may own some as well, so the owner is composite. */
export const банковскиеСчетаКонтрагентов = {
  set: 'Catalog_БанковскиеСчетаКонтрагентов',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: ['Catalog_Контрагенты', 'Catalog_ФизическиеЛица'],
  properties: {
    НомерСчета: text(34),
    Банк: reference('Catalog_КлассификаторБанков'),
    ВалютаДенежныхСредств: reference('Catalog_Валюты'),
    БИКБанка: text(9),
    РучноеИзменениеРеквизитовБанка: flag(),
    НаименованиеБанка: text(100),
    КоррСчетБанка: text(20),
    Закрыт: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

/**
 * Banks by БИК, which is their code. The lists of names lack this catalogue of the library of subsystems (D-28): a base that does
 * not publish it keeps a bank's details in the account itself.
 */
export const классификаторБанков = {
  set: 'Catalog_КлассификаторБанков',
  kind: 'catalog',
  codeLength: 9,
  descriptionLength: 100,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    КоррСчет: text(20),
  },
  tables: {},
} as const satisfies CatalogDescription;
