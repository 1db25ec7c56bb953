import {
  type CatalogDescription,
  characteristicValue,
  composite,
  flag,
  type Properties,
  type RegisterDescription,
  reference,
  text,
} from '../describe.ts';

/** The tabular section of additional attributes that most catalogs have. */
export const additionalAttributes = {
  Свойство: reference('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
  Значение: characteristicValue('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
  ТекстоваяСтрока: text(),
} as const satisfies Properties;

/**
 * Kinds of additional attributes and of additional information, made by users and extensions. A chart of characteristic
 * types travels like a catalog (onec-odata A3).
 */
export const дополнительныеРеквизитыИСведения = {
  set: 'ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: [],
  properties: {
    Имя: text(100),
    Заголовок: text(75),
    НаборСвойств: reference('Catalog_НаборыДополнительныхРеквизитовИСведений'),
    ЭтоДополнительноеСведение: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** Additional information: a value of a kind, kept beside any object of the base (`Объект` refers to whatever there is). */
export const дополнительныеСведения = {
  set: 'InformationRegister_ДополнительныеСведения',
  kind: 'informationRegister',
  dimensions: ['Объект', 'Свойство'],
  properties: {
    Объект: composite(),
    Свойство: reference('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
    Значение: characteristicValue('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
  },
  tables: {},
} as const satisfies RegisterDescription;

/** Values of additional attributes that users choose from a list: colours, sizes. */
export const значенияСвойствОбъектов = {
  set: 'Catalog_ЗначенияСвойствОбъектов',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'foldersAndItems',
  owners: ['ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'],
  properties: { ПолноеНаименование: text() },
  tables: {},
} as const satisfies CatalogDescription;
