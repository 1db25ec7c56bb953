import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeInn } from '../../../infra/sandbox/shop/tax-id.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import type { ContactRow, Counterparty, Partner } from '../../../lib/orders/customer/facts.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { type CompanyParts, newCompanyOrder, putCompany, ROMASHKA } from '../support/companies.ts';
import { customerOf, held, importedAgain, onlyDocument, outcomeOf } from '../support/imports.ts';

const PARTNERS = 'Catalog_Партнеры';
const COUNTERPARTIES = 'Catalog_Контрагенты';
const ACCOUNTS = 'Catalog_БанковскиеСчетаКонтрагентов';

/** Partner and counterparty are two things in the base. */
const apart = () => ({ ut: { ...bridge.settings.ut, partnersAreCounterparties: false } });

let bridge: TestBridge;

interface Imported {
  readonly id: number;
  readonly partner: Partner;
  readonly counterparty: Counterparty;
  readonly warnings: readonly string[];
}

/** Imports the order of a company, and reads whose it is in 1C. */
async function importOf({ id, number }: { readonly id: number; readonly number: string }): Promise<Imported> {
  const outcome = outcomeOf(await bridge.importOrders(id));
  if (outcome.kind !== 'imported') {
    throw new Error(`order ${id} is ${outcome.kind}: ${'message' in outcome ? outcome.message : ''}`);
  }
  const { Партнер_Key, Контрагент_Key } = onlyDocument(bridge, number);
  return {
    id,
    partner: bridge.onec.control.entity(PARTNERS, Партнер_Key) as unknown as Partner,
    counterparty: bridge.onec.control.entity(COUNTERPARTIES, Контрагент_Key) as unknown as Counterparty,
    warnings: outcome.warnings.map(({ code }) => code),
  };
}

const imported = (parts: CompanyParts = {}) => importOf(newCompanyOrder(bridge, parts));

const counts = () =>
  [PARTNERS, COUNTERPARTIES, ACCOUNTS].map((set) => bridge.onec.control.entities(set).length);

const presentations = ({ КонтактнаяИнформация: rows }: Partner | Counterparty) =>
  (rows as readonly ContactRow[]).map(({ Представление }) => Представление);

const keysOf = (...orders: readonly Imported[]) => [
  ...new Set(orders.map((one) => one.counterparty.Ref_Key)),
];

describe.each(RELEASES)('UT $name: companies', (release) => {
  beforeEach(async () => {
    bridge = await startBridge({ release });
  });

  afterEach(() => bridge[Symbol.asyncDispose]());

  it('I-34: nickName and company become partner and counterparty where the base keeps them apart (D-41)', async () => {
    bridge.changeSettings(apart());
    const { partner, counterparty, warnings } = await imported();
    expect(partner).toMatchObject({
      Description: 'Ромашка',
      НаименованиеПолное: 'Ромашка',
      ЮрФизЛицо: 'Компания',
      Клиент: true,
      ГруппаДоступа_Key: shop.accessGroups[0]?.key,
      ДатаРегистрации: '2026-02-01T00:00:00',
    });
    expect(counterparty).toMatchObject({
      Description: 'Ромашка-Опт',
      НаименованиеПолное: 'ООО "Ромашка-Опт"',
      Партнер_Key: partner.Ref_Key,
      ЮрФизЛицо: 'ЮрЛицо',
      ЮридическоеФизическоеЛицо: 'ЮридическоеЛицо',
      ИНН: ROMASHKA.INN,
      КПП: ROMASHKA.KPP,
      КодПоОКПО: ROMASHKA.OKPO,
      РегистрационныйНомер: ROMASHKA.OGRN,
    });
    expect(warnings).toEqual([]);
  });

  it('D-41: where partners are counterparties both carry the company’s name', async () => {
    const { partner, counterparty } = await imported();
    const names = { Description: 'Ромашка-Опт', НаименованиеПолное: 'ООО "Ромашка-Опт"' };
    expect([partner, counterparty]).toEqual([expect.objectContaining(names), expect.objectContaining(names)]);
  });

  it('the legal address stands in both, the postal one in the counterparty, phone and e-mail as a person’s', async () => {
    const { partner, counterparty } = await imported({
      order: {
        phone: '+7 (900) 100-00-01',
        email: 'office@example.ru',
        delivery: { address: { index: '100002', city: 'Примерск', text: 'ул. Тестовая, д. 2' } },
      },
    });
    const both = ['+7 (900) 100-00-01', 'office@example.ru', ROMASHKA.legalAddress];
    expect(presentations(partner)).toEqual(both);
    expect(presentations(counterparty)).toEqual([...both, '100002 Примерск ул. Тестовая, д. 2']);
  });

  it('an order imported again writes nothing, and another one of the company makes nothing but itself', async () => {
    const first = newCompanyOrder(bridge);
    await importOf(first);
    expect(await importedAgain(bridge, first.id)).toEqual({ kind: 'unchanged', writes: [] });
    const before = counts();
    const phone = { phone: bridge.crm.order(first.id).phone, email: bridge.crm.order(first.id).email };
    const second = newCompanyOrder(bridge, { order: phone });
    bridge.takeRequests();
    const { counterparty } = await importOf(second);
    const requests = bridge.takeRequests();
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(requests.filter((request) => !request.startsWith('GET'))).toHaveLength(2);
    expect(counts()).toEqual(before);
    expect(counterparty.Ref_Key).toBe(onlyDocument(bridge, first.number).Контрагент_Key);
  });

  it('an order of a new company with account and contact person takes at most 16 requests of 1C', async () => {
    await importOf(newCompanyOrder(bridge));
    const other = newCompanyOrder(bridge, {
      customerId: 10,
      company: { id: 16, name: 'Лютик' },
      contact: { id: 2 },
      contragent: { ...ROMASHKA, INN: completeInn('770000002') },
    });
    bridge.takeRequests();
    await importOf(other);
    expect(bridge.takeRequests().length).toBeLessThanOrEqual(16);
  });

  it('I-33: with a КПП another branch of the ИНН is not used, without one whoever has the ИНН is', async () => {
    const branch = putCompany(bridge, {
      ИНН: ROMASHKA.INN,
      КПП: '770002002',
      ОбособленноеПодразделение: true,
    });
    const { counterparty: own } = await imported();
    expect(own.Ref_Key).not.toBe(branch.counterparty);
    const { KPP: _, ...withoutKpp } = ROMASHKA;
    const { counterparty } = await imported({ customerId: 10, company: { id: 16 }, contragent: withoutKpp });
    expect(counterparty.Ref_Key).toBe(own.Ref_Key);
    const exact = await imported({
      customerId: 11,
      company: { id: 17 },
      contragent: { ...ROMASHKA, KPP: '770002002' },
    });
    expect(exact.counterparty.Ref_Key).toBe(branch.counterparty);
    expect(exact.partner.Ref_Key).toBe(branch.partner);
  });

  it('I-33: one whose КПП 1C does not know is taken, and gets it', async () => {
    const { counterparty: key } = putCompany(bridge, { ИНН: ROMASHKA.INN, КПП: '', КодПоОКПО: '11111111' });
    const { counterparty } = await imported();
    expect(counterparty).toMatchObject({ Ref_Key: key, КПП: ROMASHKA.KPP, Description: 'Организация 1С' });
  });

  it('I-35: a corporate customer without a company is one partner and one counterparty, however often its orders come', async () => {
    const before = counts();
    const parts = { company: undefined, contragent: { contragentType: 'legal-entity' } };
    const contacts = { phone: '', email: '' };
    const orders = [
      await imported({ ...parts, order: contacts }),
      await imported({ ...parts, order: contacts }),
      await imported({ ...parts, order: contacts }),
    ];
    expect(keysOf(...orders)).toHaveLength(1);
    expect(orders[0]?.counterparty).toMatchObject({ Description: 'Ромашка', ЮрФизЛицо: 'ЮрЛицо' });
    expect(counts()).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1, before[2]]);
  });

  it('I-37: what the CRM does not know any more stays in 1C, and comments of people are never touched', async () => {
    const first = await imported();
    const texts = { Комментарий: 'Звонить после обеда', ДополнительнаяИнформация: 'Постоянный клиент' };
    bridge.onec.control.patch(PARTNERS, first.partner.Ref_Key, texts);
    bridge.onec.control.patch(COUNTERPARTIES, first.counterparty.Ref_Key, {
      ДополнительнаяИнформация: 'Важно',
    });
    const { INN, KPP } = ROMASHKA;
    const again = await imported({
      contragent: { contragentType: 'legal-entity', INN, KPP },
      order: { phone: '', email: '' },
    });
    expect(again.partner).toMatchObject(texts);
    expect(again.counterparty).toMatchObject({
      ДополнительнаяИнформация: 'Важно',
      КодПоОКПО: ROMASHKA.OKPO,
      РегистрационныйНомер: ROMASHKA.OGRN,
    });
    expect(presentations(again.counterparty)).toEqual(presentations(first.counterparty));
  });

  it('D-40: a company renamed in the CRM keeps its name, also where the state is lost and ИНН and КПП find it', async () => {
    const first = await imported();
    const renamed = {
      company: { id: 15, name: 'Василёк' },
      contragent: { ...ROMASHKA, legalName: 'ООО "Василёк"' },
    };
    const second = await imported(renamed);
    bridge.loseState();
    const third = await imported(renamed);
    expect(keysOf(first, second, third)).toHaveLength(1);
    expect(third.counterparty).toMatchObject({
      Description: 'Ромашка-Опт',
      НаименованиеПолное: 'ООО "Ромашка-Опт"',
    });
  });

  it('details that the CRM changes are written, those that people corrected in 1C stay', async () => {
    const first = await imported();
    bridge.onec.control.patch(COUNTERPARTIES, first.counterparty.Ref_Key, { КодПоОКПО: '99999999' });
    const other = { phone: '+7 (900) 100-00-09' };
    expect((await imported({ order: other })).counterparty.КодПоОКПО).toBe('99999999');
    const changed = await imported({
      contragent: { ...ROMASHKA, OKPO: '87654321', legalAddress: 'г. Образцово, ул. Новая, д. 1' },
      order: other,
    });
    expect(changed.counterparty.КодПоОКПО).toBe('87654321');
    expect(presentations(changed.counterparty)).toContain('г. Образцово, ул. Новая, д. 1');
    expect(presentations(changed.counterparty)).not.toContain(ROMASHKA.legalAddress);
    expect(presentations(changed.partner)).toContain('г. Образцово, ул. Новая, д. 1');
  });

  it('C-13: two branches, one ИНН and two КПП, are two counterparties of one partner', async () => {
    const head = await imported();
    const branch = await imported({
      company: { id: 16, name: 'Ромашка, филиал' },
      contragent: { ...ROMASHKA, KPP: '770002002' },
    });
    expect(keysOf(head, branch)).toHaveLength(2);
    expect(branch.partner.Ref_Key).toBe(head.partner.Ref_Key);
    bridge.loseState();
    const again = await imported({
      company: { id: 16, name: 'Переименован' },
      contragent: { ...ROMASHKA, KPP: '770002002' },
    });
    expect(again.counterparty).toMatchObject({
      Ref_Key: branch.counterparty.Ref_Key,
      Description: 'Ромашка, филиал',
    });
  });

  it('a company whose ИНН becomes another one is another counterparty, one that only moves gets its new КПП', async () => {
    const first = await imported();
    const moved = await imported({ contragent: { ...ROMASHKA, KPP: '770003003' } });
    expect(moved.counterparty).toMatchObject({ Ref_Key: first.counterparty.Ref_Key, КПП: '770003003' });
    const other = await imported({ contragent: { ...ROMASHKA, INN: completeInn('770000003') } });
    expect(other.counterparty.Ref_Key).not.toBe(first.counterparty.Ref_Key);
    expect(other.counterparty.ИНН).toBe(completeInn('770000003'));
    expect(other.partner.Ref_Key).toBe(first.partner.Ref_Key);
  });

  it('C-14: a sole trader is a partner of the kind company and a counterparty of their own kind, also beside the same person', async () => {
    const inn = '770000000022';
    const person = newOrder(bridge, { lastName: 'Примеров', phone: '+7 (900) 100-00-03', email: '' });
    await bridge.importOrders(person.id);
    const trader = {
      contragentType: 'enterpreneur',
      legalName: 'ИП Примеров Пример',
      INN: inn,
      OGRNIP: '320770000000001',
      KPP: '770001001',
    };
    const { partner, counterparty } = await imported({
      customerId: customerOf(bridge, person.id).id,
      company: { id: customerOf(bridge, person.id).id, name: 'ИП Примеров' },
      contragent: trader,
      order: { phone: '+7 (900) 100-00-03', email: '' },
    });
    expect(partner.ЮрФизЛицо).toBe('Компания');
    expect(counterparty).toMatchObject({
      ЮрФизЛицо: 'ИндивидуальныйПредприниматель',
      ЮридическоеФизическоеЛицо: 'ФизическоеЛицо',
      ИНН: inn,
      КПП: '',
      РегистрационныйНомер: '320770000000001',
    });
    const { Партнер_Key, Контрагент_Key } = onlyDocument(bridge, person.number);
    expect([partner.Ref_Key, counterparty.Ref_Key]).not.toContain(Партнер_Key);
    expect([partner.Ref_Key, counterparty.Ref_Key]).not.toContain(Контрагент_Key);
    const later = newOrder(bridge, { lastName: 'Примеров', customer: customerOf(bridge, person.id) });
    await bridge.importOrders(later.id);
    expect(onlyDocument(bridge, later.number).Контрагент_Key).toBe(Контрагент_Key);
  });

  it('a company abroad is a non-resident, known by its tax number there, of its country', async () => {
    const parts = {
      contragent: { contragentType: 'legal-entity', legalName: 'ТОО "Пример"', INN: '123456789' },
      order: { countryIso: 'BY' },
    };
    const { counterparty } = await imported(parts);
    expect(counterparty).toMatchObject({
      ЮрФизЛицо: 'ЮрЛицоНеРезидент',
      ЮридическоеФизическоеЛицо: 'ЮридическоеЛицо',
      ИНН: '',
      НалоговыйНомер: '123456789',
      СтранаРегистрации_Key: shop.countries.find(({ iso }) => iso === 'BY')?.key,
    });
    bridge.loseState();
    expect((await imported(parts)).counterparty.Ref_Key).toBe(counterparty.Ref_Key);
  });

  it('a company without tax ids is found by a phone or by an e-mail and its name, unless 1C knows another ИНН', async () => {
    const known = putCompany(bridge, { Description: 'Незабудка' }, { phone: '+7 (900) 100-00-04' });
    putCompany(
      bridge,
      { Description: 'Незабудка', ИНН: completeInn('770000009') },
      { phone: '+7 (900) 100-00-05' },
    );
    const contragent = { contragentType: 'legal-entity', INN: completeInn('770000008') };
    const company = { id: 21, name: 'Незабудка' };
    const found = await imported({ company, contragent, order: { phone: '8 900 1000004', email: '' } });
    expect(found.counterparty).toMatchObject({ Ref_Key: known.counterparty, ИНН: contragent.INN });
    const other = await imported({
      customerId: 12,
      company: { id: 22, name: 'Незабудка' },
      contragent: { ...contragent, INN: completeInn('770000007') },
      order: { phone: '8 900 1000005', email: '' },
    });
    expect(other.counterparty.Description).toBe('Незабудка');
    expect(other.counterparty.ИНН).toBe(completeInn('770000007'));
  });

  it('several counterparties with ИНН and КПП: one is taken, always the same, with a warning', async () => {
    putCompany(bridge, { ИНН: ROMASHKA.INN, КПП: ROMASHKA.KPP });
    putCompany(bridge, { ИНН: ROMASHKA.INN, КПП: ROMASHKA.KPP });
    const first = await imported();
    bridge.loseState();
    const second = await imported({ customerId: 10 });
    expect(keysOf(first, second)).toHaveLength(1);
    expect(first.warnings).toEqual(['companyDoubled']);
  });

  it('I-38: one account at the bank of the БИК, and none on the next import or where 1C has one', async () => {
    const { counterparty } = await imported();
    const own = () =>
      bridge.onec.control.entities(ACCOUNTS).filter(({ Owner }) => Owner === counterparty.Ref_Key);
    expect(own()).toMatchObject([
      {
        Owner_Type: 'StandardODATA.Catalog_Контрагенты',
        Description: 'Банк «Образец» (руб.)',
        НомерСчета: ROMASHKA.bankAccount,
        Банк_Key: shop.banks[0]?.key,
        ВалютаДенежныхСредств_Key: shop.currency.key,
        РучноеИзменениеРеквизитовБанка: false,
      },
    ]);
    await imported();
    await imported({ contragent: { ...ROMASHKA, bankAccount: '40702810000000000002' } });
    bridge.loseState();
    await imported();
    expect(own()).toHaveLength(1);
  });

  it('I-38: a bank that the classifier does not know leaves the account out with a warning, until it is loaded', async () => {
    const contragent = { ...ROMASHKA, BIK: '044525777' };
    const first = newCompanyOrder(bridge, { contragent });
    const before = counts()[2] ?? 0;
    expect((await importOf(first)).warnings).toEqual(['bankUnknown']);
    expect(counts()[2]).toBe(before);
    bridge.onec.control.put('Catalog_КлассификаторБанков', crypto.randomUUID(), {
      Code: '044525777',
      Description: 'Банк новый',
    });
    bridge.pass(700_000);
    expect((await imported({ contragent })).warnings).toEqual([]);
    expect(counts()[2]).toBe(before + 1);
  });

  it('a corporate customer’s order that passes between person and company changes whose it is, and back', async () => {
    const order = newOrder(bridge);
    await bridge.importOrders(order.id);
    const person = onlyDocument(bridge, order.number);
    bridge.pass(60_000);
    newCompanyOrder(bridge, { of: order.id });
    const company = await importOf(order);
    expect(company.counterparty.ИНН).toBe(ROMASHKA.INN);
    expect(onlyDocument(bridge, order.number).КонтактноеЛицо_Key).not.toBe(person.КонтактноеЛицо_Key);
    bridge.pass(60_000);
    const id = person.Контрагент_Key;
    bridge.crm.patchOrder(order.id, {
      customer: { type: 'customer', id: 4711, phones: [] },
      contact: { type: 'customer', id: 4711, phones: [] },
      company: null,
      contragent: { contragentType: 'individual' },
    });
    await bridge.importOrders(order.id);
    expect(onlyDocument(bridge, order.number)).toMatchObject({
      Контрагент_Key: id,
      КонтактноеЛицо_Key: person.КонтактноеЛицо_Key,
      Posted: true,
    });
  });

  it('without corporate customers a card’s legal details make the payer; its private orders stay the person’s', async () => {
    bridge.changeSettings({ corporateCustomers: false });
    const card = newOrder(bridge, { lastName: 'Бухгалтеров', firstName: 'Иван' });
    const { contragentType, legalName, INN, KPP } = ROMASHKA;
    const legal = { contragentType, legalName, INN, KPP };
    bridge.crm.patchOrder(card.id, { contragent: legal });
    const { partner, counterparty } = await importOf(card);
    expect(counterparty).toMatchObject({ Description: legalName, ЮрФизЛицо: 'ЮрЛицо', ИНН: INN });
    expect(partner).toMatchObject({ Description: legalName, ЮрФизЛицо: 'Компания' });
    const contacts = { lastName: 'Бухгалтеров', customer: customerOf(bridge, card.id) };
    const priv = newOrder(bridge, contacts);
    await bridge.importOrders(priv.id);
    const person = onlyDocument(bridge, priv.number);
    expect(person.Контрагент_Key).not.toBe(counterparty.Ref_Key);
    const otherPayer = newOrder(bridge, contacts);
    bridge.crm.patchOrder(otherPayer.id, { contragent: { ...legal, INN: completeInn('770000004') } });
    const other = await importOf(otherPayer);
    expect(other.counterparty.Ref_Key).not.toBe(counterparty.Ref_Key);
    const again = newOrder(bridge, contacts);
    bridge.crm.patchOrder(again.id, { contragent: legal });
    expect((await importOf(again)).counterparty.Ref_Key).toBe(counterparty.Ref_Key);
    expect(bridge.onec.control.entities('Catalog_КонтактныеЛицаПартнеров')).toEqual([]);
  });

  it('two orders of one new company in one batch make one of everything', async () => {
    const before = counts();
    const orders = [newCompanyOrder(bridge), newCompanyOrder(bridge)];
    const results = await bridge.importOrders(...orders.map(({ id }) => id));
    expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
    expect(counts()).toEqual(before.map((count) => count + 1));
    expect(bridge.onec.control.entities('Catalog_КонтактныеЛицаПартнеров')).toHaveLength(1);
  });

  it('two cards of one new company, the same ИНН, at once make one counterparty', async () => {
    const before = counts();
    const orders = [
      newCompanyOrder(bridge),
      newCompanyOrder(bridge, { customerId: 10, company: { id: 16, name: 'Ромашка' }, contact: { id: 2 } }),
    ];
    await bridge.importOrders(...orders.map(({ id }) => id));
    expect(counts()[1]).toBe((before[1] ?? 0) + 1);
  });

  it('imports an order of a company with account and contact person, and finds it unchanged', async () => {
    const order = newCompanyOrder(bridge);
    expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
    const document = held(bridge, order.number);
    const contacts = bridge.onec.control.entities('Catalog_КонтактныеЛицаПартнеров');
    expect(contacts).toMatchObject([{ Owner_Key: document.Партнер_Key, Description: 'Петров Пётр' }]);
    expect(document.КонтактноеЛицо_Key).toBe(contacts[0]?.Ref_Key);
    expect(bridge.onec.control.entities(ACCOUNTS)).toMatchObject([{ Owner: document.Контрагент_Key }]);
    expect(await importedAgain(bridge, order.id)).toEqual({ kind: 'unchanged', writes: [] });
  });
});
