import { expect, it } from 'vitest';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { shop, startBridge } from '../support/bridge.ts';
import { onEveryRelease } from '../support/cases.ts';
import { newCompanyOrder, ROMASHKA } from '../support/companies.ts';
import { customerOf, onlyDocument, outcomeOf } from '../support/imports.ts';

const COUNTERPARTIES = 'Catalog_Контрагенты';
const ACCOUNTS = 'Catalog_БанковскиеСчетаКонтрагентов';
const [both, other] = shop.knownPeople.filter(
  ({ phone, email }) => phone !== undefined && email !== undefined,
);
const byPhone = shop.knownPeople.find(({ phone, email }) => phone !== undefined && email === undefined);

onEveryRelease((cases) => {
  const contactsOf = (key: unknown): string =>
    JSON.stringify(cases.bridge.onec.control.entity(COUNTERPARTIES, String(key))?.КонтактнаяИнформация);

  it('I-25: a Russian phone, however it is typed, is written in one form, another country’s as it is', async () => {
    const ours = await cases.order({ phone: '8 900 555-00-01' });
    const theirs = await cases.order({ phone: '+1 912 345-67-89' });
    expect(contactsOf(cases.held(ours.number).Контрагент_Key)).toContain('+7 (900) 555-00-01');
    expect(contactsOf(cases.held(theirs.number).Контрагент_Key)).toContain('+1 912 345-67-89');
  });

  it('I-29: a new person is a private partner with a private counterparty, both with their contacts', async () => {
    const { number } = await cases.order({ phone: '+7 (900) 555-00-02', email: 'Case29@Example.ru' });
    const { Партнер_Key: partner, Контрагент_Key: counterparty } = cases.held(number);
    const { control } = cases.bridge.onec;
    expect(control.entity('Catalog_Партнеры', String(partner))).toMatchObject({
      Клиент: true,
      ЮрФизЛицо: 'ЧастноеЛицо',
    });
    expect(control.entity(COUNTERPARTIES, String(counterparty))).toMatchObject({ Партнер_Key: partner });
    expect(contactsOf(counterparty)).toContain('case29@example.ru');
  });

  it('I-30: whose phone changed keeps the counterparty, and gets the new phone', async () => {
    const first = await cases.order({ phone: '+7 (900) 555-00-03', email: 'case30@example.ru' });
    const second = await cases.order({
      phone: '+7 (900) 555-00-99',
      email: 'case30@example.ru',
      customer: customerOf(cases.bridge, first.id),
    });
    const { Контрагент_Key: counterparty } = cases.held(second.number);
    expect(counterparty).toBe(cases.held(first.number).Контрагент_Key);
    expect(contactsOf(counterparty)).toContain('79005550099');
    expect(contactsOf(counterparty)).not.toContain('79005550003');
  });

  it('I-31: the e-mail, with the surname, decides before the phone', async () => {
    const [lastName] = both?.fullName.split(' ') ?? [];
    const { number } = await cases.order({ lastName, email: both?.email ?? '', phone: other?.phone ?? '' });
    expect(cases.held(number).Контрагент_Key).toBe(both?.counterpartyKey);
  });

  it('I-32: a person whom 1C knows by a phone typed another way is found', async () => {
    const digits = byPhone?.phone?.replace(/\D/g, '').slice(-10) ?? '';
    const { number } = await cases.order({ phone: `8${digits}`, email: '' });
    expect(cases.held(number).Контрагент_Key).toBe(byPhone?.counterpartyKey);
  });
});

it('D-28: where the classifier of banks is not published, the bank stands in the account itself', async () => {
  const { objects, ...release } = release11520;
  const published = new Map([...objects].filter(([set]) => set !== 'Catalog_КлассификаторБанков'));
  await using bridge = await startBridge({ release: { ...release, objects: published } });
  const order = newCompanyOrder(bridge);
  expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'imported', warnings: [] });
  const { Контрагент_Key: owner } = onlyDocument(bridge, order.number);
  expect(bridge.onec.control.entities(ACCOUNTS).filter(({ Owner }) => Owner === owner)).toMatchObject([
    {
      НомерСчета: ROMASHKA.bankAccount,
      РучноеИзменениеРеквизитовБанка: true,
      БИКБанка: ROMASHKA.BIK,
      НаименованиеБанка: ROMASHKA.bank,
      КоррСчетБанка: ROMASHKA.corrAccount,
    },
  ]);
});
