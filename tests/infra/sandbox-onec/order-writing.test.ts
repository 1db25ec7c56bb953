import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { created, posted } from './orders.ts';
import {
  EMPTY_KEY,
  first,
  ORDERS,
  orderBody,
  orderRow,
  rows,
  shop,
  site,
  startBase,
  type TestBase,
} from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

describe('writing', () => {
  it('F1: numbers run by organisation and by year', async () => {
    const other = first(shop.organizations.filter(({ key }) => key !== site.organization.key));
    const numbers = [
      await created(base),
      await created(base),
      await created(base, { Организация_Key: other.key }),
      await created(base, { Date: '2027-01-10T12:00:00' }),
      await created(base, { Организация_Key: EMPTY_KEY }),
    ].map((order) => order.Number);
    expect(numbers).toEqual([
      'ТД00-000001',
      'ТД00-000002',
      `${other.prefix}00-000001`,
      'ТД00-000001',
      '0000-000001',
    ]);
  });

  it('F1: a number of the client is kept to 11 characters, and refused if taken', async () => {
    expect(await created(base, { Number: 'CRM-12345678' })).toMatchObject({ Number: 'CRM-1234567' });
    const again = await base.call('POST', ORDERS, { body: orderBody({ Number: 'CRM-1234567' }) });
    expect([again.status, again.code]).toEqual([500, '-1']);
  });

  it('F1: codes of rows are given once and kept, also when rows come and go', async () => {
    const order = await created(base, { Товары: [orderRow(1), orderRow(2)] });
    expect(rows(order).map(({ КодСтроки }) => КодСтроки)).toEqual(['1', '2']);
    const { json } = await base.patch(ORDERS, String(order.Ref_Key), {
      Товары: [orderRow(1, { КодСтроки: '2' }), orderRow(2)],
    });
    expect(rows(json).map(({ КодСтроки }) => КодСтроки)).toEqual(['2', '3']);
    expect(json.МаксимальныйКодСтроки).toBe('3');
  });

  it('F1: the total is the rows’ own, without cancelled ones, whatever was sent', async () => {
    const order = await created(base, {
      СуммаДокумента: 1,
      Товары: [
        orderRow(1, { СуммаСНДС: 0.1 }),
        orderRow(2, { СуммаСНДС: 0.2 }),
        orderRow(3, { СуммаСНДС: 99, Отменено: true }),
      ],
    });
    expect(order.СуммаДокумента).toBe(0.3);
  });

  it('F1: Согласован is 1C’s own: false when written, true when posted', async () => {
    expect(await created(base, { Согласован: true })).toMatchObject({ Согласован: false });
    expect(await posted(base, { Согласован: false })).toMatchObject({
      Согласован: true,
      ДатаСогласования: '2026-01-10T00:00:00',
    });
    expect(await posted(base, { Статус: 'НеСогласован' })).toMatchObject({ Согласован: false });
  });

  it.each([
    ['', true],
    ['Наличная', true],
    ['Безналичная', false],
  ])('F1: with ФормаОплаты "%s" the cash desk stays: %s', async (form, stays) => {
    const desk = first(shop.cashDesks).key;
    const order = await created(base, { ФормаОплаты: form, Касса_Key: desk });
    expect(order.Касса_Key).toBe(stays ? desk : EMPTY_KEY);
  });

  it('ut-filling 0.2: an empty ПорядокРасчетов comes from the agreement', async () => {
    const agreement = first(shop.agreements.filter(({ settlementOrder }) => settlementOrder !== 'ПоЗаказам'));
    expect(await created(base, { Соглашение_Key: agreement.key })).toMatchObject({
      ПорядокРасчетов: agreement.settlementOrder,
    });
    expect(await created(base, { Соглашение_Key: EMPTY_KEY })).toMatchObject({
      ПорядокРасчетов: 'ПоЗаказам',
    });
  });

  it('ut-filling 1.1: shipping dates of header and rows are synchronised', async () => {
    const [early, late] = ['2026-01-11T00:00:00', '2026-01-15T00:00:00'];
    const Товары = [
      orderRow(1, { ДатаОтгрузки: late }),
      orderRow(2, { ДатаОтгрузки: early }),
      orderRow(3, { ДатаОтгрузки: '2026-01-01T00:00:00', Отменено: true }),
    ];
    expect(await created(base, { НеОтгружатьЧастями: false, ДатаОтгрузки: late, Товары })).toMatchObject({
      ДатаОтгрузки: early,
    });
    const whole = await created(base, { НеОтгружатьЧастями: true, ДатаОтгрузки: late, Товары });
    expect(rows(whole).map(({ ДатаОтгрузки }) => ДатаОтгрузки)).toEqual([late, late, late]);
  });

  it('the payment identifier has the form of a real base', async () => {
    expect(await created(base)).toMatchObject({ ИдентификаторПлатежа: 'ЗК2601ТД000000010000' });
  });
});
