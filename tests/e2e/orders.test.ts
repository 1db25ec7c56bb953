import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack[Symbol.asyncDispose]());

/** The stand-in hands out the messages of one order one by one, where SQS may hand out ten at once. */
const emptied = (): Promise<true> =>
  eventually('the queue is empty', async () => ((await stack.queued()) === 0 ? true : undefined));

/** Creates in a set that 1C has answered. */
const creates = (set: string): number => stack.onec.control.requests.counts()[`POST ${set}`] ?? 0;

describe('row "many triggers at once"', () => {
  it('I-17: fifty for one new order: fifty times 200, one document, a few CRM reads, an empty queue', async () => {
    const { id, number } = newOrder(stack);
    stack.crm.requestLog.clear();
    stack.onec.control.requests.clear();
    const statuses = await Promise.all(Array.from({ length: 50 }, () => stack.trigger(id)));
    expect(statuses).toEqual(Array(50).fill(200));
    await stack.posted(number);
    await emptied();
    expect(stack.documents(number)).toHaveLength(1);
    expect(creates('Document_ЗаказКлиента')).toBe(1);
    expect(stack.crm.requestLog.count()).toBeGreaterThan(0);
    expect(stack.crm.requestLog.count()).toBeLessThanOrEqual(5);
  });
});

describe('row "the order changes between two triggers"', () => {
  it('after the first import: 1C gets the second state', async () => {
    const { id, number } = newOrder(stack);
    await stack.trigger(id);
    const first = await stack.posted(number);
    stack.crm.editOrder(id, { managerComment: 'второе состояние' });
    expect(await stack.trigger(id)).toBe(200);
    const second = await stack.posted(number, ({ Комментарий }) => Комментарий === 'второе состояние');
    expect(second.Ref_Key).toBe(first.Ref_Key);
  });

  it('while the first import is under way: 1C gets the second state all the same', async () => {
    const { id, number } = newOrder(stack);
    stack.onec.control.faults.add({
      match: { method: 'POST', set: 'Document_ЗаказКлиента' },
      times: 1,
      action: { kind: 'delay', milliseconds: 400 },
    });
    stack.onec.control.requests.clear();
    await stack.trigger(id);
    await eventually('the CRM was read and 1C is at work', () =>
      stack.onec.control.requests.list().length > 0 ? true : undefined,
    );
    stack.crm.editOrder(id, { managerComment: 'второе состояние' });
    expect(await stack.trigger(id)).toBe(200);
    await stack.posted(number, ({ Комментарий }) => Комментарий === 'второе состояние');
    expect(stack.documents(number)).toHaveLength(1);
  });
});

describe('row "two orders of one new customer"', () => {
  it('in two workers at once: one partner, one counterparty', async () => {
    const person = { phone: '+7 (900) 000-00-61', email: 'two-orders@example.ru' };
    const first = newOrder(stack, person);
    const card = stack.crm.order(first.id).customer as { readonly id: number };
    const second = newOrder(stack, { ...person, customer: { id: card.id } });
    stack.onec.control.requests.clear();
    stack.crm.requestLog.clear();
    // The first worker is held up in the middle of creating the customer; a free one takes the second order meanwhile.
    stack.onec.control.faults.add({
      match: { method: 'POST', set: 'Catalog_Партнеры' },
      times: 1,
      action: { kind: 'delay', milliseconds: 600 },
    });
    await stack.trigger(first.id);
    await eventually('the first worker has read the CRM', () =>
      stack.crm.requestLog.count() > 0 ? true : undefined,
    );
    await stack.trigger(second.id);
    await eventually('a second worker reads the CRM before the customer is there', () => {
      expect(creates('Catalog_Партнеры')).toBe(0);
      return stack.crm.requestLog.count() > 1 ? true : undefined;
    });
    const documents = [await stack.posted(first.number), await stack.posted(second.number)];
    expect([creates('Catalog_Партнеры'), creates('Catalog_Контрагенты')]).toEqual([1, 1]);
    const [partners, counterparties] = [
      new Set(documents.map(({ Партнер_Key }) => Партнер_Key)),
      new Set(documents.map(({ Контрагент_Key }) => Контрагент_Key)),
    ];
    expect([partners.size, counterparties.size]).toEqual([1, 1]);
    await emptied();
  });
});

describe('row "several orders at once"', () => {
  it('twelve orders of twelve people: twelve posted documents, and 1C lost nothing silently', async () => {
    const orders = Array.from({ length: 12 }, () => newOrder(stack));
    await Promise.all(orders.map(({ id }) => stack.trigger(id)));
    const documents = await Promise.all(orders.map(({ number }) => stack.posted(number)));
    expect(new Set(documents.map((document) => document.Number)).size).toBe(12);
    expect(new Set(documents.map(({ Контрагент_Key }) => Контрагент_Key)).size).toBe(12);
    expect(stack.onec.control.damage).toEqual([]);
    await emptied();
  });
});

describe('row "an order that waits for a person"', () => {
  it('an unknown product parks its order with the reason, the queue is empty, 1C holds nothing of it', async () => {
    const { id, number } = newOrder(stack);
    const items = stack.crm.order(id).items as readonly Record<string, unknown>[];
    const offer = { xmlId: '11111111-2222-4333-8444-555555555555' };
    stack.crm.patchOrder(id, { items: items.map((item) => ({ ...item, offer })) });
    await stack.trigger(id);
    const outcome = await eventually('an outcome', () => stack.stores.outcomes.read(id));
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'productUnknown' });
    await emptied();
    expect(stack.documents(number)).toEqual([]);
  });
});
