import type { FolderTable } from './goods-table.ts';

const METALS = ['сталь', 'оцинкованная сталь', 'нержавеющая сталь', 'латунь', 'черная сталь'];
const DIAMETERS = ['М4', 'М5', 'М6', 'М8', 'М10', 'М12'];
const LENGTHS = ['16', '20', '25', '30', '40', '50', '60', '80'];

/** What a base with many goods is made of: each kind of fastener in each metal and size. */
export const FASTENERS: FolderTable = {
  name: 'Крепеж',
  subfolders: [
    ['Болты', 'Болт', 'БЛ', 12],
    ['Винты', 'Винт', 'ВН', 9],
    ['Саморезы', 'Саморез', 'СМ', 4],
    ['Шпильки', 'Шпилька', 'ШП', 18],
    ['Анкеры', 'Анкер', 'АН', 25],
    ['Дюбели', 'Дюбель', 'ДБ', 6],
    ['Шурупы', 'Шуруп', 'ШР', 5],
  ].map(([name, one, article, price]) => ({
    name: String(name),
    article: String(article),
    vat: 20,
    families: METALS.map((metal) => ({
      name: `${one} ${metal}`,
      variants: DIAMETERS.flatMap((diameter) => LENGTHS.map((length) => `${diameter}×${length}`)),
      price: Number(price),
    })),
  })),
};
