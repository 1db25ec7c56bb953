import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContactRow } from '../../../lib/orders/customer/facts.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

describe('customers', () => {
  it('two orders of one new customer in one batch make one partner and one counterparty', async () => {
    const before = [customerCount('Catalog_Партнеры'), customerCount('Catalog_Контрагенты')];
    const person = { phone: '+7 (900) 222-00-01', email: 'twice@example.ru' };
    const first = newOrder(bridge, person);
    const second = newOrder(bridge, { ...person, customer: customerOf(bridge, first.id) });
    const results = await bridge.importOrders(first.id, second.id);
    expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
    expect([customerCount('Catalog_Партнеры'), customerCount('Catalog_Контрагенты')]).toEqual(
      before.map((count) => count + 1),
    );
    expect(onlyDocument(bridge, first.number).Контрагент_Key).toBe(
      onlyDocument(bridge, second.number).Контрагент_Key,
    );
  });

  it('I-32: a person whom 1C knows by a phone typed another way is found', async () => {
    const known = shop.knownPeople.find(({ phone, email }) => phone !== undefined && email === undefined);
    const digits = known?.phone?.replace(/\D/g, '').slice(-10) ?? '';
    const { id, number } = newOrder(bridge, { phone: `8${digits}`, email: '' });
    await bridge.importOrders(id);
    expect(onlyDocument(bridge, number).Контрагент_Key).toBe(known?.counterpartyKey);
  });

  it('I-30: a linked customer whose phone changed keeps the counterparty, and the phone is updated', async () => {
    const first = newOrder(bridge, { phone: '+7 (900) 333-00-01', email: 'moved@example.ru' });
    await bridge.importOrders(first.id);
    const second = newOrder(bridge, {
      phone: '+7 (900) 333-00-99',
      email: 'moved@example.ru',
      customer: customerOf(bridge, first.id),
    });
    expect(outcomeOf(await bridge.importOrders(second.id))).toMatchObject({
      kind: 'imported',
      warnings: [],
    });
    const document = onlyDocument(bridge, second.number);
    expect(document.Контрагент_Key).toBe(onlyDocument(bridge, first.number).Контрагент_Key);
    const rows = bridge.onec.control.entity(
      'Catalog_Контрагенты',
      document.Контрагент_Key,
    )?.КонтактнаяИнформация;
    expect(JSON.stringify(rows)).toContain('79003330099');
    expect(JSON.stringify(rows)).not.toContain('79003330001');
  });

  it('D-25: a contact that people corrected in 1C stays when the CRM changes the other one, and goes when the CRM changes it', async () => {
    const first = await imported({ phone: '+7 (900) 777-00-01', email: 'typo@example.ru' });
    const { Контрагент_Key: key } = first.document;
    const rows = contactsOf('Catalog_Контрагенты', key).map((row) =>
      row.Представление === 'typo@example.ru' ? { ...row, Представление: 'right@example.ru' } : row,
    );
    bridge.onec.control.patch('Catalog_Контрагенты', key, { КонтактнаяИнформация: rows });
    const customer = customerOf(bridge, first.id);
    await imported({ phone: '+7 (900) 777-00-02', email: 'typo@example.ru', customer });
    expect(presentations(first)).toEqual([['+7 (900) 777-00-02', 'right@example.ru']]);
    await imported({ phone: '+7 (900) 777-00-02', email: 'new@example.ru', customer });
    expect(presentations(first)).toEqual([['+7 (900) 777-00-02', 'new@example.ru']]);
  });

  it.each([
    ['both objects', ['Catalog_Партнеры', 'Catalog_Контрагенты']],
    ['the counterparty alone', ['Catalog_Контрагенты']],
  ])(
    'B-2: of a customer whose doubles were merged in 1C (%s marked) the survivor is found anew, with their own partner',
    async (_, marked) => {
      const [survivor] = shop.knownPeople.filter(({ phone }) => phone !== undefined);
      const first = await imported({ lastName: 'Двойник', phone: '+7 (900) 888-00-01', email: '' });
      const keys = {
        Catalog_Партнеры: first.document.Партнер_Key,
        Catalog_Контрагенты: first.document.Контрагент_Key,
      };
      for (const set of marked as (keyof typeof keys)[]) {
        bridge.onec.control.patch(set, keys[set], { DeletionMark: true });
      }
      const customer = customerOf(bridge, first.id);
      const again = await imported({ lastName: 'Двойник', phone: survivor?.phone, email: '', customer });
      expect(again.document).toMatchObject({
        Партнер_Key: survivor?.partnerKey,
        Контрагент_Key: survivor?.counterpartyKey,
      });
      const later = await imported({ lastName: 'Двойник', phone: survivor?.phone, email: '', customer });
      expect(later.document.Контрагент_Key).toBe(survivor?.counterpartyKey);
    },
  );

  it.each([
    ['is linked', () => undefined],
    ['was linked before the state was lost', () => bridge.loseState()],
  ])(
    'B-2: where no survivor has the contacts, a marked customer who %s is made anew and linked',
    async (_, forget) => {
      const first = await imported({ phone: '+7 (900) 888-00-02', email: '' });
      bridge.onec.control.patch('Catalog_Партнеры', first.document.Партнер_Key, { DeletionMark: true });
      bridge.onec.control.patch('Catalog_Контрагенты', first.document.Контрагент_Key, { DeletionMark: true });
      forget();
      const customer = customerOf(bridge, first.id);
      const contacts = { phone: '+7 (900) 888-00-03', email: '', customer };
      const anew = newOrder(bridge, contacts);
      // Without links 1C is asked with a key that it has used: each refusal shows one more of what is marked.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await bridge.importOrders(anew.id);
        bridge.pass(60_000);
      }
      const later = await imported(contacts);
      expect(onlyDocument(bridge, anew.number).Партнер_Key).toBe(later.document.Партнер_Key);
      expect(later.document.Партнер_Key).not.toBe(first.document.Партнер_Key);
      expect(later.document.Контрагент_Key).not.toBe(first.document.Контрагент_Key);
    },
  );

  it('R-6: an imported order that lost its customer names its document, and its cancellation needs no customer', async () => {
    const order = newOrder(bridge);
    await bridge.importOrders(order.id);
    const before = onlyDocument(bridge, order.number);
    bridge.pass(60_000);
    bridge.crm.patchOrder(order.id, { customer: null, contact: null });
    const waiting = outcomeOf(await bridge.importOrders(order.id));
    expect(waiting).toMatchObject({ kind: 'parked', problems: [{ reason: 'customerUnsupported' }] });
    expect(waiting.message).toContain(`№${before.Number}`);
    expect(waiting.message).toContain('второй заводить не нужно');
    expect(waiting.message).not.toContain('заведите');
    bridge.pass(60_000);
    bridge.crm.patchOrder(order.id, { status: 'cancel-other' });
    expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('imported');
    const after = onlyDocument(bridge, order.number);
    expect(after.Товары.every(({ Отменено }) => Отменено)).toBe(true);
    const { Партнер_Key, Контрагент_Key } = before;
    expect(after).toMatchObject({ Партнер_Key, Контрагент_Key, Posted: true });
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('unchanged');
  });

  it.each([
    ['a company', { contragent: { contragentType: 'legal-entity', legalName: 'ООО «Пример»' } }],
    ['a corporate card', { customer: { type: 'customer_corporate', id: 4711, nickName: 'Пример' } }],
  ])(
    'R-6: the document of an imported order that passed to %s follows it, and its cancellation arrives',
    async (_, changes) => {
      const order = newOrder(bridge);
      await bridge.importOrders(order.id);
      const before = onlyDocument(bridge, order.number);
      bridge.pass(60_000);
      bridge.crm.patchOrder(order.id, changes);
      expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({
        kind: 'imported',
        warnings: [],
      });
      const passed = onlyDocument(bridge, order.number);
      expect(passed.Ref_Key).toBe(before.Ref_Key);
      expect(passed.Контрагент_Key).not.toBe(before.Контрагент_Key);
      bridge.pass(60_000);
      bridge.crm.patchOrder(order.id, { status: 'cancel-other' });
      expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('imported');
      const { Партнер_Key, Контрагент_Key } = passed;
      const after = onlyDocument(bridge, order.number);
      expect(after).toMatchObject({ Партнер_Key, Контрагент_Key, Posted: true });
      expect(after.Товары.every(({ Отменено }) => Отменено)).toBe(true);
    },
  );

  it('D-40: a customer renamed in the CRM keeps the name in 1C, in both objects', async () => {
    const first = await imported({ lastName: 'Девичья', firstName: 'Анна', phone: '+7 (900) 777-00-03' });
    const customer = customerOf(bridge, first.id);
    await imported({ lastName: 'Замужняя', firstName: 'Анна', phone: '+7 (900) 777-00-04', customer });
    const { Партнер_Key, Контрагент_Key } = first.document;
    for (const [set, key] of [
      ['Catalog_Партнеры', Партнер_Key],
      ['Catalog_Контрагенты', Контрагент_Key],
    ] as const) {
      const names = { Description: 'Девичья Анна', НаименованиеПолное: 'Девичья Анна' };
      expect(bridge.onec.control.entity(set, key)).toMatchObject(names);
    }
    expect(presentations(first)[0]).toContain('+7 (900) 777-00-04');
  });

  it.each([
    ['a number that is not Russian', '+374 91 123-456', '+37491123456'],
    ['a number with an extension', '8 495 123-45-67 доб. 12', '+7 (495) 123-45-67, доб. 12'],
    ['the second number of the field', '8 912 345-67-89, +1 (212) 555-01-23', '+1 212 555 01 23'],
    ['the first number of the field', '8 912 345-67-89 Пример, 8 913 000-00-01 жена', '79123456789'],
  ])('R-5: %s is kept in 1C and found by another card of the same person', async (_, given, typedAgain) => {
    const first = await imported({ phone: given, email: '' });
    const again = await imported({ phone: typedAgain, email: '' });
    expect(again.document.Контрагент_Key).toBe(first.document.Контрагент_Key);
  });

  it('R-5: an extension and a second number stand in 1C as they were given, in both objects, with digits to search by', async () => {
    const { document } = await imported({ phone: '8 495 123-45-67 доб. 12, +374 91 123-456', email: '' });
    for (const [set, key] of [
      ['Catalog_Партнеры', document.Партнер_Key],
      ['Catalog_Контрагенты', document.Контрагент_Key],
    ] as const) {
      expect(contactsOf(set, key)).toMatchObject([
        { Представление: '8 495 123-45-67 доб. 12, +374 91 123-456', НомерТелефона: '74951234567' },
      ]);
    }
  });

  it('B-1: numbers of two countries with the same last ten digits are two people, and each keeps their number', async () => {
    const american = await imported({ phone: '+1 912 345-67-89', email: '' });
    const russian = await imported({ phone: '+7 912 345-67-89', email: '' });
    const singaporean = await imported({ phone: '+65 8123 4567', email: '' });
    expect(keysOf(american, russian, singaporean)).toHaveLength(3);
    expect(presentations(american, russian, singaporean)).toEqual([
      ['+1 912 345-67-89'],
      ['+7 (912) 345-67-89'],
      ['+65 8123 4567'],
    ]);
  });

  it('B-17: an e-mail shared by people of other names and phones makes them no one person, and overwrites nobody’s phone', async () => {
    const email = 'office@example.ru';
    const first = await imported({ lastName: 'Примеров', phone: '+7 (900) 444-00-01', email });
    const other = await imported({ lastName: 'Другой', phone: '+7 (900) 444-00-02', email });
    const moved = await imported({ lastName: 'Примеров', phone: '+7 (900) 444-00-03', email });
    expect(keysOf(first, other, moved)).toHaveLength(2);
    expect(moved.document.Контрагент_Key).toBe(first.document.Контрагент_Key);
    expect(presentations(first, other)).toEqual([
      ['+7 (900) 444-00-03', email],
      ['+7 (900) 444-00-02', email],
    ]);
    expect([first, other, moved].flatMap(({ outcome }) => outcome.warnings)).toEqual([]);
  });

  it('B-17: of several who agree the one with e-mail and surname is taken, else nobody, with a warning', async () => {
    const known = { lastName: 'Примеров', phone: '+7 (900) 555-00-01', email: 'first@example.ru' };
    const first = await imported(known);
    const second = await imported({ ...known, lastName: 'Другой', phone: '+7 (900) 555-00-02', email: '' });
    const both = '+7 (900) 555-00-01, +7 (900) 555-00-02';
    const chosen = await imported({ ...known, phone: both });
    expect(chosen.document.Контрагент_Key).toBe(first.document.Контрагент_Key);
    const nobody = await imported({ ...known, phone: both, email: '' });
    expect(keysOf(first, second, nobody)).toHaveLength(3);
    expect(nobody.outcome.warnings.map(({ code }) => code)).toEqual(['customerAmbiguous']);
  });

  it('D-5: stub contacts are never searched by, and they are no proof of anything', async () => {
    bridge.changeSettings({ customers: { ignoredContacts: ['market@example.com', '8 (900) 666-00-01'] } });
    const stubs = { lastName: 'Покупатель', email: 'market@example.com' };
    const people = [
      await imported({ ...stubs, phone: '+7 (900) 000-00-00' }),
      await imported({ ...stubs, phone: '+7 (900) 000-00-00' }),
      await imported({ ...stubs, phone: '+7 900 666 00 01' }),
      await imported({ ...stubs, phone: '+7 900 666 00 01' }),
    ];
    expect(keysOf(...people)).toHaveLength(4);
    expect(people.flatMap(({ outcome }) => outcome.warnings)).toEqual([]);
    const [known, again] = [
      await imported({ ...stubs, phone: '8 900 000-00-00, 8 900 666-00-02' }),
      await imported({ ...stubs, phone: '8 900 666-00-02' }),
    ];
    expect(keysOf(known, again)).toHaveLength(1);
  });
});

async function imported(changes: Readonly<Record<string, unknown>>): Promise<Imported> {
  const order = newOrder(bridge, changes);
  const outcome = outcomeOf(await bridge.importOrders(order.id));
  if (outcome.kind !== 'imported') {
    throw new Error(`order ${order.id} is ${outcome.kind}`);
  }
  return { id: order.id, document: onlyDocument(bridge, order.number), outcome };
}

interface Imported {
  readonly id: number;
  readonly document: ReturnType<typeof onlyDocument>;
  readonly outcome: Extract<ReturnType<typeof outcomeOf>, { readonly kind: 'imported' }>;
}

/** Whose the orders are, each counterparty once. */
const keysOf = (...orders: readonly Imported[]): readonly string[] => [
  ...new Set(orders.map(({ document }) => document.Контрагент_Key)),
];

const presentations = (...orders: readonly Imported[]): readonly (readonly string[])[] =>
  orders.map(({ document }) =>
    contactsOf('Catalog_Контрагенты', document.Контрагент_Key).map(({ Представление }) => Представление),
  );

const contactsOf = (set: string, key: string): readonly ContactRow[] =>
  (bridge.onec.control.entity(set, key)?.КонтактнаяИнформация ?? []) as unknown as readonly ContactRow[];

function customerCount(set: string): number {
  return bridge.onec.control.entities(set).length;
}
