import type { FolderTable } from './goods-table.ts';

const PACKS = ['50 г', '100 г', '200 г', '500 г'];
const LOOSE = ['весовой', 'весовой, крупный лист'];

/** Tea, coffee and sweets: food at 10 %, much of it sold by weight. */
export const TEA_GOODS: FolderTable = {
  name: 'Чай, кофе и сладости',
  subfolders: [
    {
      name: 'Черный чай',
      article: 'ЧЧ',
      vat: 10,
      families: [
        { name: 'Чай черный «Ассам Утренний»', variants: PACKS, price: 189 },
        { name: 'Чай черный «Цейлон Высокогорный»', variants: PACKS, price: 210 },
        { name: 'Чай черный «Эрл Грей Классический»', variants: PACKS, price: 205 },
        { name: 'Чай черный «Дарджилинг Первый сбор»', variants: PACKS, price: 420 },
        { name: 'Чай черный «Кения Золотая»', variants: PACKS, price: 175 },
        { name: 'Чай черный «Чабрец и душица»', variants: PACKS, price: 195 },
        { name: 'Чай черный «Лапсанг»', variants: LOOSE, price: 2499.99, soldBy: 'кг' },
        { name: 'Чай черный «Русский караван»', variants: LOOSE, price: 1890.5, soldBy: 'кг' },
      ],
    },
    {
      name: 'Зеленый чай и травы',
      article: 'ЗЧ',
      vat: 10,
      families: [
        { name: 'Чай зеленый «Сенча»', variants: PACKS, price: 230 },
        { name: 'Чай зеленый «Жасминовый дракон»', variants: PACKS, price: 260 },
        { name: 'Чай зеленый «Порох»', variants: PACKS, price: 150 },
        { name: 'Улун «Молочный»', variants: PACKS, price: 310 },
        { name: 'Чай травяной «Таежный сбор»', variants: PACKS, price: 165 },
        { name: 'Иван-чай «Ферментированный»', variants: PACKS, price: 180 },
        { name: 'Ройбуш «Ванильный»', variants: LOOSE, price: 1499.99, soldBy: 'кг' },
        { name: 'Каркаде «Суданский»', variants: LOOSE, price: 899.9, soldBy: 'кг' },
      ],
    },
    {
      name: 'Кофе',
      article: 'КФ',
      vat: 22,
      families: [
        { name: 'Кофе в зернах «Бразилия Сантос»', variants: ['250 г', '500 г', '1 кг'], price: 540 },
        { name: 'Кофе в зернах «Эфиопия Сидамо»', variants: ['250 г', '500 г', '1 кг'], price: 690 },
        { name: 'Кофе молотый «Для турки»', variants: ['100 г', '250 г', '500 г'], price: 260 },
        { name: 'Кофе молотый «Для чашки»', variants: ['100 г', '250 г', '500 г'], price: 245 },
        { name: 'Кофе растворимый «Утро»', variants: ['75 г', '150 г', '300 г'], price: 199 },
        { name: 'Цикорий «Деревенский»', variants: ['100 г', '200 г'], price: 115 },
        {
          name: 'Кофе «Колумбия Супремо»',
          variants: ['весовой', 'весовой, темная обжарка'],
          price: 1980,
          soldBy: 'кг',
        },
      ],
    },
    {
      name: 'Сладости к чаю',
      article: 'СЛ',
      vat: 10,
      families: [
        {
          name: 'Печенье овсяное',
          variants: ['с изюмом', 'с орехом', 'с шоколадом', 'классическое'],
          price: 289.9,
          soldBy: 'кг',
        },
        { name: 'Пряник печатный', variants: ['с повидлом', 'со сгущенкой', 'медовый'], price: 120 },
        {
          name: 'Мармелад ягодный',
          variants: ['малина', 'смородина', 'облепиха'],
          price: 499.99,
          soldBy: 'кг',
        },
        {
          name: 'Пастила белевская',
          variants: ['яблочная 100 г', 'яблочная 200 г', 'клюквенная 100 г', 'клюквенная 200 г'],
          price: 245,
        },
        { name: 'Мед цветочный', variants: ['250 г', '500 г', '1 кг'], price: 310 },
        {
          name: 'Варенье',
          variants: ['малиновое 300 г', 'вишневое 300 г', 'из сосновых шишек 300 г', 'абрикосовое 300 г'],
          price: 275,
        },
        { name: 'Халва подсолнечная', variants: ['ванильная', 'с арахисом'], price: 385.5, soldBy: 'кг' },
      ],
    },
  ],
};
