import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf, importedAgain, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(() => bridge[Symbol.asyncDispose]());

/** Imports an order that must be imported. @returns whose its document is. */
async function ownerOf({ id, number }: { readonly id: number; readonly number: string }) {
  expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported' });
  const { Партнер_Key: partner, Контрагент_Key: counterparty } = onlyDocument(bridge, number);
  return { partner, counterparty };
}

const count = () => bridge.onec.control.entities('Catalog_Партнеры').length;

/** An order of another card, which the former one is merged into. */
async function mergedInto(order: { readonly id: number }, contacts: Readonly<Record<string, unknown>>) {
  const survivor = newOrder(bridge, contacts);
  const merged = customerOf(bridge, order.id).id;
  bridge.crm.combineCustomers(merged, customerOf(bridge, survivor.id).id);
  bridge.pass(60_000);
  return survivor;
}

const asked = () => bridge.crm.requestLog.count({ address: /^\/api\/v5\/customers/u });

describe('customers merged in the CRM', () => {
  it('go on with partner and counterparty under the survivor’s card, whatever its contacts are', async () => {
    const order = newOrder(bridge, { phone: '+7 (900) 300-00-01', email: '' });
    const owner = await ownerOf(order);
    const before = count();
    const survivor = await mergedInto(order, { phone: '+7 (900) 300-00-02', email: '', lastName: 'Другой' });
    bridge.crm.editOrder(order.id, { managerComment: 'Карточки объединены' });
    expect(await ownerOf(order)).toEqual(owner);
    expect(await ownerOf(survivor)).toEqual(owner);
    expect(count()).toBe(before);
    expect(asked()).toBe(1);
    expect(await importedAgain(bridge, order.id)).toEqual({ kind: 'unchanged', writes: [] });
  });

  it('where both are partners of 1C the documents stay with theirs', async () => {
    const order = newOrder(bridge, { phone: '+7 (900) 300-00-03', email: '' });
    const owner = await ownerOf(order);
    const survivor = newOrder(bridge, { phone: '+7 (900) 300-00-04', email: '' });
    const other = await ownerOf(survivor);
    bridge.crm.combineCustomers(customerOf(bridge, order.id).id, customerOf(bridge, survivor.id).id);
    bridge.pass(60_000);
    expect(await bridge.importOrders(order.id)).toMatchObject([{ status: 'done' }]);
    const { Партнер_Key, Контрагент_Key } = onlyDocument(bridge, order.number);
    expect({ partner: Партнер_Key, counterparty: Контрагент_Key }).toEqual(owner);
    const later = newOrder(bridge, { customer: customerOf(bridge, survivor.id), phone: '', email: '' });
    expect(await ownerOf(later)).toEqual(other);
  });

  it('a customer whom people exchanged for another one in the order is another one', async () => {
    const order = newOrder(bridge, { phone: '+7 (900) 300-00-05', email: '' });
    const owner = await ownerOf(order);
    const other = newOrder(bridge, { phone: '+7 (900) 300-00-06', email: '', lastName: 'Другой' });
    bridge.crm.editOrder(order.id, {
      customer: customerOf(bridge, other.id),
      phone: '+7 (900) 300-00-06',
      lastName: 'Другой',
    });
    bridge.pass(60_000);
    expect(await ownerOf(order)).not.toEqual(owner);
  });

  it('a key that may not read customers does not stop the order', async () => {
    const order = newOrder(bridge, { phone: '+7 (900) 300-00-07', email: '' });
    await ownerOf(order);
    await mergedInto(order, { phone: '+7 (900) 300-00-08', email: '' });
    const body = JSON.stringify({ success: false, errorMsg: 'Access denied.' });
    bridge.crm.faults.add({
      match: { path: '^/api/v5/customers/' },
      action: { kind: 'status', status: 403, body, contentType: 'application/json' },
    });
    // Without the news of the merging the contacts find the same customer.
    expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({ kind: 'unchanged' });
    expect(asked()).toBe(1);
  });

  it('a corporate card without a company of its own is merged like a person’s', async () => {
    const order = newOrder(bridge, {
      customer: { type: 'customer_corporate', nickName: 'Ромашка' },
      phone: '+7 (900) 300-00-09',
      email: '',
    });
    const owner = await ownerOf(order);
    const before = count();
    const survivor = newOrder(bridge, {
      customer: { type: 'customer_corporate', nickName: 'Лютик' },
      phone: '+7 (900) 300-00-10',
      email: '',
    });
    bridge.crm.combineCustomers(customerOf(bridge, order.id).id, customerOf(bridge, survivor.id).id);
    bridge.pass(60_000);
    bridge.crm.editOrder(order.id, { managerComment: 'Карточки объединены' });
    expect(await ownerOf(order)).toEqual(owner);
    expect((await ownerOf(survivor)).counterparty).toBe(owner.counterparty);
    expect(count()).toBe(before);
  });
});
