import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { putProperty, putRecord } from '../rebuild/support.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { newCompanyOrder, putCompany, ROMASHKA } from '../support/companies.ts';
import { customerOf, held, outcomeOf } from '../support/imports.ts';

const PARTNERS = 'Catalog_Партнеры';
const COUNTERPARTIES = 'Catalog_Контрагенты';
const CONTACTS = 'Catalog_КонтактныеЛицаПартнеров';
const ORDERS = 'Document_ЗаказКлиента';

const [known, other] = shop.knownPeople.filter(({ phone }) => phone !== undefined);

/** The former extension's kinds of information, by its own names or by titles that older builds gave. */
const properties = (bridge: TestBridge, isNamed: boolean) => ({
  partner: putProperty(bridge, {
    Имя: isNamed ? 'crm_ИДпартнера' : 'ИДПартнера_1',
    Заголовок: 'ИД партнера',
  }),
  counterparty: putProperty(bridge, {
    Имя: isNamed ? 'crm_ИДконтрагента' : 'ИДКонтрагента_1',
    Заголовок: 'ИД контрагента',
  }),
  contact: putProperty(bridge, {
    Имя: isNamed ? 'crm_ИДконтактногоЛица' : 'ИДКонтакта_1',
    Заголовок: 'ИД контактного лица',
  }),
});

async function importOf(bridge: TestBridge, order: { readonly id: number; readonly number: string }) {
  expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
  return held(bridge, order.number);
}

describe.each(RELEASES)('UT $name: ids that the former extension left in 1C', (release) => {
  let bridge: TestBridge;

  beforeEach(async () => {
    bridge = await startBridge({ release });
  });

  afterEach(() => bridge[Symbol.asyncDispose]());

  it('I-30: a person whose phone changed in the CRM is found by the id, and gets the new phone', async () => {
    const order = newOrder(bridge, { phone: '+7 (900) 400-00-01', email: '' });
    const { partner, counterparty } = properties(bridge, true);
    const { id } = customerOf(bridge, order.id);
    putRecord(bridge, partner, PARTNERS, known?.partnerKey ?? '', String(id));
    putRecord(bridge, counterparty, COUNTERPARTIES, known?.counterpartyKey ?? '', String(id));
    expect(await importOf(bridge, order)).toMatchObject({
      Партнер_Key: known?.partnerKey,
      Контрагент_Key: known?.counterpartyKey,
    });
    const rows = bridge.onec.control.entity(
      COUNTERPARTIES,
      known?.counterpartyKey ?? '',
    )?.КонтактнаяИнформация;
    expect(JSON.stringify(rows)).toContain('79004000001');
  });

  it.each([
    ['with its own name', { Имя: 'crm_ИДЗаказа', Заголовок: 'ИД заказа' }],
    ['by a title, the day agreeing', { Имя: 'ИДЗаказа_1', Заголовок: 'ИД заказа' }],
  ])(
    'an order that the extension noted %s is continued under another number, not doubled',
    async (_, property) => {
      const order = newOrder(bridge);
      const document = await importOf(bridge, order);
      bridge.loseState();
      bridge.onec.control.patch(ORDERS, document.Ref_Key, { НомерПоДаннымКлиента: 'стёрт' });
      putRecord(bridge, putProperty(bridge, property), ORDERS, document.Ref_Key, String(order.id));
      bridge.crm.editOrder(order.id, { managerComment: 'дальше' });
      await bridge.importOrders(order.id);
      expect(bridge.documents().map(({ Ref_Key, Комментарий }) => [Ref_Key, Комментарий])).toEqual([
        [document.Ref_Key, 'дальше'],
      ]);
    },
  );

  it('a title with neither number nor day of the order is somebody else’s', async () => {
    const first = await importOf(bridge, newOrder(bridge));
    bridge.loseState();
    bridge.onec.control.patch(ORDERS, first.Ref_Key, { ДатаПоДаннымКлиента: '2025-01-01T00:00:00' });
    const order = newOrder(bridge);
    const title = putProperty(bridge, { Имя: 'ИДЗаказа_1', Заголовок: 'ИД заказа' });
    putRecord(bridge, title, ORDERS, first.Ref_Key, String(order.id));
    expect((await importOf(bridge, order)).Ref_Key).not.toBe(first.Ref_Key);
  });

  it('a first import holds back no order that 1C has already, whoever made it', async () => {
    const order = newOrder(bridge);
    await importOf(bridge, order);
    bridge.loseState();
    bridge.changeSettings({ firstImport: { statuses: ['new'], paidOnly: false } });
    expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('imported');
    const next = newOrder(bridge);
    expect(outcomeOf(await bridge.importOrders(next.id))).toMatchObject({
      kind: 'skipped',
      reason: 'firstImportAwaited',
    });
  });

  it('the id comes before the contacts', async () => {
    const order = newOrder(bridge, { phone: other?.phone, email: '' });
    const { counterparty } = properties(bridge, true);
    const { id } = customerOf(bridge, order.id);
    putRecord(bridge, counterparty, COUNTERPARTIES, known?.counterpartyKey ?? '', String(id));
    expect((await importOf(bridge, order)).Контрагент_Key).toBe(known?.counterpartyKey);
  });

  it('a note of a mere title counts only with the surname or a contact', async () => {
    const title = putProperty(bridge, { Имя: 'ИД_1', Заголовок: 'ИД' });
    const [lastName] = (known?.fullName ?? '').split(' ');
    const titled = newOrder(bridge, { phone: other?.phone, email: '' });
    const namesake = newOrder(bridge, { lastName, phone: '', email: '' });
    for (const { id } of [titled, namesake]) {
      const card = String(customerOf(bridge, id).id);
      putRecord(bridge, title, COUNTERPARTIES, known?.counterpartyKey ?? '', card);
      // One object has one value of a kind: the earlier note is another one's by now.
      expect((await importOf(bridge, id === titled.id ? titled : namesake)).Контрагент_Key).toBe(
        id === titled.id ? other?.counterpartyKey : known?.counterpartyKey,
      );
    }
  });

  it('ids of persons, corporate customers and companies are never taken for one another (C-14)', async () => {
    const company = putCompany(bridge, { ИНН: ROMASHKA.INN, КПП: ROMASHKA.KPP });
    const { partner, counterparty } = properties(bridge, true);
    const order = newOrder(bridge, { phone: '', email: '' });
    const { id } = customerOf(bridge, order.id);
    putRecord(bridge, partner, PARTNERS, company.partner, String(id));
    putRecord(bridge, counterparty, COUNTERPARTIES, company.counterparty, String(id));
    putRecord(bridge, counterparty, COUNTERPARTIES, known?.counterpartyKey ?? '', '15');
    expect((await importOf(bridge, order)).Контрагент_Key).not.toBe(company.counterparty);
    const { Контрагент_Key } = await importOf(bridge, newCompanyOrder(bridge, { customerId: id }));
    expect(Контрагент_Key).toBe(company.counterparty);
  });

  it.each([true, false])(
    'a company, its partner and its contact person are found by the ids (own names: %s)',
    async (isNamed) => {
      const name = { Description: 'Ромашка-Опт' };
      const company = putCompany(bridge, name);
      bridge.onec.control.patch(PARTNERS, company.partner, name);
      const person = crypto.randomUUID();
      bridge.onec.control.put(CONTACTS, person, { Description: 'Петров П. П.', Owner_Key: company.partner });
      bridge.onec.control.put(CONTACTS, crypto.randomUUID(), {
        Description: 'Другой',
        Owner_Key: company.partner,
      });
      const { partner, counterparty, contact } = properties(bridge, isNamed);
      putRecord(bridge, partner, PARTNERS, company.partner, '9');
      putRecord(bridge, counterparty, COUNTERPARTIES, company.counterparty, '15');
      putRecord(bridge, contact, CONTACTS, person, '1');
      const order = newCompanyOrder(
        bridge,
        isNamed ? {} : { contact: { id: 1, firstName: 'Пётр', lastName: 'Петров' } },
      );
      if (isNamed) {
        expect(await importOf(bridge, order)).toMatchObject({
          Партнер_Key: company.partner,
          Контрагент_Key: company.counterparty,
          КонтактноеЛицо_Key: person,
        });
        return;
      }
      expect(await importOf(bridge, order)).toMatchObject({
        Партнер_Key: company.partner,
        Контрагент_Key: company.counterparty,
      });
    },
  );

  it('of doubles that the extension made the one who is called so is taken, never one that is marked', async () => {
    const order = newOrder(bridge, { lastName: 'Двойников', phone: '', email: '' });
    const { id } = customerOf(bridge, order.id);
    const { counterparty } = properties(bridge, true);
    const keys = ['Чужой', 'Двойников Пример', 'Двойников Пример'].map((Description, index) => {
      const key = crypto.randomUUID();
      const properties = { Description, ЮрФизЛицо: 'ФизЛицо', DeletionMark: index === 2 };
      bridge.onec.control.put(COUNTERPARTIES, key, properties);
      putRecord(bridge, counterparty, COUNTERPARTIES, key, String(id));
      return key;
    });
    expect((await importOf(bridge, order)).Контрагент_Key).toBe(keys[1]);
  });
});
