import { describe, expect, it } from 'vitest';
import { testKey } from '../../settings/valid-settings.ts';
import { newOrder, plainGoods, shop } from '../support/bridge.ts';
import { line, onEveryRelease } from '../support/cases.ts';
import { goodAt } from '../support/imports.ts';

type Line = Readonly<Record<string, unknown>> & { readonly id: number };

const varied = shop.goods.find(({ characteristics }) => characteristics.length > 0);
const [characteristic] = varied?.characteristics ?? [];

onEveryRelease((cases) => {
  const linesOf = (id: number) => cases.bridge.crm.order(id).items as readonly Line[];
  const goodsOf = (number: string) => cases.rows(number).map((row) => row.Номенклатура_Key);
  /** What tells a row of 1C from the others, on every release. */
  const identities = (number: string) =>
    cases.rows(number).map((row) => `${row.КодСтроки} ${row.ИдентификаторСтроки ?? ''}`);

  describe('products of the rows', () => {
    it('I-68: an unknown product parks the order, names the offer, and 1C is not touched', async () => {
      const { id, number } = newOrder(cases.bridge);
      const [item] = linesOf(id);
      const unknown = testKey(404);
      const outcome = await cases.again(id, { items: [{ ...item, offer: { xmlId: unknown } }] });
      expect(outcome).toMatchObject({ kind: 'parked', reason: 'productUnknown' });
      expect(outcome.message).toContain(unknown);
      expect(cases.bridge.documents(number)).toEqual([]);
    });

    it.each([
      ['product#characteristic', false, () => `${varied?.key}#${characteristic?.key}`, true],
      [
        'organisation#product#characteristic',
        true,
        () => `${testKey(1)}#${varied?.key}#${characteristic?.key}`,
        true,
      ],
      ['organisation#product', true, () => `${testKey(1)}#${goodAt(0)}`, false],
    ])('I-69: %s', async (_name, organizationPrefix, xmlId, isVaried) => {
      cases.bridge.changeSettings({ offers: { ...cases.bridge.settings.offers, organizationPrefix } });
      const { id, number } = newOrder(cases.bridge);
      const [item] = linesOf(id);
      await cases.again(id, { items: [{ ...item, offer: { xmlId: xmlId() } }] });
      expect(cases.rows(number)).toMatchObject([
        {
          Номенклатура_Key: isVaried ? varied?.key : goodAt(0),
          Характеристика_Key: isVaried ? characteristic?.key : expect.stringMatching(/^0{8}-/),
        },
      ]);
    });

    it('I-70: a price type of the table gives the row its kind of prices, any other leaves it', async () => {
      const [, wholesale] = shop.priceKinds;
      const priced = (code: string) => [line(1, 100, { priceType: { code } })];
      const { id, number } = await cases.order({ items: priced('wholesale') });
      expect(cases.rows(number)[0]?.ВидЦены_Key).toBe(wholesale?.key);
      const [item] = linesOf(id);
      await cases.again(id, {
        items: [{ ...item, quantity: 2, priceType: { code: 'purchase' }, prices: [] }],
        totalSumm: 200,
      });
      expect(cases.rows(number)[0]).toMatchObject({ Количество: 2, ВидЦены_Key: wholesale?.key });
      cases.bridge.changeSettings({ prices: { ...cases.bridge.settings.prices, types: [] } });
      const untyped = await cases.order({ items: priced('wholesale') });
      expect(cases.rows(untyped.number)[0]?.ВидЦены_Key).toMatch(/^0{8}-/);
    });
  });

  describe('which row is which', () => {
    const three = () => [0, 1, 2].map((index) => line(1, 100, {}, index));

    it('I-71, I-72: quantities reach their rows, removed items take theirs, added ones follow in order', async () => {
      const { id, number } = await cases.order({ items: three() });
      const before = identities(number);
      const [first, , third] = linesOf(id);
      cases.bridge.crm.editOrder(id, {
        items: [{ id: first?.id, quantity: 4 }, { id: third?.id }, line(1, 50, {}, 3), line(1, 60, {}, 4)],
      });
      await cases.again(id);
      expect(goodsOf(number)).toEqual([0, 2, 3, 4].map(goodAt));
      expect(cases.rows(number).map((row) => row.Количество)).toEqual([4, 1, 1, 1]);
      expect(identities(number).slice(0, 2)).toEqual([before[0], before[2]]);
    });

    it('I-73: items without externalIds keep their rows from import to import', async () => {
      const { id, number } = await cases.order({ items: three() });
      expect(linesOf(id).every((item) => item.externalIds === undefined)).toBe(true);
      const before = identities(number);
      for (const managerComment of ['первый', 'второй']) {
        await cases.again(id, { managerComment });
        expect(identities(number)).toEqual(before);
      }
    });

    it('I-74: one product in two items is two rows, each following its own', async () => {
      const { id, number } = newOrder(cases.bridge, { items: [line(3, 100), line(5, 100, {}, 1)] });
      const [first, second] = linesOf(id);
      const twin = { ...second, offer: first?.offer };
      await cases.again(id, { items: [first, twin] });
      expect(cases.rows(number).map((row) => row.Количество)).toEqual([3, 5]);
      await cases.again(id, {
        items: [first, { ...twin, quantity: 7, prices: [] }],
        totalSumm: 1000,
      });
      expect(cases.rows(number).map((row) => row.Количество)).toEqual([3, 7]);
    });

    it('I-75: with externalId as the offer’s field rows are matched alike', async () => {
      const offers = {
        ...cases.bridge.settings.offers,
        crmField: 'externalId',
        onecField: 'article',
        characteristics: false,
      };
      cases.bridge.changeSettings({ offers: offers as never });
      const { id, number } = newOrder(cases.bridge, { items: three() });
      const items = linesOf(id).map((item, index) => ({
        ...item,
        offer: { externalId: plainGoods[index]?.article },
      }));
      await cases.again(id, { items });
      const before = identities(number);
      const [first, ...others] = items;
      await cases.again(id, { items: [{ ...first, quantity: 2, prices: [] }, ...others], totalSumm: 400 });
      expect(identities(number)).toEqual(before);
      expect(cases.rows(number).map((row) => row.Количество)).toEqual([2, 1, 1]);
    });
  });

  describe('what an import leaves alone', () => {
    it('I-99: nothing of the order is written into the CRM', async () => {
      const { id, number } = newOrder(cases.bridge, {
        items: [line(3, 100, { status: 'out-of-stock' }), line(1, 100, {}, 1)],
      });
      const before = cases.bridge.crm.order(id);
      await cases.again(id);
      expect(cases.held(number).Posted).toBe(true);
      expect(cases.bridge.crm.order(id)).toEqual(before);
      expect(cases.bridge.crm.requestLog.count({ method: 'POST' })).toBe(0);
    });

    it('I-100: a discount that the manager takes off stays off, in both', async () => {
      const { id, number } = await cases.order({ items: [line(2, 100)], discountManualAmount: 100 });
      expect(cases.rows(number)[0]).toMatchObject({ Сумма: 100, СуммаРучнойСкидки: 100 });
      cases.bridge.crm.editOrder(id, { discountManualAmount: 0 });
      await cases.again(id);
      expect(cases.rows(number)[0]).toMatchObject({ Сумма: 200, СуммаРучнойСкидки: 0 });
      expect(cases.bridge.crm.order(id)).toMatchObject({ totalSumm: 200 });
      expect(cases.bridge.crm.order(id)).not.toHaveProperty('discountManualAmount');
    });

    it('I-101: an unchanged order is not written again, nor is its customer', async () => {
      const { id, number } = await cases.order({ delivery: { code: 'courier', cost: 350 } });
      const versions = () => {
        const order = cases.held(number);
        const partner = cases.bridge.onec.control.entity('Catalog_Партнеры', String(order.Партнер_Key));
        const counterparty = cases.bridge.onec.control.entity(
          'Catalog_Контрагенты',
          String(order.Контрагент_Key),
        );
        return [order, partner, counterparty].map((entity) => entity?.DataVersion);
      };
      const before = versions();
      expect((await cases.again(id)).kind).toBe('unchanged');
      cases.bridge.changeSettings({});
      expect((await cases.again(id)).kind).toBe('unchanged');
      expect(versions()).toEqual(before);
    });
  });
});
