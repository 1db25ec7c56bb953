import { describe, expect, it } from 'vitest';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { DocumentFacts } from '../../../lib/orders/order/facts.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import { keys, validSettings } from '../../settings/valid-settings.ts';
import { crmOrder, goodKey } from '../support/crm-order.ts';
import { bodyOf, customer, documentAfter, factsFor, planned, rates, refusedFor } from '../support/facts.ts';

const settings = validSettings();

const plan = (order: CrmOrder, facts: Partial<DocumentFacts> = {}, use: Settings = settings) =>
  planDocument(order, customer, factsFor(order, facts), use);

describe('an order that moves to the site of another organisation', () => {
  const [first, second] = settings.sites;
  const elsewhere = validSettings({
    sites: [
      first,
      { ...second, currency: goodKey(78), agreement: keys.partner, taxation: 'ПродажаНеОблагаетсяНДС' },
    ] as never,
  });
  const currencies = new Map([
    [keys.currency, '643'],
    [goodKey(78), '643'],
  ]);
  const agreement = {
    key: keys.partner,
    operation: '',
    settlementOrder: 'ПоЗаказам',
    paymentForm: 'Наличная',
    paymentSchedule: '',
    isMarked: false,
    usesContracts: false,
    stages: [],
    ofRelease: {},
  };
  const before = crmOrder();
  const document = documentAfter(planned(plan(before)), {
    Договор_Key: goodKey(79),
    Соглашение_Key: keys.agreement,
  });
  const moved = { ...before, site: 'shop2' };
  const held: Partial<DocumentFacts> = { document, customerOfDocument: customer.id, currencies };

  it('R-4: takes the whole document with it', () => {
    const body = bodyOf(planned(plan(moved, { ...held, agreement }, elsewhere)));
    expect(body).toMatchObject({
      Организация_Key: keys.organization2,
      Валюта_Key: goodKey(78),
      Склад_Key: keys.warehouse2,
      НалогообложениеНДС: 'ПродажаНеОблагаетсяНДС',
      ЦенаВключаетНДС: false,
      БанковскийСчет_Key: keys.bankAccount2,
      Касса_Key: keys.cashDesk2,
      Соглашение_Key: keys.partner,
      Договор_Key: EMPTY_KEY,
      ПорядокРасчетов: 'ПоЗаказам',
    });
    expect(body.Товары?.[0]).toMatchObject({
      СтавкаНДС_Key: rates.exempt.key,
      Склад_Key: keys.warehouse2,
      ВидЦены_Key: EMPTY_KEY,
    });
  });

  it('R-4: leaves nothing of the former organisation where the new one has none', () => {
    const bare = validSettings({
      sites: [first, { ...second, bankAccount: null, cashDesk: null, agreement: null }] as never,
    });
    expect(bodyOf(planned(plan(moved, held, bare)))).toMatchObject({
      Организация_Key: keys.organization2,
      БанковскийСчет_Key: EMPTY_KEY,
      Касса_Key: EMPTY_KEY,
      Соглашение_Key: EMPTY_KEY,
      Договор_Key: EMPTY_KEY,
    });
  });

  it('R-4: is parked once something was shipped or paid, and nothing is planned', () => {
    const [problem] = refusedFor(plan(moved, { ...held, isShippedOrPaid: true }, elsewhere));
    expect(problem).toMatchObject({
      reason: 'organizationDiffers',
      details: { organization: keys.organization1, siteOrganization: keys.organization2 },
    });
    expect(problem?.message).toContain(document.Number);
  });

  it('R-4, B-5: never mixes: every place in the document is of one site, whatever moves where', () => {
    const places = (site: number) => ({
      Организация_Key: [keys.organization1, keys.organization2][site],
      БанковскийСчет_Key: [keys.bankAccount1, keys.bankAccount2][site],
      Касса_Key: [keys.cashDesk1, keys.cashDesk2][site],
      Склад_Key: [keys.warehouse1, keys.warehouse2][site],
    });
    const there = planned(plan(moved, held));
    const after = { ...document, ...bodyOf(there) } as typeof document;
    expect(after).toMatchObject(places(1));
    const back = planned(plan(before, { ...held, document: after }));
    expect({ ...after, ...bodyOf(back) }).toMatchObject(places(0));
  });

  it('R-4: a cancellation moves nothing', () => {
    const body = bodyOf(
      planned(plan({ ...moved, status: 'cancel-other' }, { ...held, isShippedOrPaid: true })),
    );
    expect(body.Товары?.every((row) => row.Отменено)).toBe(true);
    for (const name of ['Организация_Key', 'БанковскийСчет_Key', 'Касса_Key', 'Соглашение_Key']) {
      expect(body).not.toHaveProperty(name);
    }
  });

  it('R-4: a document of an organisation that no site has any more keeps the places of that one', () => {
    const former = { ...document, Организация_Key: goodKey(90), БанковскийСчет_Key: goodKey(91) };
    const { writes } = planned(plan(before, { ...held, document: former, agreement }));
    expect(writes).toEqual([]);
  });
});
