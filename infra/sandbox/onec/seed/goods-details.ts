import { deterministicId } from '../../../../lib/platform/ids.ts';
import type { Folder, Good, Shop } from '../../shop/shop.ts';
import type { Schema } from '../schema/schema.ts';
import type { Entity, Row } from '../store/entity.ts';
import { typed } from './company.ts';
import type { Seed } from './record.ts';

const ITEMS = 'Catalog_Номенклатура';
const UNITS = 'Catalog_УпаковкиЕдиницыИзмерения';
const KINDS = 'Catalog_ВидыНоменклатуры';
const PROPERTIES = 'ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения';
const VALUES = 'Catalog_ЗначенияСвойствОбъектов';

const keyOf = (...parts: readonly (string | number)[]): string => deterministicId('sandbox', ...parts);

/** Of a unit of measure: `шт`. */
export const unitKey = (name: string): string => keyOf('unit', name);

type UnitRow = readonly [
  name: string,
  code: string,
  full: string,
  measure: string,
  above: number,
  below: number,
];

/** Base units, and those that weights and lengths are told in; codes of the classifier of units. */
const UNIT_ROWS: readonly UnitRow[] = [
  ['шт', '796', 'Штука', 'КоличествоШтук', 1, 1],
  ['кг', '166', 'Килограмм', 'Вес', 1, 1],
  ['м', '006', 'Метр', 'Длина', 1, 1],
  ['г', '163', 'Грамм', 'Вес', 1, 1000],
  ['см', '004', 'Сантиметр', 'Длина', 1, 100],
];

/** Units of measure. */
export const unitSeed = (): Seed[] =>
  UNIT_ROWS.map(([name, code, full, measure, above, below]) => ({
    set: UNITS,
    properties: {
      Ref_Key: unitKey(name),
      Code: code,
      Description: name,
      НаименованиеПолное: full,
      ТипИзмеряемойВеличины: measure,
      Числитель: above,
      Знаменатель: below,
    },
  }));

/** The kind of goods that a top folder stands for. */
export const kindKey = (folder: string): string => keyOf('kind', folder);

/** Key of the topmost folder above a good. */
export function topFolder({ folder }: Good, folders: readonly Folder[]): string {
  const known = new Map(folders.map((one) => [one.key, one]));
  let top = folder;
  for (let parent = known.get(top)?.parent; parent !== undefined; parent = known.get(top)?.parent) {
    top = parent;
  }
  return top;
}

/** A kind of goods for each top folder, all below one folder of kinds. */
export function kindSeed(folders: readonly Folder[]): Seed[] {
  const root = kindKey('root');
  return [
    { set: KINDS, properties: { Ref_Key: root, Description: 'Все товары', IsFolder: true } },
    ...folders
      .filter(({ parent }) => parent === undefined)
      .map(({ key, name }) => ({
        set: KINDS,
        properties: {
          Ref_Key: kindKey(key),
          Description: name,
          Parent_Key: root,
          ТипНоменклатуры: name === 'Услуги' ? 'Услуга' : 'Товар',
          ОсобенностьУчета: 'БезОсобенностейУчета',
        },
      })),
  ];
}

const MAKERS = ['Образцовый завод', 'Пример & Ко', 'Учебная мануфактура'];
const BRANDS = ['Образец', 'Пример Люкс'];
const MATERIALS = ['сталь', 'керамика', 'дерево'];
const COLOUR = keyOf('property', 'colour');
const MATERIAL = keyOf('property', 'material');

const chosen = <Choice>(choices: readonly Choice[], index: number): Choice =>
  choices[index % choices.length] as Choice;

/**
 * What an item says of itself beside name and price: most goods have a maker, some only a brand; every third tells its
 * weight, every fourth a material.
 */
export function itemDetails(good: Good, index: number): Seed['properties'] {
  if (good.type === 'Услуга') {
    return {};
  }
  const hasMaker = index % 5 !== 4;
  return {
    ОсобенностьУчета: 'БезОсобенностейУчета',
    ...(hasMaker ? { Производитель_Key: keyOf('maker', chosen(MAKERS, index)) } : {}),
    Марка_Key: keyOf('brand', chosen(BRANDS, index)),
    Описание: index % 6 === 0 ? `${good.name}: "проверено" <в деле>` : '',
    ...(index % 4 === 0 ? { ФайлКартинки_Key: fileKey(good.key, 2) } : {}),
    ...(index % 3 === 0
      ? {
          ВесИспользовать: true,
          ВесЧислитель: 150 + index,
          ВесЗнаменатель: 1,
          ВесЕдиницаИзмерения_Key: unitKey('г'),
        }
      : {}),
    ДополнительныеРеквизиты: index % 4 === 0 ? [materialRow(chosen(MATERIALS, index))] : [],
  };
}

function listedRow(property: string, value: string): Row {
  return { Свойство_Key: property, ...typed('Значение', valueKey(property, value), VALUES) };
}

const valueKey = (property: string, value: string): string => keyOf('value', property, value);
const materialRow = (value: string): Row => listedRow(MATERIAL, value);

/** The attribute that tells what a characteristic is. */
export const colourRow = (value: string): Row => listedRow(COLOUR, value);

/** Makers, brands, attributes with their values, packages, bar codes, pictures. */
export function goodsDetailsSeed({ goods }: Shop, schema: Schema): Seed[] {
  const colours = new Set(goods.flatMap(({ characteristics }) => characteristics.map(({ name }) => name)));
  return [
    ...MAKERS.map((name) => named('Catalog_Производители', keyOf('maker', name), name)),
    ...BRANDS.map((name) => named('Catalog_Марки', keyOf('brand', name), name)),
    propertySeed(COLOUR, 'Цвет'),
    propertySeed(MATERIAL, 'Материал'),
    ...[...colours].map((value) => valueSeed(COLOUR, value)),
    ...MATERIALS.map((value) => valueSeed(MATERIAL, value)),
    ...goods.flatMap(packageSeed),
    ...goods.flatMap((good, index) => barcodeSeed(good, index, schema)),
    ...goods.flatMap((good, index) => (index % 4 === 0 ? pictureSeed(good) : [])),
  ];
}

const named = (set: string, key: string, name: string): Seed => ({
  set,
  properties: { Ref_Key: key, Description: name },
});

const propertySeed = (key: string, title: string): Seed => ({
  set: PROPERTIES,
  properties: { Ref_Key: key, Description: title, Заголовок: title },
});

const valueSeed = (property: string, value: string): Seed => ({
  set: VALUES,
  properties: { Ref_Key: valueKey(property, value), Description: value, Owner_Key: property },
});

const packageKey = (item: string, units: number): string => keyOf('package', item, units);

/** Every other good comes in boxes of twelve, every fifth tells how large one of it is. */
function packageSeed({ key, unit }: Good, index: number): Seed[] {
  const common = {
    ...typed('Owner', key, ITEMS),
    ТипИзмеряемойВеличины: 'Упаковка',
    ЕдиницаИзмерения_Key: unitKey(unit),
    Знаменатель: 1,
  };
  const box: Seed = {
    set: UNITS,
    properties: {
      ...common,
      Ref_Key: packageKey(key, 12),
      Description: `кор (12 ${unit})`,
      НаименованиеПолное: 'Коробка',
      Числитель: 12,
    },
  };
  const single: Seed = {
    set: UNITS,
    properties: {
      ...common,
      Ref_Key: packageKey(key, 1),
      Description: `уп (1 ${unit})`,
      НаименованиеПолное: 'Упаковка',
      Числитель: 1,
      Глубина: 12,
      ГлубинаЕдиницаИзмерения_Key: unitKey('см'),
      Ширина: 8.5,
      ШиринаЕдиницаИзмерения_Key: unitKey('см'),
      Высота: 0.2,
      ВысотаЕдиницаИзмерения_Key: unitKey('м'),
    },
  };
  return [...(index % 2 === 0 ? [box] : []), ...(index % 5 === 0 ? [single] : [])];
}

/** One code for the bare item, or for each characteristic; one for the box, if there is one. */
function barcodeSeed({ key, characteristics }: Good, index: number, { sets }: Schema): Seed[] {
  const isMade = sets.has('InformationRegister_ШтрихкодыНоменклатуры');
  const record = (serial: number, properties: Entity): Seed => ({
    set: 'InformationRegister_ШтрихкодыНоменклатуры',
    properties: { Штрихкод: ean13(serial), Номенклатура_Key: key, ...properties },
  });
  const units =
    characteristics.length === 0
      ? [record(index * 20, {})]
      : characteristics.map((variant, place) =>
          record(index * 20 + place, { Характеристика_Key: variant.key }),
        );
  const box = index % 2 === 0 ? [record(index * 20 + 19, { Упаковка_Key: packageKey(key, 12) })] : [];
  return isMade ? [...units, ...box] : [];
}

/** A code of the range that shops give to their own goods, with its check digit. */
function ean13(serial: number): string {
  const digits = `2${String(serial).padStart(11, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const fileKey = (item: string, number: number): string => keyOf('file', item, number);

/** Two pictures, of which the second is the main one, and a manual. */
function pictureSeed({ key, article }: Good): Seed[] {
  return [
    ['Вид сзади', `${article}\\сзади 1.jpg`, 'jpg'],
    ['Вид спереди', `${article}\\front.JPG`, 'JPG'],
    ['Инструкция', `${article}\\manual.pdf`, 'pdf'],
  ].map(([name = '', path = '', extension = ''], index) => ({
    set: 'Catalog_НоменклатураПрисоединенныеФайлы',
    properties: {
      Ref_Key: fileKey(key, index + 1),
      Description: name,
      ВладелецФайла_Key: key,
      ПутьКФайлу: path,
      Расширение: extension,
    },
  }));
}
