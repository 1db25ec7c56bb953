import { describe, expect, it } from 'vitest';
import { planDocument } from '../../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../../lib/settings/schema.ts';
import { keys, testKey, validSettings } from '../../../settings/valid-settings.ts';
import { crmItem, crmOrder } from '../../support/crm-order.ts';
import { bodyOf, customer, documentAfter, factsFor, good, planned, refusedFor } from '../../support/facts.ts';

/** Item statuses are not used, so that the order's status decides on supply. */
const settings = validSettings({ itemStatuses: [] });

function bodyFor(order = crmOrder(), use: Settings = settings, changes: Parameters<typeof factsFor>[1] = {}) {
  return bodyOf(planned(planDocument(order, customer, factsFor(order, changes), use)));
}

describe('header of a new order', () => {
  it('takes date, number, site parameters and customer from the CRM and the settings (original-import 6.2)', () => {
    expect(bodyFor()).toMatchObject({
      Date: '2026-03-05T10:30:00',
      НомерПоДаннымКлиента: '138A',
      ДатаПоДаннымКлиента: '2026-03-05T00:00:00',
      Партнер_Key: customer.partner,
      Контрагент_Key: customer.counterparty,
      Организация_Key: keys.organization1,
      Валюта_Key: keys.currency,
      Склад_Key: keys.warehouse1,
      Приоритет_Key: keys.priority,
      НалогообложениеНДС: 'ПродажаОблагаетсяНДС',
      ЦенаВключаетНДС: true,
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      ФормаОплаты: 'Наличная',
      Касса_Key: keys.cashDesk1,
      БанковскийСчет_Key: keys.bankAccount1,
      НеОтгружатьЧастями: true,
      СкидкиРассчитаны: true,
      ДатаОтгрузки: '2026-03-05T00:00:00',
    });
  });

  it('never sends what 1C computes or numbers itself (ut-filling 2)', () => {
    const body = bodyFor();
    for (const name of ['Number', 'СуммаДокумента', 'Автор', 'ОбъектРасчетов_Key', 'Согласован', 'Posted']) {
      expect(body).not.toHaveProperty(name);
    }
  });

  it('I-45: the second site brings its own organisation, and an unknown one parks the order', () => {
    expect(bodyFor(crmOrder({ site: 'shop2' })).Организация_Key).toBe(keys.organization2);
    const order = crmOrder({ site: 'shop9' });
    const [problem] = refusedFor(planDocument(order, customer, factsFor(order), settings));
    expect(problem).toMatchObject({ reason: 'siteUnmapped', details: { site: 'shop9' } });
  });

  it('I-46: a mapped store gives its warehouse, an unmapped one the default with a warning', () => {
    expect(bodyFor(crmOrder({ shipmentStore: 'second' })).Склад_Key).toBe(keys.warehouse2);
    const order = crmOrder({ shipmentStore: 'moon' });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).Склад_Key).toBe(keys.warehouse1);
    expect(plan.warnings.map(({ code }) => code)).toContain('storeUnmapped');
  });

  it('I-47: a changed store reaches header and rows of an existing order', () => {
    const first = crmOrder();
    const document = documentAfter(planned(planDocument(first, customer, factsFor(first), settings)));
    const moved = crmOrder({ shipmentStore: 'second' });
    const body = bodyFor(moved, settings, { document, customerOfDocument: customer.id });
    expect(body.Склад_Key).toBe(keys.warehouse2);
    expect(body.Товары?.map((row) => row.Склад_Key)).toEqual([keys.warehouse2]);
  });

  it('I-48: a mapped manager brings the department; an unmapped one leaves the default user, with a warning', () => {
    const departments = new Map([[keys.user, testKey(77)]]);
    expect(bodyFor(crmOrder({ managerId: 8 }), settings, { departments })).toMatchObject({
      Менеджер_Key: keys.user,
      Подразделение_Key: testKey(77),
    });
    const order = crmOrder({ managerId: 999 });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).Менеджер_Key).toBe(keys.user);
    expect(plan.warnings.map(({ code }) => code)).toContain('managerUnmapped');
  });

  it('I-26, I-28: address, times and notes by the way of delivery', () => {
    const delivery = {
      timeFrom: '10:00',
      timeTo: '14:00',
      address: { index: '101000', city: 'Москва', text: 'ул. Мира, 1', notes: 'Код 1' },
    };
    const own = validSettings({ deliveries: [{ crm: 'own', method: 'ДоКлиента', carrier: null }] });
    expect(bodyFor(crmOrder({ delivery: { ...delivery, code: 'own' } }), own)).toMatchObject({
      СпособДоставки: 'ДоКлиента',
      АдресДоставки: '101000 Москва ул. Мира, 1',
      ВремяДоставкиС: '0001-01-01T10:00:00',
      ВремяДоставкиПо: '0001-01-01T14:00:00',
      ДополнительнаяИнформацияПоДоставке: 'Код 1',
    });
    const pickup = bodyFor(crmOrder({ delivery }));
    expect(pickup.СпособДоставки).toBe('Самовывоз');
    expect(pickup).not.toHaveProperty('ВремяДоставкиС');
    expect(pickup).not.toHaveProperty('ДополнительнаяИнформацияПоДоставке');
  });

  it('names the carrier only where somebody else carries', () => {
    expect(bodyFor(crmOrder({ delivery: { code: 'courier' } }))).toMatchObject({
      СпособДоставки: 'СиламиПеревозчика',
      ПеревозчикПартнер_Key: keys.carrier,
    });
  });

  it('I-27: comments of customer and manager', () => {
    expect(bodyFor(crmOrder({ customerComment: 'Позвонить', managerComment: 'VIP' })).Комментарий).toBe(
      '#Позвонить\nVIP',
    );
    expect(bodyFor(crmOrder({ customerComment: '#1 срочно' })).Комментарий).toBe('#1 срочно');
    expect(bodyFor(crmOrder({ managerComment: 'VIP' })).Комментарий).toBe('VIP');
  });

  it('takes operation, settlement order and payment form from the agreement (original-import 6.3)', () => {
    const agreement = {
      key: keys.agreement,
      operation: 'РеализацияВРозницу',
      settlementOrder: 'ПоЗаказам',
      paymentForm: 'Безналичная',
      paymentSchedule: '',
      isMarked: false,
      usesContracts: false,
      stages: [],
      ofRelease: {},
    };
    const body = bodyFor(crmOrder(), settings, { agreement });
    expect(body).toMatchObject({
      Соглашение_Key: keys.agreement,
      ХозяйственнаяОперация: 'РеализацияВРозницу',
      ПорядокРасчетов: 'ПоЗаказам',
      ФормаОплаты: 'Безналичная',
    });
    expect(body).not.toHaveProperty('Касса_Key');
  });

  it('cuts a text that 1C would cut silently, and says so', () => {
    const order = crmOrder({ delivery: { address: { text: 'д'.repeat(600) } } });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).АдресДоставки).toHaveLength(500);
    expect(plan.warnings).toContainEqual({
      code: 'textCut',
      message: expect.stringContaining('АдресДоставки'),
    });
  });
});

describe('payment stage', () => {
  it('I-52: one stage of 100 % on the shipping date', () => {
    const order = crmOrder({ shipmentDate: '2026-03-10' });
    expect(bodyFor(order).ЭтапыГрафикаОплаты).toEqual([
      {
        LineNumber: '1',
        ВариантОплаты: 'КредитПослеОтгрузки',
        ВариантОтсчета: 'ОтДатыЗаказа',
        Сдвиг: '5',
        ДатаПлатежа: '2026-03-10T00:00:00',
        ПроцентПлатежа: 100,
        СуммаПлатежа: 100,
      },
    ]);
  });

  it('is never before the document: 1C refuses to post that (ut-filling 1.1)', () => {
    expect(bodyFor(crmOrder({ shipmentDate: '2026-03-01' })).ЭтапыГрафикаОплаты?.[0]?.ДатаПлатежа).toBe(
      '2026-03-05T00:00:00',
    );
  });

  it('is left to 1C where the agreement has stages of its own', () => {
    const agreement = {
      key: keys.agreement,
      operation: '',
      settlementOrder: '',
      paymentForm: '',
      paymentSchedule: '',
      isMarked: false,
      usesContracts: false,
      stages: [
        { option: 'КредитПослеОтгрузки', countedFrom: 'ОтДатыЗаказа', days: 3, share: 10_000 } as const,
      ],
      ofRelease: {},
    };
    expect(bodyFor(crmOrder(), settings, { agreement })).not.toHaveProperty('ЭтапыГрафикаОплаты');
  });
});

describe('statuses and supply', () => {
  it.each([
    ['new', 'НеСогласован', 'НеТребуется'],
    ['client-confirmed', 'КОбеспечению', 'СоСклада'],
    ['assembling', 'КОбеспечению', 'Отгрузить'],
  ])('I-53: %s → %s, rows %s', (status, expected, supply) => {
    const body = bodyFor(crmOrder({ status }));
    expect(body.Статус).toBe(expected);
    expect(body.Товары?.map((row) => row.ВариантОбеспечения)).toEqual([supply]);
  });

  it('I-55: an order used as an invoice is never agreed', () => {
    const body = bodyFor(crmOrder({ status: 'assembling' }), validSettings({ orderUse: 'invoice' }));
    expect(body).toMatchObject({ Статус: 'НеСогласован', Товары: [{ ВариантОбеспечения: 'НеТребуется' }] });
  });

  it('I-56: a cancelling status cancels every row, drops delivery and stages, closes the order', () => {
    const body = bodyFor(crmOrder({ status: 'cancel-other', delivery: { cost: '350' }, totalSumm: '450' }));
    expect(body.Статус).toBe('Закрыт');
    expect(body.Товары).toHaveLength(1);
    expect(body.Товары?.[0]).toMatchObject({ Отменено: true, ПричинаОтмены_Key: keys.cancelReason });
    expect(body).not.toHaveProperty('ЭтапыГрафикаОплаты');
  });

  it('I-57: a cancelled item cancels its row and is lifted again', () => {
    const order = crmOrder({ items: [crmItem(1), crmItem(2, { isCanceled: true })] });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).Товары?.map((row) => row.Отменено)).toEqual([false, true]);
    const revived = crmOrder({ items: [crmItem(1), crmItem(2)], totalSumm: '200' });
    const body = bodyFor(revived, settings, {
      document: documentAfter(plan),
      customerOfDocument: customer.id,
    });
    expect(body.Товары?.map((row) => row.Отменено)).toEqual([false, false]);
  });

  it('I-58: a table of item statuses decides row by row, and a status it lacks parks the order', () => {
    const table = validSettings({
      itemStatuses: [
        { crm: 'confirming', supply: 'КОбеспечению', cancel: false },
        { crm: 'completed', supply: 'Отгрузить', cancel: false },
      ],
    });
    const items = [crmItem(1, { status: 'confirming' }), crmItem(2, { status: 'completed' })];
    const body = bodyFor(crmOrder({ items, totalSumm: '200' }), table);
    expect(body.Товары?.map((row) => row.ВариантОбеспечения)).toEqual(['КОбеспечению', 'Отгрузить']);
    const order = crmOrder({ items: [crmItem(1, { status: 'lost' })] });
    const [problem] = refusedFor(planDocument(order, customer, factsFor(order), table));
    expect(problem).toMatchObject({ reason: 'itemStatusUnmapped', details: { status: 'lost' } });
  });

  it('ships the delivery row as soon as all goods are shipped (ut-filling 3)', () => {
    const supplies = (status: string) =>
      bodyFor(crmOrder({ status, delivery: { cost: '350' }, totalSumm: '450' })).Товары?.map(
        (row) => row.ВариантОбеспечения,
      );
    expect(supplies('client-confirmed')).toEqual(['СоСклада', 'НеТребуется']);
    expect(supplies('assembling')).toEqual(['Отгрузить', 'Отгрузить']);
  });

  it('keeps services out of stock: no warehouse, no reserve', () => {
    const order = crmOrder({ status: 'client-confirmed' });
    const service = good(1, { isService: true, name: 'Сборка' });
    const [row] = bodyFor(order, settings, { goods: new Map([[1, service]]) }).Товары ?? [];
    expect(row).toMatchObject({ ВариантОбеспечения: 'НеТребуется', Содержание: 'Сборка' });
    expect(row?.Склад_Key).toMatch(/^0{8}-/);
  });
});
