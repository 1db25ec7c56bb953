import { type CatalogDescription, choice, number, reference } from '../../../../lib/onec/ut/describe.ts';

/** Units of measure: what decides whether a quantity may be fractional (ut-filling 1.1, "quantities of piece goods"). */
export const units = {
  set: 'Catalog_УпаковкиЕдиницыИзмерения',
  kind: 'catalog',
  codeLength: 4,
  descriptionLength: 50,
  hierarchy: 'items',
  owners: ['Catalog_Номенклатура', 'Catalog_НаборыУпаковок'],
  properties: {
    Числитель: number(15, 3),
    Знаменатель: number(15, 3),
    ЕдиницаИзмерения: reference('Catalog_УпаковкиЕдиницыИзмерения'),
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
  },
  tables: {},
} as const satisfies CatalogDescription;
