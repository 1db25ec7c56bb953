import { expect } from 'vitest';
import { deterministicId } from '../../../lib/platform/ids.ts';
import { posted } from './orders.ts';
import { first, ORDERS, person, type Reply, rows, shop, site, type TestBase } from './support.ts';

export const CASH = 'Document_ПриходныйКассовыйОрдер';
export const BANK = 'Document_ПоступлениеБезналичныхДенежныхСредств';
export const SHIPMENTS = 'Document_РеализацияТоваровУслуг';
export const RETURNS = 'Document_ВозвратТоваровОтКлиента';

type Entity = Record<string, unknown>;

/** Posts a document, expecting success. */
export async function postDocument(base: TestBase, set: string, key: string): Promise<Reply> {
  return base.call('POST', `${set}(guid'${key}')/Post`, { query: { PostingModeOperational: 'false' } });
}

export const unpostDocument = (base: TestBase, set: string, key: string): Promise<Reply> =>
  base.call('POST', `${set}(guid'${key}')/Unpost`);

/** The key of a new document that was posted. @throws if either is refused. */
export async function postedDocument(base: TestBase, set: string, body: Entity): Promise<string> {
  const key = await base.create(set, body);
  expect(await postDocument(base, set, key)).toMatchObject({ status: 200 });
  return key;
}

/** A cash receipt as the bridge sends it (ut-filling 2.2). */
export const cashBody = (order: Entity, amount: number, changes: Entity = {}): Entity => ({
  Date: '2026-01-11T12:00:00',
  ХозяйственнаяОперация: 'ПоступлениеОплатыОтКлиента',
  Организация_Key: site.organization.key,
  Касса_Key: first(shop.cashDesks).key,
  Валюта_Key: shop.currency.key,
  Контрагент_Key: person.counterpartyKey,
  СуммаДокумента: amount,
  РасшифровкаПлатежа: [
    {
      LineNumber: '1',
      Партнер_Key: person.partnerKey,
      ОбъектРасчетов_Key: order.ОбъектРасчетов_Key,
      ОснованиеПлатежа: order.Ref_Key,
      ОснованиеПлатежа_Type: `StandardODATA.${ORDERS}`,
      СтатьяДвиженияДенежныхСредств_Key: deterministicId('sandbox', 'cashFlow', 'ПоступлениеОплатыОтКлиента'),
      Сумма: amount,
      СуммаВзаиморасчетов: amount,
      ВалютаВзаиморасчетов_Key: shop.currency.key,
      КурсЧислительВзаиморасчетов: 1,
      КурсЗнаменательВзаиморасчетов: 1,
    },
  ],
  ...changes,
});

/** A shipment of all rows of an order as the bridge sends it (ut-filling 2.5). */
export const shipmentBody = (order: Entity, changes: Entity = {}): Entity => ({
  Date: '2026-01-12T12:00:00',
  ХозяйственнаяОперация: 'РеализацияКлиенту',
  ВариантОформленияПродажи: 'РеализацияТоваровУслуг',
  Статус: 'Отгружено',
  ЗаказКлиента: order.Ref_Key,
  ЗаказКлиента_Type: `StandardODATA.${ORDERS}`,
  РеализацияПоЗаказам: true,
  СкидкиРассчитаны: true,
  ...Object.fromEntries(
    ['Партнер_Key', 'Контрагент_Key', 'Организация_Key', 'Склад_Key', 'Валюта_Key', 'ЦенаВключаетНДС'].map(
      (name) => [name, order[name]],
    ),
  ),
  НалогообложениеНДС: order.НалогообложениеНДС,
  Товары: rows(order).map((row, index) => shippedRow(row, index)),
  ...changes,
});

/** A row of a shipment. */
export const shippedRow = (row: Entity, index: number, quantity: unknown = row.Количество): Entity => ({
  LineNumber: String(index + 1),
  Номенклатура_Key: row.Номенклатура_Key,
  Характеристика_Key: row.Характеристика_Key,
  Количество: quantity,
  КоличествоУпаковок: quantity,
  Цена: row.Цена,
  Сумма: row.Сумма,
  СуммаНДС: row.СуммаНДС,
  СуммаСНДС: row.СуммаСНДС,
  СтавкаНДС_Key: row.СтавкаНДС_Key,
  Склад_Key: row.Склад_Key,
  КодСтроки: row.КодСтроки,
});

/** A return of some units of the only row of a shipment (ut-filling 2.6). */
export const returnBody = (
  order: Entity,
  shipment: string,
  quantity: number,
  changes: Entity = {},
): Entity => {
  const [row] = rows(order);
  const source = { ДокументРеализации: shipment, ДокументРеализации_Type: `StandardODATA.${SHIPMENTS}` };
  return {
    Date: '2026-01-15T12:00:00',
    ХозяйственнаяОперация: 'ВозвратТоваровОтКлиента',
    ...source,
    ...Object.fromEntries(
      ['Партнер_Key', 'Контрагент_Key', 'Организация_Key', 'Склад_Key', 'Валюта_Key', 'ЦенаВключаетНДС'].map(
        (name) => [name, order[name]],
      ),
    ),
    СпособКомпенсации: 'ВернутьДенежныеСредства',
    Товары: [
      {
        LineNumber: '1',
        Номенклатура_Key: row?.Номенклатура_Key,
        Количество: quantity,
        КоличествоУпаковок: quantity,
        Цена: 95,
        Сумма: 95 * quantity,
        СуммаНДС: 15.83,
        СуммаСНДС: 95 * quantity,
        СтавкаНДС_Key: row?.СтавкаНДС_Key,
        СпособОпределенияСебестоимости: 'ИзДокументаПродажи',
        ...source,
        ...changes,
      },
    ],
  };
};

/** An order of 2 × 95 that is posted and shipped. */
export async function shippedOrder(
  base: TestBase,
): Promise<{ readonly order: Entity; readonly shipment: string }> {
  const order = await posted(base);
  return { order, shipment: await postedDocument(base, SHIPMENTS, shipmentBody(order)) };
}
