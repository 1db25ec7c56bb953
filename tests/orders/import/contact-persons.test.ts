import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import type { ContactRow } from '../../../lib/orders/customer/facts.ts';
import { startBridge, type TestBridge } from '../support/bridge.ts';
import { type CompanyParts, newCompanyOrder } from '../support/companies.ts';
import { importedAgain, onlyDocument, outcomeOf } from '../support/imports.ts';

const CONTACTS = 'Catalog_КонтактныеЛицаПартнеров';

let bridge: TestBridge;

const people = () => bridge.onec.control.entities(CONTACTS);

/** Imports an order of a company. @returns the contact person that its document names. */
async function contactOf(parts: CompanyParts) {
  const order = newCompanyOrder(bridge, parts);
  expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
  const document = onlyDocument(bridge, order.number);
  const person = bridge.onec.control.entity(CONTACTS, document.КонтактноеЛицо_Key);
  expect(person?.Owner_Key).toBe(document.Партнер_Key);
  return { order, document, key: document.КонтактноеЛицо_Key, person };
}

const PETROV = {
  contact: { id: 1, lastName: 'Петров', firstName: 'Пётр' },
  order: { phone: '+7 (900) 200-00-01', email: 'petrov@example.ru' },
};
const SIDOROV = {
  contact: { id: 2, lastName: 'Сидоров', firstName: 'Сидор' },
  order: { phone: '+7 (900) 200-00-02', email: 'sidorov@example.ru' },
};

const presentations = (entity: { readonly КонтактнаяИнформация?: unknown } | undefined) =>
  (entity?.КонтактнаяИнформация as readonly ContactRow[] | undefined)?.map(
    ({ Представление }) => Представление,
  );

describe.each(RELEASES)('UT $name: contact persons', (release) => {
  beforeEach(async () => {
    bridge = await startBridge({ release });
  });

  afterEach(() => bridge[Symbol.asyncDispose]());

  it('I-36: two contacts of one company are two persons of its partner, each in their own orders', async () => {
    const petrov = await contactOf(PETROV);
    const sidorov = await contactOf(SIDOROV);
    const again = await contactOf(PETROV);
    expect(people()).toHaveLength(2);
    expect(petrov.person).toMatchObject({
      Description: 'Петров Пётр',
      ДатаРегистрацииСвязи: '2026-03-01T00:00:00',
      Автор: bridge.settings.defaultUser,
      Автор_Type: 'StandardODATA.Catalog_Пользователи',
    });
    expect(presentations(petrov.person)).toEqual(['+7 (900) 200-00-01', 'petrov@example.ru']);
    expect(sidorov.person?.Description).toBe('Сидоров Сидор');
    expect(again.key).toBe(petrov.key);
    expect(sidorov.document.Партнер_Key).toBe(petrov.document.Партнер_Key);
  });

  it('the company keeps the contacts of its first contact person, whose changes it follows', async () => {
    const { document } = await contactOf(PETROV);
    const ofCompany = () =>
      presentations(bridge.onec.control.entity('Catalog_Контрагенты', document.Контрагент_Key))?.slice(0, 2);
    await contactOf(SIDOROV);
    expect(ofCompany()).toEqual(['+7 (900) 200-00-01', 'petrov@example.ru']);
    await contactOf({ ...PETROV, order: { ...PETROV.order, phone: '+7 (900) 200-00-03' } });
    expect(ofCompany()).toEqual(['+7 (900) 200-00-03', 'petrov@example.ru']);
  });

  it('whose phone changes gets the new one, and the name that is in 1C stays (D-40)', async () => {
    const first = await contactOf(PETROV);
    const second = await contactOf({
      contact: { ...PETROV.contact, lastName: 'Новопетров' },
      order: { ...PETROV.order, phone: '+7 (900) 200-00-04' },
    });
    expect(second.key).toBe(first.key);
    expect(second.person?.Description).toBe('Петров Пётр');
    expect(presentations(second.person)).toEqual(['+7 (900) 200-00-04', 'petrov@example.ru']);
  });

  it.each([
    ['phone and surname', 'П. Петров', '8 900 2000001'],
    ['name', 'Петров Пётр', ''],
  ])('whom 1C knows already is found among the partner’s by the %s', async (_, Description, phone) => {
    const { document, key } = await contactOf(SIDOROV);
    bridge.onec.control.patch(CONTACTS, key, { Description: 'Кто-то третий' });
    const rows = bridge.onec.control.entity(CONTACTS, key)?.КонтактнаяИнформация;
    const [row] = rows as unknown as readonly ContactRow[];
    const known = crypto.randomUUID();
    bridge.onec.control.put(CONTACTS, known, {
      Description,
      Owner_Key: document.Партнер_Key,
      КонтактнаяИнформация:
        phone === '' ? [] : [{ ...row, Ref_Key: known, Представление: phone, НомерТелефона: '79002000001' }],
    });
    expect((await contactOf(PETROV)).key).toBe(known);
    expect(people()).toHaveLength(2);
  });

  it('one who is marked for deletion is found anew or made anew', async () => {
    const first = await contactOf(PETROV);
    bridge.onec.control.patch(CONTACTS, first.key, { DeletionMark: true });
    const second = await contactOf(PETROV);
    expect(second.key).not.toBe(first.key);
    expect((await contactOf(PETROV)).key).toBe(second.key);
  });

  it('the order takes another one when the CRM does, and keeps whom people chose in 1C otherwise', async () => {
    const sidorov = await contactOf(SIDOROV);
    const { order, document, key } = await contactOf(PETROV);
    bridge.onec.control.patch('Document_ЗаказКлиента', document.Ref_Key, { КонтактноеЛицо_Key: sidorov.key });
    bridge.crm.patchOrder(order.id, { customerComment: 'Позвоните' });
    bridge.pass(60_000);
    await bridge.importOrders(order.id);
    expect(onlyDocument(bridge, order.number).КонтактноеЛицо_Key).toBe(sidorov.key);
    bridge.crm.patchOrder(order.id, {
      contact: { type: 'customer', id: 3, lastName: 'Третьяков', phones: [] },
    });
    bridge.pass(60_000);
    await bridge.importOrders(order.id);
    const third = onlyDocument(bridge, order.number).КонтактноеЛицо_Key;
    expect([key, sidorov.key]).not.toContain(third);
    expect(bridge.onec.control.entity(CONTACTS, third)?.Description).toBe('Третьяков Пётр');
    expect(await importedAgain(bridge, order.id)).toEqual({ kind: 'unchanged', writes: [] });
  });

  it('one person of two companies is a contact person of each', async () => {
    const first = await contactOf(PETROV);
    const second = await contactOf({
      ...PETROV,
      customerId: 10,
      company: { id: 16, name: 'Лютик' },
      contragent: { contragentType: 'legal-entity', INN: '7700000023' },
    });
    expect(second.key).not.toBe(first.key);
    expect((await contactOf(PETROV)).key).toBe(first.key);
  });

  it('two orders of a known company and a new contact at once make one', async () => {
    await contactOf(SIDOROV);
    const orders = [newCompanyOrder(bridge, PETROV), newCompanyOrder(bridge, PETROV)];
    await bridge.importOrders(...orders.map(({ id }) => id));
    expect(people()).toHaveLength(2);
  });
});
