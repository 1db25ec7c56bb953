import { afterEach, expect, it } from 'vitest';
import { testKey } from '../../settings/valid-settings.ts';
import { shop } from '../support/bridge.ts';
import { onEveryRelease } from '../support/cases.ts';
import { importedAgain } from '../support/imports.ts';

const AGREEMENTS = 'Catalog_СоглашенияСКлиентами';
const CONTRACTS = 'Catalog_ДоговорыКонтрагентов';
const EMPTY_KEY = '00000000-0000-0000-0000-000000000000';
const OWN = testKey(710);
const CONTRACT = testKey(711);
const [person, other] = shop.knownPeople.filter(
  ({ phone, email }) => phone !== undefined && email !== undefined,
);
const ofPerson = {
  lastName: person?.fullName.split(' ')[0],
  phone: person?.phone,
  email: person?.email,
};

onEveryRelease((cases) => {
  const ownAgreement = (changes: Readonly<Record<string, unknown>> = {}) =>
    cases.bridge.onec.control.put(AGREEMENTS, OWN, {
      Партнер_Key: person?.partnerKey ?? '',
      Организация_Key: cases.bridge.settings.sites[0]?.organization ?? '',
      Валюта_Key: shop.currency.key,
      Статус: 'Действует',
      Типовое: false,
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      ...changes,
    });
  const ownContract = () =>
    cases.bridge.onec.control.put(CONTRACTS, CONTRACT, {
      Контрагент_Key: person?.counterpartyKey ?? '',
      Организация_Key: cases.bridge.settings.sites[0]?.organization ?? '',
      ВалютаВзаиморасчетов_Key: shop.currency.key,
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      Статус: 'Действует',
    });
  const withContracts = () =>
    cases.bridge.changeSettings({ ut: { ...cases.bridge.settings.ut, contracts: true } });
  afterEach(() => {
    const { control } = cases.bridge.onec;
    for (const [set, key] of [
      [AGREEMENTS, OWN],
      [CONTRACTS, CONTRACT],
    ] as const) {
      if (control.entity(set, key) !== undefined) {
        control.remove(set, key);
      }
    }
  });

  it('I-49: an order that gets another agreement takes over what that prescribes, once', async () => {
    const { id, number } = await cases.order(ofPerson);
    ownAgreement({ ПорядокРасчетов: 'ПоНакладным', ФормаОплаты: 'Безналичная' });
    await cases.again(id, { managerComment: 'своё соглашение' });
    expect(cases.held(number)).toMatchObject({
      Posted: true,
      Соглашение_Key: OWN,
      ПорядокРасчетов: 'ПоНакладным',
      ФормаОплаты: 'Безналичная',
      ЭтапыГрафикаОплаты: [],
    });
    await cases.again(id, { managerComment: 'ещё раз' });
    expect(await importedAgain(cases.bridge, id)).toEqual({ kind: 'unchanged', writes: [] });
  });

  it('an order whose settlement people changed is not written again and again', async () => {
    ownAgreement({ ПорядокРасчетов: 'ПоНакладным' });
    const { id, number } = await cases.order(ofPerson);
    const { Ref_Key: key } = cases.held(number);
    const byOrder = cases.release.traits.has('settlementObjects') ? 'ПоЗаказам' : 'ПоЗаказамНакладным';
    cases.bridge.onec.control.patch('Document_ЗаказКлиента', key, { ПорядокРасчетов: byOrder });
    await cases.again(id, { managerComment: 'по заказам' });
    const before = cases.held(number).DataVersion;
    cases.bridge.changeSettings({});
    expect((await importedAgain(cases.bridge, id)).writes).toEqual([]);
    expect(cases.held(number).DataVersion).toBe(before);
  });

  it('agreement and contract of the customer before leave with them', async () => {
    cases.bridge.changeSettings({
      ut: { ...cases.bridge.settings.ut, contracts: true, agreements: 'individual' },
    });
    ownAgreement({ ИспользуютсяДоговорыКонтрагентов: true });
    ownContract();
    const { id, number } = await cases.order(ofPerson);
    expect(cases.held(number)).toMatchObject({ Соглашение_Key: OWN, Договор_Key: CONTRACT });
    const next = await cases.order({ phone: other?.phone, email: other?.email });
    await cases.again(id, {
      customer: cases.bridge.crm.order(next.id).customer,
      ...Object.fromEntries(
        ['firstName', 'lastName', 'phone', 'email'].map((name) => [
          name,
          cases.bridge.crm.order(next.id)[name] ?? null,
        ]),
      ),
    });
    expect(cases.held(number).Контрагент_Key).toBe(cases.held(next.number).Контрагент_Key);
    expect(cases.held(number)).toMatchObject({ Соглашение_Key: EMPTY_KEY, Договор_Key: EMPTY_KEY });
  });

  it('whom people put into the order in 1C gets no agreement and no contract of the CRM’s customer', async () => {
    withContracts();
    const { id, number } = await cases.order(ofPerson);
    ownAgreement({ ИспользуютсяДоговорыКонтрагентов: true });
    ownContract();
    cases.bridge.onec.control.patch('Document_ЗаказКлиента', cases.held(number).Ref_Key, {
      Партнер_Key: other?.partnerKey ?? '',
      Контрагент_Key: other?.counterpartyKey ?? '',
    });
    await cases.again(id, { managerComment: 'позвонить' });
    const held = cases.held(number);
    expect(held.Партнер_Key).toBe(other?.partnerKey);
    expect([held.Соглашение_Key, held.Договор_Key]).not.toContain(OWN);
    expect(held.Договор_Key).not.toBe(CONTRACT);
  });
});
