/** Services of the shop: name, article and price in roubles. The first is the item of the delivery row. */
export const SERVICES: readonly {
  readonly name: string;
  readonly article: string;
  readonly price: number;
}[] = [
  { name: 'Доставка', article: 'УСЛ-1', price: 350 },
  { name: 'Сборка мебели', article: 'УСЛ-2', price: 1200 },
  { name: 'Подарочная упаковка', article: 'УСЛ-3', price: 150 },
  { name: 'Подъем на этаж', article: 'УСЛ-4', price: 500 },
  { name: 'Заточка ножей', article: 'УСЛ-5', price: 200 },
  { name: 'Колеровка краски', article: 'УСЛ-6', price: 180 },
];
