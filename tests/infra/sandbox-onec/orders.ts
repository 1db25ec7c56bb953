import { expect } from 'vitest';
import { ORDERS, orderBody, type Reply, type TestBase, values } from './support.ts';

type Changes = Readonly<Record<string, unknown>>;

/** An order that was written, as the base reads it back. */
export async function created(base: TestBase, changes: Changes = {}): Promise<Record<string, unknown>> {
  return (await base.read(ORDERS, await base.create(ORDERS, orderBody(changes)))).json;
}

/** An order that was written and posted, as the base reads it back. */
export async function posted(base: TestBase, changes: Changes = {}): Promise<Record<string, unknown>> {
  const key = await base.create(ORDERS, orderBody(changes));
  const reply = await base.post(key);
  expect([reply.status, reply.code]).toEqual([200, undefined]);
  return (await base.read(ORDERS, key)).json;
}

/** State of an order in its register; undefined = it has none. */
export async function stateOf(base: TestBase, order: Changes): Promise<unknown> {
  const filter = `Заказ eq cast(guid'${order.Ref_Key}','${ORDERS}')`;
  const reply = await base.call('GET', 'InformationRegister_СостоянияЗаказовКлиентов', {
    query: { $filter: filter },
  });
  return values(reply)[0]?.Состояние;
}

/** What a refusal says. */
export const message = (reply: Reply): string => JSON.stringify(reply.json);
