import {
  type CatalogDescription,
  choice,
  number,
  type RegisterDescription,
  reference,
  text,
} from '../describe.ts';

const UNITS = 'Catalog_УпаковкиЕдиницыИзмерения';
const quantity = number(15, 3);

/**
 * Units of measure and packages (ut-filling 8): base units have no owner; a package belongs to an item or to a set of packages
 * and holds `Числитель` / `Знаменатель` base units.
 */
export const упаковкиЕдиницыИзмерения = {
  set: UNITS,
  kind: 'catalog',
  codeLength: 4,
  descriptionLength: 50,
  hierarchy: 'items',
  owners: ['Catalog_Номенклатура', 'Catalog_НаборыУпаковок'],
  properties: {
    НаименованиеПолное: text(100),
    ТипИзмеряемойВеличины: choice(
      'ТипыИзмеряемыхВеличин',
      'Вес',
      'Объем',
      'Площадь',
      'Длина',
      'КоличествоШтук',
      'Упаковка',
      'Мощность',
      'Энергия',
      'ЭлектрическийЗаряд',
      'Время',
    ),
    ЕдиницаИзмерения: reference(UNITS),
    Числитель: quantity,
    Знаменатель: quantity,
    Вес: quantity,
    ВесЕдиницаИзмерения: reference(UNITS),
    Глубина: quantity,
    ГлубинаЕдиницаИзмерения: reference(UNITS),
    Ширина: quantity,
    ШиринаЕдиницаИзмерения: reference(UNITS),
    Высота: quantity,
    ВысотаЕдиницаИзмерения: reference(UNITS),
  },
  tables: {},
} as const satisfies CatalogDescription;

export const производители = {
  set: 'Catalog_Производители',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {},
  tables: {},
} as const satisfies CatalogDescription;

/** Brands. */
export const марки = {
  set: 'Catalog_Марки',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: { Производитель: reference('Catalog_Производители') },
  tables: {},
} as const satisfies CatalogDescription;

/** Files of an item, pictures among them; the path is that below the volume where 1C keeps files on a disk. */
export const номенклатураПрисоединенныеФайлы = {
  set: 'Catalog_НоменклатураПрисоединенныеФайлы',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {
    ВладелецФайла: reference('Catalog_Номенклатура'),
    ПутьКФайлу: text(),
    Расширение: text(10),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** Bar codes; an empty package is the base unit. In 11.5.27 one code may belong to several goods (onec-odata C0.5). */
export const штрихкодыНоменклатуры = {
  set: 'InformationRegister_ШтрихкодыНоменклатуры',
  kind: 'informationRegister',
  dimensions: ['Штрихкод'],
  properties: {
    Штрихкод: text(200),
    Номенклатура: reference('Catalog_Номенклатура'),
    Характеристика: reference('Catalog_ХарактеристикиНоменклатуры'),
    Упаковка: reference(UNITS),
  },
  tables: {},
} as const satisfies RegisterDescription;

/** The same of 11.5.27. */
export const штрихкодыНоменклатуры27 = {
  ...штрихкодыНоменклатуры,
  dimensions: ['Штрихкод', 'Номенклатура', 'Характеристика', 'Серия', 'Упаковка'],
  properties: { ...штрихкодыНоменклатуры.properties, Серия: reference('Catalog_СерииНоменклатуры') },
} as const satisfies RegisterDescription;
