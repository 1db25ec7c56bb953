import { describe, expect, it } from 'vitest';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import type { DocumentFacts, OrderDocument, RowIdentity } from '../../../lib/orders/order/facts.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import { validSettings } from '../../settings/valid-settings.ts';
import { crmItem, crmOrder, goodKey } from '../support/crm-order.ts';
import { bodyOf, customer, documentAfter, factsFor, good, planned, refusedFor } from '../support/facts.ts';

const settings = validSettings();

function imported(order: CrmOrder, changes: Partial<OrderDocument> = {}): OrderDocument {
  return documentAfter(planned(planDocument(order, customer, factsFor(order), settings)), changes);
}

function replan(order: CrmOrder, document: OrderDocument, facts: Partial<DocumentFacts> = {}) {
  const known = factsFor(order, { document, customerOfDocument: customer.id, ...facts });
  return planned(planDocument(order, customer, known, settings));
}

const two = crmOrder({ items: [crmItem(1), crmItem(2)], delivery: { cost: '350' }, totalSumm: '550' });

describe('an order that 1C already holds', () => {
  it('I-101: unchanged gives an empty plan', () => {
    expect(replan(two, imported(two)).writes).toEqual([]);
  });

  it('is posted when it is not, and nothing else', () => {
    const plan = replan(two, imported(two, { Posted: false }));
    expect(plan.writes.map(({ action }) => action)).toEqual(['post']);
  });

  it('I-71: a changed quantity reaches its row; identifiers and КодСтроки of all rows stay', () => {
    const document = imported(two);
    const order = { ...two, items: [crmItem(1), crmItem(2, { quantity: '4' })], totalSumm: '850' };
    const body = bodyOf(replan(order, document));
    expect(body.Товары?.map((row) => row.Количество)).toEqual([1, 4, 1]);
    expect(body.Товары?.map((row) => row.КодСтроки)).toEqual(['1', '2', '3']);
    expect(body.Товары?.map((row) => row.ИдентификаторСтроки)).toEqual(
      document.Товары.map((row) => row.ИдентификаторСтроки),
    );
    expect(body.ЭтапыГрафикаОплаты?.[0]?.СуммаПлатежа).toBe(850);
  });

  it('I-72: the last item gone, nothing else changed: its row goes, and the order is posted again', () => {
    const order = { ...two, items: [crmItem(1)], totalSumm: '450' };
    const plan = replan(order, imported(two));
    expect(bodyOf(plan).Товары?.map((row) => row.КодСтроки)).toEqual(['1', '3']);
    expect(plan.writes.map(({ action }) => action)).toEqual(['update', 'post']);
  });

  it('I-72: a gift that is gone takes its row along', () => {
    const gift = crmItem(3, { initialPrice: '0' });
    const before = { ...two, items: [...two.items, gift] };
    expect(bodyOf(replan(two, imported(before))).Товары).toHaveLength(3);
  });

  it('I-72: a removed item takes its row along, an added one comes after the known goods and before the delivery', () => {
    const order = { ...two, items: [crmItem(2), crmItem(3)] };
    const rows = bodyOf(replan(order, imported(two))).Товары;
    expect(rows?.map((row) => row.Номенклатура_Key)).toEqual([goodKey(2), goodKey(3), settings.deliveryItem]);
    expect(rows?.map((row) => row.КодСтроки)).toEqual(['2', '0', '3']);
    expect(rows?.map((row) => row.LineNumber)).toEqual(['1', '2', '3']);
  });

  it('I-73: rows are known by what the link remembers, even where 1C gave them identifiers of its own', () => {
    const document = imported(two);
    const renamed = {
      ...document,
      Товары: document.Товары.map((row, index) => ({ ...row, ИдентификаторСтроки: `own-${index}` })),
    };
    const rowIdentities: RowIdentity[] = [
      { item: 1, row: 'own-0', code: '1' },
      { item: 2, row: 'own-1', code: '2' },
      { item: 'delivery', row: 'own-2', code: '3' },
    ];
    const order = { ...two, items: [crmItem(1, { offer: { xmlId: goodKey(2) } }), crmItem(2)] };
    const facts = factsFor(order, { document: renamed, rowIdentities, customerOfDocument: customer.id });
    const swapped = new Map(facts.goods).set(1, good(2));
    const body = bodyOf(planned(planDocument(order, customer, { ...facts, goods: swapped }, settings)));
    expect(body.Товары?.map((row) => [row.Номенклатура_Key, row.ИдентификаторСтроки])).toEqual([
      [goodKey(2), 'own-0'],
      [goodKey(2), 'own-1'],
      [settings.deliveryItem, 'own-2'],
    ]);
  });

  it('I-74: one product in two items is two rows, each following its own item', () => {
    const same = { xmlId: goodKey(7) };
    const items = (second: string) => [
      crmItem(1, { quantity: '3', offer: same }),
      crmItem(2, { quantity: second, offer: same }),
    ];
    const order = crmOrder({ items: items('5'), totalSumm: '800' });
    const document = imported(order);
    const body = bodyOf(replan({ ...order, items: items('6'), totalSumm: '900' }, document));
    expect(body.Товары?.map((row) => [row.КодСтроки, row.Количество])).toEqual([
      ['1', 3],
      ['2', 6],
    ]);
  });

  it('recognises the rows of the former extension by the identifiers it left in the CRM', () => {
    const document = imported(two);
    const former = {
      ...document,
      Товары: document.Товары.map((row, index) => ({ ...row, ИдентификаторСтроки: `former-${index}` })),
    };
    const items = [
      crmItem(1, { externalIds: [{ code: '1C', value: 'former-0' }] }),
      crmItem(2, { externalIds: [{ code: '1C', value: 'former-1' }] }),
    ];
    expect(replan({ ...two, items }, former).writes).toEqual([]);
  });

  it('I-66: re-import leaves one delivery row', () => {
    const order = { ...two, managerComment: 'позвонить' };
    const plan = replan(order, imported(two));
    expect(bodyOf(plan)).toEqual({ Комментарий: 'позвонить' });
  });

  it('leaves alone what users changed in properties that the CRM does not decide', () => {
    const document = imported(two);
    const touched = {
      ...document,
      ДополнительнаяИнформация: 'заметка склада',
      Товары: document.Товары.map((row) => ({ ...row, Серия_Key: goodKey(99) })),
    };
    expect(replan(two, touched).writes).toEqual([]);
    const body = bodyOf(
      replan({ ...two, items: [crmItem(1), crmItem(2, { quantity: '2' })], totalSumm: '650' }, touched),
    );
    expect(body).not.toHaveProperty('ДополнительнаяИнформация');
    expect(body.Товары?.[0]?.Серия_Key).toBe(goodKey(99));
  });

  it('I-51: date, number, organisation, currency and taxation stay although the CRM or the settings changed', () => {
    const order = {
      ...two,
      number: '999',
      createdAt: '2026-04-01 00:00:00',
      shipmentDate: '2026-03-05',
    };
    const body = planned(
      planDocument(
        order,
        customer,
        factsFor(order, { document: imported(two), customerOfDocument: customer.id }),
        settings,
      ),
    ).desired.header;
    for (const name of [
      'Date',
      'НомерПоДаннымКлиента',
      'Организация_Key',
      'Валюта_Key',
      'НалогообложениеНДС',
    ]) {
      expect(body).not.toHaveProperty(name);
    }
  });

  it('computes VAT by the document, not by the site: taxation of an order never changes', () => {
    const document = imported(two, { ЦенаВключаетНДС: false });
    const [row] = bodyOf(replan(two, document)).Товары ?? [];
    expect(row).toMatchObject({ Сумма: 100, СуммаНДС: 20, СуммаСНДС: 120 });
  });

  it('keeps partner and counterparty as long as the CRM names the same customer (original-import 5.6)', () => {
    const document = imported(two, { Партнер_Key: goodKey(50) });
    expect(replan(two, document).writes).toEqual([]);
    const moved = bodyOf(replan(two, document, { customerOfDocument: 1 }));
    expect(moved).toEqual({ Партнер_Key: customer.partner });
  });
});

describe('an order that cannot be written', () => {
  it('I-68: names the offer of every unknown product', () => {
    const order = crmOrder({ items: [crmItem(1), crmItem(2)], totalSumm: '200' });
    const facts = factsFor(order, {
      goods: new Map([
        [1, { missing: 'absent' }],
        [2, { missing: 'folder' }],
      ]),
    });
    const problems = refusedFor(planDocument(order, customer, facts, settings));
    expect(problems.map(({ reason, details }) => [reason, details.offer, details.why])).toEqual([
      ['productUnknown', goodKey(1), 'absent'],
      ['productUnknown', goodKey(2), 'folder'],
    ]);
  });

  it('parks on a VAT rate that the base lacks', () => {
    const fromCrm = validSettings({ vatRate: 'crm' });
    const order = crmOrder({ items: [crmItem(1, { vatRate: '18.00' })] });
    const [problem] = refusedFor(planDocument(order, customer, factsFor(order), fromCrm));
    expect(problem).toMatchObject({ reason: 'vatRateUnknown', details: { rate: '18.00' } });
  });

  it('takes the product’s rate by default and warns of another one in the CRM', () => {
    const order = crmOrder({ items: [crmItem(1, { vatRate: '10.00' })] });
    const plan = planned(planDocument(order, customer, factsFor(order), settings));
    expect(bodyOf(plan).Товары?.[0]?.СуммаНДС).toBe(16.67);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['vatRateDiffers']);
  });

  it('never takes a calculated rate for the rate of the same percent', () => {
    const fromCrm = validSettings({ vatRate: 'crm' });
    const order = crmOrder({ items: [crmItem(1, { vatRate: '20.00' })] });
    const facts = factsFor(order);
    const reversed = { ...facts, vatRates: [...facts.vatRates].reverse() };
    const [row] = bodyOf(planned(planDocument(order, customer, reversed, fromCrm))).Товары ?? [];
    expect(row?.СтавкаНДС_Key).toBe(facts.vatRates.find(({ name }) => name === '20%')?.key);
  });

  it('needs the delivery service that the settings name', () => {
    const order = crmOrder({ delivery: { cost: '350' }, totalSumm: '450' });
    const [problem] = refusedFor(
      planDocument(order, customer, factsFor(order, { deliveryService: undefined }), settings),
    );
    expect(problem?.reason).toBe('settingsIncomplete');
  });
});
