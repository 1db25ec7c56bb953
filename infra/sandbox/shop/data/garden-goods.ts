import type { FolderTable } from './goods-table.ts';

/** Garden and picnic: seeds by the packet, soil by the kilogram, film by the metre. */
export const GARDEN_GOODS: FolderTable = {
  name: 'Сад и отдых',
  subfolders: [
    {
      name: 'Семена и грунт',
      article: 'СГ',
      vat: 10,
      families: [
        {
          name: 'Семена томата',
          variants: ['«Учебный»', '«Пробный»', '«Образец F1»', '«Бычье сердце»', '«Черри»'],
          price: 28,
        },
        { name: 'Семена огурца', variants: ['«Хрустящий»', '«Зозуля»', '«Родничок»', '«Малыш»'], price: 26 },
        { name: 'Семена моркови', variants: ['«Нантская»', '«Витаминная»', '«Шантане»'], price: 19 },
        { name: 'Семена укропа', variants: ['«Лесногородский»', '«Зонтик»'], price: 15 },
        { name: 'Луковица тюльпана', variants: ['красный', 'желтый', 'белый', 'пестрый'], price: 35 },
        { name: 'Грунт универсальный', variants: ['5 л', '10 л', '25 л', '50 л'], price: 95 },
        {
          name: 'Удобрение минеральное',
          variants: ['азотное', 'фосфорное', 'калийное'],
          price: 145.5,
          soldBy: 'кг',
        },
        {
          name: 'Горшок цветочный',
          variants: ['1 л', '2 л', '5 л', '10 л'],
          price: 130,
          characteristics: ['терракотовый', 'белый'],
        },
      ],
    },
    {
      name: 'Садовый инвентарь',
      article: 'СИ',
      vat: 20,
      families: [
        { name: 'Лопата', variants: ['штыковая', 'совковая', 'саперная'], price: 690 },
        { name: 'Грабли', variants: ['веерные', '12 зубьев', '14 зубьев'], price: 490 },
        { name: 'Секатор', variants: ['18 см', '20 см', '22 см'], price: 590 },
        { name: 'Лейка', variants: ['3 л', '5 л', '8 л', '10 л'], price: 290 },
        {
          name: 'Перчатки садовые',
          variants: ['тонкие', 'утепленные'],
          price: 95,
          characteristics: ['S', 'M', 'L'],
        },
        { name: 'Пленка парниковая', variants: ['80 мкм', '120 мкм', '200 мкм'], price: 89.9, soldBy: 'м' },
        { name: 'Шланг поливочный', variants: ['1/2', '3/4', '1'], price: 79.99, soldBy: 'м' },
        { name: 'Опрыскиватель', variants: ['1 л', '2 л', '5 л'], price: 350 },
      ],
    },
    {
      name: 'Пикник',
      article: 'ПК',
      vat: 22,
      families: [
        { name: 'Мангал', variants: ['складной', 'сварной', 'кованый'], price: 1290 },
        { name: 'Шампур', variants: ['45 см', '55 см', '60 см', '70 см'], price: 79 },
        { name: 'Решетка для гриля', variants: ['малая', 'средняя', 'большая'], price: 590 },
        { name: 'Уголь древесный', variants: ['2 кг', '3 кг', '5 кг', '10 кг'], price: 190 },
        {
          name: 'Стул складной',
          variants: ['детский', 'взрослый', 'со спинкой'],
          price: 890,
          characteristics: ['зеленый', 'синий'],
        },
        { name: 'Коврик для пикника', variants: ['120×150', '150×200'], price: 790 },
        { name: 'Сумка-холодильник', variants: ['10 л', '20 л', '30 л'], price: 990 },
        { name: 'Посуда походная', variants: ['котелок 1 л', 'котелок 2 л', 'миска', 'кружка'], price: 350 },
      ],
    },
  ],
};
