import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
});

function customerCount(set: string): number {
  return bridge.onec.control.entities(set).length;
}
