import { describe, expect, it } from 'vitest';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { isCompanyOrder } from '../../../lib/orders/customer/company/company.ts';
import type { CustomerFacts } from '../../../lib/orders/customer/facts.ts';
import { personOf } from '../../../lib/orders/customer/person.ts';
import { planCustomer } from '../../../lib/orders/customer/plan-customer.ts';
import { sentContacts } from '../../../lib/orders/customer/sent-contacts.ts';
import { proposedKeys } from '../../../lib/orders/proposed-keys.ts';
import { testKey } from '../../settings/valid-settings.ts';
import { crmOrder } from '../support/crm-order.ts';
import { testDigest } from '../support/digest.ts';

const kinds = new Map([
  ['ТелефонПартнера', testKey(1)],
  ['EmailПартнера', testKey(2)],
  ['ТелефонКонтрагента', testKey(3)],
  ['EmailКонтрагента', testKey(4)],
  ['ПочтовыйАдресКонтрагента', testKey(5)],
] as const);

const proposed = proposedKeys('demo.example.ru');

const nobody: CustomerFacts = {
  partner: undefined,
  counterparty: undefined,
  vanished: { partner: undefined, counterparty: undefined },
  proposed: { partner: proposed.partner(4976), counterparty: proposed.counterparty(4976) },
  contactKinds: kinds,
  sent: sentContacts({ phone: '+7 (900) 000-00-01', email: 'primer@example.ru' }, testDigest),
  isAmbiguous: false,
};

function question(changes: Parameters<typeof crmOrder>[0] = {}) {
  const person = personOf(crmOrder(changes));
  if (person === undefined) {
    throw new Error('the order names no person');
  }
  return {
    person,
    digest: testDigest,
    orderNumber: '138A',
    address: '',
    accessGroup: testKey(7),
    release: release11520,
  };
}

describe('a person who is new to 1C', () => {
  it('I-29: becomes a private partner and a private counterparty, linked, with the access group of the settings', () => {
    const plan = planCustomer({ ...question(), address: '101000 Москва' }, nobody);
    expect(plan.writes.map((write) => [write.action, write.object.set])).toEqual([
      ['create', 'Catalog_Партнеры'],
      ['create', 'Catalog_Контрагенты'],
    ]);
    const [partner, counterparty] = plan.writes;
    expect(partner).toMatchObject({
      proposedKey: proposed.partner(4976),
      sent: {
        Description: testDigest('name', 'Примеров Пример'),
        ДатаРегистрации: '2026-03-05T00:00:00',
        phone: testDigest('phone', '89000000001'),
        email: testDigest('email', 'primer@example.ru'),
      },
      body: { Клиент: true, ЮрФизЛицо: 'ЧастноеЛицо', ГруппаДоступа_Key: testKey(7) },
    });
    expect(counterparty).toMatchObject({
      proposedKey: proposed.counterparty(4976),
      sent: {
        Description: testDigest('name', 'Примеров Пример'),
        Партнер_Key: proposed.partner(4976),
      },
      body: { ЮрФизЛицо: 'ФизЛицо', ЮридическоеФизическоеЛицо: 'ФизическоеЛицо' },
    });
    expect(JSON.stringify(counterparty)).toContain('101000 Москва');
  });

  it('I-37: what the CRM does not know is not written', () => {
    const { email, phone, ...anonymous } = crmOrder();
    const person = personOf(anonymous);
    const plan = planCustomer({ ...question(), person: person ?? question().person }, nobody);
    for (const write of plan.writes) {
      expect(write).toMatchObject({ body: { КонтактнаяИнформация: [] } });
    }
    expect([email, phone]).not.toContain(undefined);
  });

  it('without a name is called by the CRM’s number of the card', () => {
    const { lastName, firstName, customer, ...nameless } = crmOrder();
    const person = personOf({ ...nameless, customer: { type: 'customer', id: 4976, phones: [] } });
    const plan = planCustomer({ ...question(), person: person ?? question().person }, nobody);
    expect(plan.writes[0]).toMatchObject({ body: { Description: 'Покупатель 4976' } });
    expect([lastName, firstName, customer?.id]).toEqual(['Примеров', 'Пример', 4976]);
  });

  it('says so when several people of 1C share the contacts', () => {
    const plan = planCustomer(question(), { ...nobody, isAmbiguous: true });
    expect(plan.warnings.map(({ code }) => code)).toEqual(['customerAmbiguous']);
    expect(plan.writes).toHaveLength(2);
  });
});

describe('whose order it is', () => {
  it('is a company’s by its card, by the company or by the legal details', () => {
    const corporate = { type: 'customer_corporate', id: 1, phones: [] } as const;
    expect(isCompanyOrder(crmOrder({ customer: corporate }))).toBe(true);
    expect(isCompanyOrder(crmOrder({ company: { id: 3 } }))).toBe(true);
    expect(isCompanyOrder(crmOrder({ contragent: { contragentType: 'enterpreneur' } }))).toBe(true);
    expect(isCompanyOrder(crmOrder({ contragent: { contragentType: 'individual' } }))).toBe(false);
  });

  it('takes phone and e-mail of the card where the order has none', () => {
    const { phone, email, ...order } = crmOrder();
    const person = personOf({
      ...order,
      customer: { type: 'customer', id: 5, phones: ['+7 900 000 00 05'], email: 'Card@Example.ru' },
    });
    expect(person).toMatchObject({
      crmId: 5,
      phone: '+7 900 000 00 05',
      email: 'card@example.ru',
      name: 'Примеров Пример',
    });
    expect([phone, email]).not.toContain(undefined);
  });
});
