import { newOrder, plainGoods } from '../../orders/support/bridge.ts';
import { ROMASHKA } from '../../orders/support/companies.ts';
import { processQueue } from './platform.ts';
import { startProcess } from './process.ts';
import type { Stage } from './stage.ts';

/** What happened in the CRM, and which order it happened to. The bridge has not heard of it yet. */
export interface Scenario {
  readonly name: string;
  /** Whether the bridge creates anything in 1C for it. */
  readonly creates: boolean;
  /** Whether 1C takes no change of the order after it. */
  readonly isEnd: boolean;
  /** @returns the id of the order. */
  prepare(stage: Stage): Promise<number>;
}

const person = {
  firstName: 'Пример',
  lastName: 'Примеров',
  phone: '+7 (900) 000-07-01',
  email: 'fault-customer@example.com',
};

const item = (index: number, quantity: number) => ({
  offer: { xmlId: plainGoods[index]?.key ?? '' },
  quantity,
  initialPrice: 100,
});

const courier = {
  code: 'courier',
  cost: 350,
  address: { city: 'г. Примерск', text: 'ул. Первая, 1' },
};

/** Lets the bridge hear of everything and do it. */
async function catchUp(stage: Stage): Promise<void> {
  const process = startProcess(stage);
  await stage.time.passUntil(process.poll());
  await stage.time.passUntil(processQueue(stage, process));
  await stage.pass(60_000);
}

async function importedOrder(stage: Stage): Promise<number> {
  const { id } = newOrder(stage, { ...person, delivery: courier, items: [item(0, 2), item(1, 1)] });
  await catchUp(stage);
  return id;
}

/** Of a corporate customer with a company, a bank account and a contact person. */
async function companyOrder(stage: Stage): Promise<number> {
  const order = {
    ...person,
    phone: '+7 (900) 000-07-03',
    customer: { type: 'customer_corporate', nickName: 'Ромашка' },
    contragent: ROMASHKA,
    items: [item(0, 2)],
  };
  return newOrder(stage, order).id;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "a new customer's order",
    creates: true,
    isEnd: false,
    prepare: async (stage) =>
      newOrder(stage, { ...person, delivery: courier, items: [item(0, 2), item(1, 1)] }).id,
  },
  {
    name: 'a new order that is cancelled already',
    creates: true,
    isEnd: true,
    prepare: async (stage) =>
      newOrder(stage, { ...person, status: 'cancel-other', delivery: courier, items: [item(0, 2)] }).id,
  },
  {
    name: "a known customer's order",
    creates: true,
    isEnd: false,
    prepare: async (stage) => {
      const first = await importedOrder(stage);
      const { id } = stage.crm.order(first).customer as { readonly id: number };
      return newOrder(stage, { ...person, customer: { id }, items: [item(2, 3)] }).id;
    },
  },
  {
    name: "a new company's order",
    creates: true,
    isEnd: false,
    prepare: async (stage) => companyOrder(stage),
  },
  {
    name: "a known company's order with another contact person and another address",
    creates: true,
    isEnd: false,
    prepare: async (stage) => {
      const first = await companyOrder(stage);
      await catchUp(stage);
      const { id } = stage.crm.order(first).customer as { readonly id: number };
      const order = newOrder(stage, {
        lastName: 'Сидоров',
        phone: '+7 (900) 000-07-04',
        email: 'second-contact@example.com',
        customer: { id },
        items: [item(2, 3)],
      });
      const address = { contragent: { legalAddress: 'г. Примерск, ул. Вторая, 2' } };
      stage.crm.patchOrder(order.id, { company: address });
      return order.id;
    },
  },
  {
    name: 'a changed order',
    creates: false,
    isEnd: false,
    prepare: async (stage) => {
      const id = await importedOrder(stage);
      const [first] = stage.crm.order(id).items as readonly { readonly id: number }[];
      stage.crm.editOrder(id, {
        phone: '+7 (900) 000-07-02',
        managerComment: 'Стало больше',
        items: [{ id: first?.id, quantity: 5 }, item(3, 4)],
      });
      return id;
    },
  },
  {
    name: 'a cancelled order',
    creates: false,
    isEnd: true,
    prepare: async (stage) => {
      const id = await importedOrder(stage);
      stage.crm.editOrder(id, { status: 'cancel-other' });
      return id;
    },
  },
  {
    name: 'a cancelled order without its items',
    creates: false,
    isEnd: true,
    prepare: async (stage) => {
      const id = await importedOrder(stage);
      stage.crm.editOrder(id, { status: 'cancel-other', items: [] });
      return id;
    },
  },
  {
    name: 'a deleted order',
    creates: false,
    isEnd: true,
    prepare: async (stage) => {
      const id = await importedOrder(stage);
      stage.crm.deleteOrder(id);
      return id;
    },
  },
];
