import type { FolderTable } from './goods-table.ts';

/** A small hardware department: tools, fasteners, paint and electrics; some of it sold by length or weight. */
export const TOOL_GOODS: FolderTable = {
  name: 'Мастерская',
  subfolders: [
    {
      name: 'Ручной инструмент',
      article: 'РИ',
      vat: 22,
      families: [
        { name: 'Молоток слесарный', variants: ['300 г', '500 г', '800 г'], price: 490 },
        { name: 'Отвертка крестовая', variants: ['PH1', 'PH2', 'PH3'], price: 120 },
        { name: 'Отвертка шлицевая', variants: ['3 мм', '5 мм', '6 мм'], price: 110 },
        { name: 'Ключ рожковый', variants: ['8×10', '10×12', '12×13', '14×17', '17×19'], price: 150 },
        { name: 'Пассатижи', variants: ['160 мм', '180 мм', '200 мм'], price: 450 },
        { name: 'Рулетка', variants: ['3 м', '5 м', '7,5 м', '10 м'], price: 190 },
        { name: 'Уровень строительный', variants: ['40 см', '60 см', '100 см'], price: 590 },
        { name: 'Ножовка по дереву', variants: ['400 мм', '450 мм', '500 мм'], price: 550 },
      ],
    },
    {
      name: 'Крепеж',
      article: 'КЖ',
      vat: 22,
      families: [
        {
          name: 'Саморез по дереву',
          variants: ['3,5×25', '3,5×35', '3,5×45', '4,2×70'],
          price: 289.99,
          soldBy: 'кг',
        },
        { name: 'Гвоздь строительный', variants: ['2,5×50', '3×70', '4×100'], price: 189.5, soldBy: 'кг' },
        { name: 'Болт оцинкованный', variants: ['М6×40', 'М8×60', 'М10×80'], price: 9.5 },
        { name: 'Гайка оцинкованная', variants: ['М6', 'М8', 'М10'], price: 3.2 },
        { name: 'Шайба', variants: ['М6', 'М8', 'М10'], price: 1.75 },
        { name: 'Дюбель', variants: ['6×30', '6×40', '8×50'], price: 2.1 },
        { name: 'Уголок крепежный', variants: ['40×40', '60×60', '90×90'], price: 25 },
        {
          name: 'Петля дверная',
          variants: ['75 мм', '100 мм', '120 мм'],
          price: 140,
          characteristics: ['латунь', 'хром', 'бронза'],
        },
        { name: 'Цепь сварная', variants: ['3 мм', '4 мм', '5 мм'], price: 119.9, soldBy: 'м' },
        { name: 'Веревка хозяйственная', variants: ['6 мм', '8 мм', '10 мм'], price: 19.99, soldBy: 'м' },
      ],
    },
    {
      name: 'Краски и клей',
      article: 'КК',
      vat: 20,
      families: [
        {
          name: 'Краска интерьерная',
          variants: ['0,9 л', '2,7 л', '9 л'],
          price: 690,
          characteristics: ['белый', 'слоновая кость', 'мята'],
        },
        {
          name: 'Эмаль для металла',
          variants: ['0,4 л', '0,8 л', '1,9 л'],
          price: 350,
          characteristics: ['черный', 'серый'],
        },
        { name: 'Лак паркетный', variants: ['0,9 л', '2,5 л'], price: 890 },
        { name: 'Клей столярный', variants: ['0,25 л', '0,5 л', '1 л'], price: 150 },
        { name: 'Кисть плоская', variants: ['25 мм', '38 мм', '50 мм', '75 мм'], price: 65 },
        { name: 'Валик малярный', variants: ['100 мм', '180 мм', '240 мм'], price: 150 },
        { name: 'Скотч малярный', variants: ['19 мм', '25 мм', '48 мм'], price: 75 },
        { name: 'Наждачная бумага', variants: ['P60', 'P120', 'P180', 'P240'], price: 25 },
      ],
    },
    {
      name: 'Электрика',
      article: 'ЭЛ',
      vat: 22,
      families: [
        {
          name: 'Розетка',
          variants: ['одинарная', 'двойная', 'с заземлением'],
          price: 190,
          characteristics: ['белый', 'бежевый'],
        },
        {
          name: 'Выключатель',
          variants: ['одноклавишный', 'двухклавишный', 'проходной'],
          price: 170,
          characteristics: ['белый', 'бежевый'],
        },
        { name: 'Удлинитель', variants: ['3 м', '5 м', '10 м'], price: 490 },
        { name: 'Кабель ВВГ', variants: ['2×1,5', '3×1,5', '3×2,5'], price: 62.49, soldBy: 'м' },
        { name: 'Автомат защиты', variants: ['10 А', '16 А', '25 А'], price: 250 },
        { name: 'Изолента', variants: ['10 м', '20 м'], price: 45, characteristics: ['черный', 'синий'] },
        { name: 'Батарейка', variants: ['AA 2 шт', 'AA 4 шт', 'AAA 2 шт', 'AAA 4 шт'], price: 99 },
        { name: 'Фонарь карманный', variants: ['малый', 'большой'], price: 390 },
      ],
    },
  ],
};
