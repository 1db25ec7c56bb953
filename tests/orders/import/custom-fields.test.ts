import { describe, expect, it } from 'vitest';
import { testKey } from '../../settings/valid-settings.ts';
import { line, onEveryRelease } from '../support/cases.ts';
import { rowsOf } from '../support/imports.ts';

const PROPERTIES = 'ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения';
const [GIFT, FLOOR, OTHER] = [testKey(601), testKey(602), testKey(603)];

onEveryRelease((cases) => {
  const attributesOf = (number: string) =>
    rowsOf(cases.held(number), 'ДополнительныеРеквизиты').map((row) => [
      row.Свойство_Key,
      row.Значение,
      row.Значение_Type,
    ]);

  /** Maps fields, and puts the attributes that the mapping names into the base. */
  function mapFields(customFields: readonly { readonly crm: string; readonly onec: string }[]): void {
    for (const key of [GIFT, FLOOR, OTHER]) {
      cases.bridge.onec.control.put(PROPERTIES, key, { Имя: `attribute${key.slice(-3)}` });
    }
    cases.bridge.changeSettings({ customFields });
  }

  describe('contract 3, customFields', () => {
    it('go to the comment, after the words of customer and manager, each with its name', async () => {
      mapFields([
        { crm: 'gift', onec: 'comment' },
        { crm: 'lift', onec: 'comment' },
        { crm: 'colour', onec: 'comment' },
        { crm: 'absent', onec: 'comment' },
      ]);
      const properties = [{ code: 'colour', name: 'Цвет', value: 'синий' }];
      const { number } = await cases.order(
        { items: [line(1, 100, { properties })], customerComment: 'Позвонить' },
        { customFields: { gift: 'да', lift: ['грузовой', 'пассажирский'], ignored: 'x' } },
      );
      expect(cases.held(number).Комментарий).toBe(
        '#Позвонить\ngift: да\nlift: грузовой, пассажирский\nЦвет: синий',
      );
    });

    it('go to additional attributes, follow the CRM, and leave what people put beside them', async () => {
      mapFields([
        { crm: 'gift', onec: GIFT },
        { crm: 'floor', onec: FLOOR },
      ]);
      const { id, number } = await cases.order({}, { customFields: { gift: true, floor: 7 } });
      expect(attributesOf(number)).toEqual([
        [GIFT, 'true', 'Edm.Boolean'],
        [FLOOR, '7', 'Edm.Double'],
      ]);
      const own = { Свойство_Key: OTHER, Значение: 'своё', Значение_Type: 'Edm.String', ТекстоваяСтрока: '' };
      const [first, second] = rowsOf(cases.held(number), 'ДополнительныеРеквизиты');
      cases.bridge.onec.control.patch('Document_ЗаказКлиента', cases.held(number).Ref_Key, {
        ДополнительныеРеквизиты: [first, own, second],
      });
      await cases.again(id, { customFields: { gift: null, floor: 8 } });
      expect(attributesOf(number)).toEqual([
        [OTHER, 'своё', 'Edm.String'],
        [FLOOR, '8', 'Edm.Double'],
      ]);
      cases.bridge.takeRequests();
      expect((await cases.again(id)).kind).toBe('unchanged');
    });

    it('the date of the delivery goes to either place', async () => {
      mapFields([
        { crm: 'delivery.date', onec: 'comment' },
        { crm: 'delivery.date', onec: GIFT },
      ]);
      const { id, number } = await cases.order({ delivery: { code: 'courier', date: '2026-03-17' } });
      expect(cases.held(number).Комментарий).toBe('Дата доставки: 17.03.2026');
      expect(attributesOf(number)).toEqual([[GIFT, '2026-03-17T00:00:00', 'Edm.DateTime']]);
      expect((await cases.again(id)).kind).toBe('unchanged');
    });

    it('of items: what all say once, what differs with its product, nothing of cancelled ones', async () => {
      mapFields([{ crm: 'colour', onec: GIFT }]);
      const coloured = (value: string, index: number) =>
        line(1, 100, { properties: [{ code: 'colour', name: 'Цвет', value }] }, index);
      const same = await cases.order({ items: [coloured('синий', 0), coloured('синий', 1)] });
      expect(attributesOf(same.number)).toEqual([[GIFT, 'синий', 'Edm.String']]);
      const other = await cases.order({ items: [coloured('синий', 0), coloured('белый', 1)] });
      expect(String(attributesOf(other.number)[0]?.[1])).toMatch(/^.+ — синий; .+ — белый$/);
      const items = [coloured('синий', 0), { ...coloured('белый', 1), status: 'out-of-stock' }];
      const cancelled = await cases.order({ items });
      expect(attributesOf(cancelled.number)).toEqual([[GIFT, 'синий', 'Edm.String']]);
    });

    it('a text longer than an attribute’s value stands whole beside it', async () => {
      mapFields([{ crm: 'note', onec: GIFT }]);
      const note = 'я'.repeat(3000);
      const { id, number } = await cases.order({}, { customFields: { note } });
      const [row] = rowsOf(cases.held(number), 'ДополнительныеРеквизиты');
      expect(row).toMatchObject({ Значение: note.slice(0, 1024), ТекстоваяСтрока: note });
      expect((await cases.again(id, { managerComment: 'Позвонить' })).kind).toBe('imported');
      expect(rowsOf(cases.held(number), 'ДополнительныеРеквизиты')).toHaveLength(1);
    });

    it('an attribute that 1C does not have parks the order with the path', async () => {
      cases.bridge.changeSettings({ customFields: [{ crm: 'gift', onec: testKey(699) }] });
      const { outcome } = await cases.order({}, { customFields: { gift: 'да' } });
      expect(outcome).toMatchObject({ kind: 'parked', details: { path: 'customFields[0].onec' } });
    });
  });
});
