import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { created, posted, stateOf } from './orders.ts';
import { good, ORDERS, orderRow, shop, site, startBase, type TestBase } from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

describe('states (ut-filling 4)', () => {
  const service = shop.deliveryService.key;
  it.each<[string, Record<string, unknown>, string]>([
    ['1', { Статус: 'НеСогласован' }, 'ОжидаетсяСогласование'],
    ['3', { Товары: [orderRow(1, { ВариантОбеспечения: 'НеТребуется' })] }, 'ГотовКОбеспечению'],
    [
      '5',
      { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению', Количество: 1_000_000 })] },
      'ОжидаетсяОбеспечение',
    ],
    ['6, in stock', { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] }, 'ГотовКОтгрузке'],
    ['6, reserved', { Товары: [orderRow(1, { ВариантОбеспечения: 'СоСклада' })] }, 'ГотовКОтгрузке'],
    [
      '6, a delivery row left behind',
      {
        Товары: [orderRow(1), orderRow(2, { Номенклатура_Key: service, ВариантОбеспечения: 'НеТребуется' })],
      },
      'ГотовКОтгрузке',
    ],
    ['7', {}, 'ВПроцессеОтгрузки'],
    [
      '7, with delivery',
      { Товары: [orderRow(1), orderRow(2, { Номенклатура_Key: service })] },
      'ВПроцессеОтгрузки',
    ],
    ['10, wholly cancelled', { Товары: [orderRow(1, { Отменено: true })] }, 'Закрыт'],
    ['10, closed by status', { Статус: 'Закрыт' }, 'Закрыт'],
  ])('row %s', async (_, changes, state) => {
    expect(await stateOf(base, await posted(base, changes))).toBe(state);
  });

  it('row 4: a prepayment before shipment', async () => {
    base.control.patch('Catalog_СоглашенияСКлиентами', site.agreement.key, {
      ЭтапыГрафикаОплаты: [{ ВариантОплаты: 'ПредоплатаДоОтгрузки', ПроцентПлатежа: 100 }],
    });
    expect(await stateOf(base, await posted(base))).toBe('ОжидаетсяПредоплатаДоОтгрузки');
  });

  it('row 9: with the options НеЗакрывать… a cancelled order waits to be closed', async () => {
    base.control.switches.closeOnlyShipped = true;
    expect(await stateOf(base, await posted(base, { Товары: [orderRow(1, { Отменено: true })] }))).toBe(
      'ГотовКЗакрытию',
    );
  });

  it('goods that arrive, or that another order takes, change the state', async () => {
    base.control.setStock(good.key, site.warehouse.key, 0);
    const order = await posted(base, { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] });
    expect(await stateOf(base, order)).toBe('ОжидаетсяОбеспечение');
    base.control.setStock(good.key, site.warehouse.key, 2);
    expect(await stateOf(base, order)).toBe('ГотовКОтгрузке');
    await posted(base);
    base.control.refreshStates();
    expect(await stateOf(base, order)).toBe('ОжидаетсяОбеспечение');
  });

  it('an order that is not posted has none; un-posting and deleting take it away', async () => {
    expect(await stateOf(base, await created(base))).toBeUndefined();
    const [a, b] = [await posted(base), await posted(base)];
    await base.unpost(String(a.Ref_Key));
    await base.call('DELETE', `${ORDERS}(guid'${b.Ref_Key}')`);
    expect([await stateOf(base, a), await stateOf(base, b)]).toEqual([undefined, undefined]);
  });

  it('a lagging job: states appear when it runs', async () => {
    base.control.switches.lazyStates = true;
    const order = await posted(base);
    expect(await stateOf(base, order)).toBeUndefined();
    base.control.refreshStates();
    expect(await stateOf(base, order)).toBe('ВПроцессеОтгрузки');
  });

  it('a person closes an order', async () => {
    const order = await posted(base, { Товары: [orderRow(1, { ВариантОбеспечения: 'КОбеспечению' })] });
    base.control.closeOrder(String(order.Ref_Key));
    expect(await stateOf(base, order)).toBe('Закрыт');
    expect((await base.read(ORDERS, String(order.Ref_Key))).json).toMatchObject({
      Статус: 'Закрыт',
      СуммаДокумента: 190,
    });
  });
});
