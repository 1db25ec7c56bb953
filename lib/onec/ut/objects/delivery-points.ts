import { type CatalogDescription, choice, flag, type Properties, reference, text } from '../describe.ts';
import type { способыДоставки } from './enumerations.ts';

/** Where goods are brought to; of a partner, or of a warehouse. Since 11.5.27, used with "доставка 2.5" only. */
export const точкиДоставки = {
  set: 'Catalog_ТочкиДоставки',
  kind: 'catalog',
  codeLength: 9,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: ['Catalog_Партнеры', 'Catalog_Склады'],
  properties: {
    ОсновнаяТочка: flag(),
    Адрес: text(),
    АдресЗначение: text(),
    ЗонаДоставки: reference('Catalog_ЗоныДоставки'),
    НеИспользуется: flag(),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** What an order has for "доставка 2.5" beside the older properties (onec-odata C1, C0.11). */
export const доставка25 = {
  ТребуетсяДоставка: flag(),
  ВидПланированияДоставки: choice('ВидыПланированияДоставки', 'ТекущимДокументом', 'ОтдельнымДокументом'),
  СпособУказанияДоставки: choice('СпособыУказанияДоставки', 'НаВесьДокумент', 'ПоСтрокам'),
  СпособДоставки25: choice(
    'СпособыДоставки25',
    'Самовывоз',
    'НашимиСилами',
    'СиламиПеревозчика',
    'НашКурьер',
    'ОпределяетСлужбаДоставки',
  ),
  ТочкаДоставки: reference('Catalog_ТочкиДоставки'),
} as const satisfies Properties;

type Method25 = (typeof доставка25.СпособДоставки25.values)[number];

const METHODS_25: Readonly<Partial<Record<(typeof способыДоставки.values)[number] | '', Method25>>> = {
  Самовывоз: 'Самовывоз',
  ДоКлиентаКурьером: 'НашКурьер',
  СиламиПеревозчика: 'СиламиПеревозчика',
  СиламиПеревозчикаПоАдресу: 'СиламиПеревозчика',
  КПолучателюОпределяетСлужбаДоставки: 'ОпределяетСлужбаДоставки',
};

/** What a way of delivery (СпособыДоставки) is called by "доставка 2.5"; whatever has no name of its own is by own means. */
export const способДоставки25 = (method: keyof typeof METHODS_25): Method25 =>
  METHODS_25[method] ?? 'НашимиСилами';
