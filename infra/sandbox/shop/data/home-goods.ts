import type { FolderTable } from './goods-table.ts';

const SIZES = ['S', 'M', 'L', 'XL'];
const LINEN_COLOURS = ['белый', 'лаванда', 'графит'];

/** Textiles, storage, cleaning and light. */
export const HOME_GOODS: FolderTable = {
  name: 'Дом и уют',
  subfolders: [
    {
      name: 'Текстиль',
      article: 'ТК',
      vat: 20,
      families: [
        {
          name: 'Скатерть льняная',
          variants: ['120×150', '150×180', '150×220'],
          price: 1690,
          characteristics: LINEN_COLOURS,
        },
        { name: 'Наволочка', variants: ['50×70', '70×70'], price: 390, characteristics: LINEN_COLOURS },
        {
          name: 'Простыня на резинке',
          variants: ['90×200', '140×200', '160×200', '180×200'],
          price: 990,
          characteristics: LINEN_COLOURS,
        },
        {
          name: 'Плед вязаный',
          variants: ['130×170', '150×200'],
          price: 2190,
          characteristics: ['серый', 'горчичный'],
        },
        {
          name: 'Полотенце махровое',
          variants: ['30×50', '50×90', '70×140'],
          price: 290,
          characteristics: LINEN_COLOURS,
        },
        { name: 'Халат вафельный', variants: ['женский', 'мужской'], price: 1890, characteristics: SIZES },
        {
          name: 'Фартук кухонный',
          variants: ['хлопок', 'лен'],
          price: 690,
          characteristics: ['синий', 'бежевый'],
        },
        { name: 'Ткань льняная', variants: ['суровая', 'беленая', 'в клетку'], price: 649.99, soldBy: 'м' },
      ],
    },
    {
      name: 'Хранение',
      article: 'ХР',
      vat: 20,
      families: [
        { name: 'Коробка для хранения', variants: ['5 л', '10 л', '20 л', '40 л'], price: 290 },
        { name: 'Корзина плетеная', variants: ['малая', 'средняя', 'большая'], price: 690 },
        { name: 'Вешалка-плечики', variants: ['деревянная', 'бархатная', 'детская'], price: 95 },
        { name: 'Органайзер для ящика', variants: ['4 секции', '6 секций', '8 секций'], price: 320 },
        {
          name: 'Полка настенная',
          variants: ['40 см', '60 см', '80 см', '100 см'],
          price: 790,
          characteristics: ['белый', 'дуб'],
        },
        { name: 'Крючок самоклеящийся', variants: ['2 шт', '4 шт', '6 шт'], price: 85 },
        { name: 'Чехол для одежды', variants: ['60×100', '60×120', '60×140'], price: 180 },
      ],
    },
    {
      name: 'Уборка',
      article: 'УБ',
      vat: 22,
      families: [
        { name: 'Швабра', variants: ['с отжимом', 'плоская', 'веревочная'], price: 890 },
        { name: 'Ведро пластиковое', variants: ['5 л', '7 л', '10 л', '12 л'], price: 190 },
        { name: 'Салфетка из микрофибры', variants: ['30×30', '40×40', '50×60'], price: 85 },
        { name: 'Губка для посуды', variants: ['3 шт', '5 шт', '10 шт'], price: 55 },
        { name: 'Щетка для пола', variants: ['жесткая', 'мягкая'], price: 390 },
        { name: 'Совок с щеткой', variants: ['на ручке', 'малый'], price: 290 },
        {
          name: 'Перчатки хозяйственные',
          variants: ['тонкие', 'плотные'],
          price: 75,
          characteristics: ['S', 'M', 'L'],
        },
        { name: 'Мешки для мусора', variants: ['30 л', '60 л', '120 л'], price: 95 },
        { name: 'Мыло хозяйственное', variants: ['150 г', '200 г', 'жидкое 1 л'], price: 49.9 },
      ],
    },
    {
      name: 'Свет и уют',
      article: 'СВ',
      vat: 20,
      families: [
        {
          name: 'Лампа светодиодная E27',
          variants: ['7 Вт', '9 Вт', '11 Вт', '15 Вт'],
          price: 89,
          characteristics: ['теплый', 'холодный'],
        },
        { name: 'Лампа светодиодная E14', variants: ['5 Вт', '7 Вт', '9 Вт'], price: 79 },
        { name: 'Светильник настольный', variants: ['«Полдень»', '«Вечер»', '«Полночь»'], price: 1490 },
        { name: 'Ночник', variants: ['«Луна»', '«Сова»', '«Облако»'], price: 590 },
        {
          name: 'Свеча столовая',
          variants: ['15 см', '20 см', '25 см'],
          price: 45,
          characteristics: ['белый', 'красный', 'зеленый'],
        },
        { name: 'Подсвечник', variants: ['латунный', 'стеклянный', 'деревянный'], price: 390 },
        { name: 'Гирлянда', variants: ['5 м', '10 м', '20 м'], price: 490 },
      ],
    },
  ],
};
