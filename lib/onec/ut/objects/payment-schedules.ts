import { type CatalogDescription, int64, number } from '../describe.ts';
import { вариантыКонтроляОплатыКлиентом, вариантыОтсчетаДатыПлатежа, формыОплаты } from './enumerations.ts';

/** Payment stages that agreements and orders can share. */
export const графикиОплаты = {
  set: 'Catalog_ГрафикиОплаты',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 100,
  hierarchy: 'none',
  owners: [],
  properties: {
    ФормаОплаты: формыОплаты,
  },
  tables: {
    Этапы: {
      ВариантОплаты: вариантыКонтроляОплатыКлиентом,
      Сдвиг: int64(),
      ПроцентПлатежа: number(5, 2),
      ПроцентЗалогаЗаТару: number(5, 2),
      ВариантОтсчета: вариантыОтсчетаДатыПлатежа,
    },
  },
} as const satisfies CatalogDescription;
