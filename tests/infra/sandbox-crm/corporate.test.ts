import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { isValidInn } from '../../../infra/sandbox/shop/tax-id.ts';
import { orderOf, START, shop, smallOrder, startCrm, type WireOrder } from './harness.ts';

const data = new URL('../../data/retailcrm/', import.meta.url);

const LEGAL = {
  contragentType: 'legal-entity',
  legalName: 'ООО «Ромашка»',
  INN: '7700000000',
  KPP: '770001001',
};
const CORPORATE = { customer: { type: 'customer_corporate', nickName: 'Ромашка' }, contragent: LEGAL };

async function account() {
  const harness = await startCrm();
  const create = (order: object) => harness.post('/api/v5/orders/create', { site: 'shop1', order });
  const edit = (id: number, order: object) =>
    harness.post(`/api/v5/orders/${id}/edit`, { by: 'id', site: 'shop1', order });
  const first = orderOf(await create({ ...smallOrder(harness.crm), ...CORPORATE }));
  return { ...harness, create, edit, first };
}

const part = (order: WireOrder, name: 'customer' | 'contact' | 'company') =>
  order[name] as { readonly id: number } & Record<string, unknown>;

describe('corporate customers', () => {
  it('are made with an order: a card, its company with the legal details, the person as contact', async () => {
    const { first } = await account();
    expect(first).toMatchObject({
      customer: {
        type: 'customer_corporate',
        nickName: 'Ромашка',
        site: 'shop1',
        mainCompany: { name: LEGAL.legalName },
      },
      contact: {
        type: 'customer',
        isContact: true,
        lastName: 'Примерова',
        phones: [{ number: '+7 (900) 000-00-01' }],
      },
      company: {
        isMain: true,
        active: true,
        name: LEGAL.legalName,
        contragent: LEGAL,
        customer: { id: part(first, 'customer').id, type: 'customer_corporate' },
      },
      contragent: LEGAL,
    });
    expect(part(first, 'customer')).not.toHaveProperty('firstName');
    expect(part(first, 'contact').id).not.toBe(part(first, 'customer').id);
  });

  it('are named by id in the next order, which takes over the main company and its legal details', async () => {
    const { first, create } = await account();
    const next = orderOf(
      await create({
        customer: { id: part(first, 'customer').id },
        contact: { id: part(first, 'contact').id },
      }),
    );
    expect(next).toMatchObject({
      customer: first.customer,
      contact: first.contact,
      company: first.company,
      contragent: LEGAL,
    });
  });

  it('may have no company, and then have no legal details', async () => {
    const { create } = await account();
    const order = orderOf(await create({ customer: CORPORATE.customer }));
    expect(order).not.toHaveProperty('company');
    expect(order).toMatchObject({ contragent: { contragentType: 'individual' } });
  });

  it('a person’s order becomes a company’s, and the history tells it field by field', async () => {
    const { crm, first, edit, get } = await account();
    const { id } = crm.createOrder('shop1', smallOrder(crm)) as WireOrder;
    const since = ((await get('/api/v5/orders/history')).body.history as { id: number }[]).at(-1)?.id;
    const order = orderOf(
      await edit(id, {
        customer: { id: part(first, 'customer').id },
        contact: { id: part(first, 'contact').id },
        company: { id: part(first, 'company').id },
        contragent: LEGAL,
      }),
    );
    expect(order).toMatchObject({ customer: first.customer, contact: first.contact, company: first.company });
    const { history } = (await get(`/api/v5/orders/history?filter[sinceId]=${since}`)).body;
    expect((history as { field: string }[]).map(({ field }) => field).toSorted()).toEqual([
      'company',
      'contact',
      'contragent.contragent_type',
      'contragent.i_n_n',
      'contragent.k_p_p',
      'contragent.legal_name',
      'customer',
    ]);
    const untouched = orderOf(await edit(id, { status: 'assembling' }));
    expect(untouched).toMatchObject({
      customer: first.customer,
      contact: first.contact,
      company: first.company,
    });
  });

  it('give way to a person again', async () => {
    const { crm, first, edit } = await account();
    const person = crm.createOrder('shop1', smallOrder(crm)) as WireOrder;
    const order = orderOf(
      await edit(first.id, {
        customer: { id: person.customer.id },
        contragent: { contragentType: 'individual' },
      }),
    );
    expect(order).toMatchObject({ customer: person.customer, contact: person.customer });
    expect(order).not.toHaveProperty('company');
    expect(order.contragent).toEqual({ contragentType: 'individual' });
  });

  it('are refused without a name, with somebody unknown and in the wrong role', async () => {
    const { crm, first, create } = await account();
    const person = (crm.createOrder('shop1', smallOrder(crm)) as WireOrder).customer.id;
    const corporate = part(first, 'customer').id;
    for (const [order, field] of [
      [{ customer: { type: 'customer_corporate' } }, 'customer.nickName'],
      [{ customer: { id: corporate }, contact: { id: 1 } }, 'contact.id'],
      [{ customer: { id: corporate }, contact: { externalId: 'x' } }, 'contact.externalId'],
      [{ customer: { id: corporate }, contact: { id: corporate } }, 'contact'],
      [{ customer: { id: corporate }, company: { id: 1 } }, 'company'],
      [{ customer: { id: person }, company: { id: 1 } }, 'company'],
      [{ customer: { id: person }, contact: { id: corporate } }, 'contact'],
    ] as const) {
      expect(await create(order), JSON.stringify(order)).toMatchObject({
        status: 400,
        body: { errorMsg: 'Order is not loaded', errors: { [field]: expect.any(String) } },
      });
    }
    expect((await create({ customer: { type: 'company', nickName: 'x' } })).status).toBe(400);
  });

  it.each([
    ['individual', 'INN'],
    ['legal-entity', 'OGRNIP'],
    ['enterpreneur', 'KPP'],
    ['legal-entity', 'phone'],
  ])('3.3: legal details of "%s" have no %s', async (contragentType, name) => {
    const { create } = await account();
    expect(await create({ contragent: { contragentType, [name]: '1' } })).toMatchObject({
      status: 400,
      body: { errors: { [`contragent.${name}`]: expect.any(String) } },
    });
  });

  it('3.3: a type that the CRM does not have is refused, its own spelling is not', async () => {
    const { create } = await account();
    expect((await create({ contragent: { contragentType: 'entrepreneur' } })).status).toBe(400);
    const details = { contragentType: 'enterpreneur', OGRNIP: '1' };
    expect(orderOf(await create({ contragent: details })).contragent).toEqual(details);
  });
});

describe('the seeded account', () => {
  const crm = createSandboxCrm({ shop, clock: { now: () => START }, apiKey: 'k' });
  const orders = crm.orderIds().map((id) => crm.order(id) as WireOrder);

  it('has one order of a company, with full legal details', () => {
    const [order, ...others] = orders.filter(({ company }) => company !== undefined);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      customer: { type: 'customer_corporate' },
      contact: { type: 'customer' },
      contragent: {
        contragentType: 'legal-entity',
        KPP: expect.any(String),
        bankAccount: expect.any(String),
      },
    });
    const { INN: inn } = (order?.contragent ?? {}) as Record<string, unknown>;
    expect(isValidInn(String(inn))).toBe(true);
  });

  it('shows it with no field that the captures do not have', () => {
    const read = (name: string, list: string): Record<string, unknown>[] =>
      (JSON.parse(readFileSync(new URL(name, data), 'utf8')) as Record<string, Record<string, unknown>[]>)[
        list
      ] ?? [];
    const [order] = orders.filter(({ company }) => company !== undefined);
    const captured = (value: Record<string, unknown> | undefined) =>
      expect.arrayContaining(Object.keys(value ?? {}));
    const [customer] = read('customer-corporate-list.json', 'customersCorporate');
    const [company] = read('customer-corporate-companies.json', 'companies');
    expect(Object.keys(customer ?? {})).toEqual(captured(order && part(order, 'customer')));
    expect(Object.keys(company ?? {})).toEqual(captured(order && part(order, 'company')));
  });
});

describe('GET /users', () => {
  const ids = async (query: string) => {
    const { get } = await startCrm();
    const { status, body } = await get(`/api/v5/users?${query}`);
    return status === 200 ? (body.users as { id: number }[]).length : status;
  };
  const all = shop.users.length;

  it.each([
    ['', all],
    ['filter[active]=1&filter[isManager]=1', all],
    ['filter[active]=0', 0],
    ['filter[isAdmin]=1', 1],
    ['filter[status]=free', all],
    ['filter[status]=dinner', 0],
    ['filter[status]=asleep', 400],
    ['filter[groups][]=manager', all],
    ['filter[groups][]=other', 400],
    ['filter[createdAtFrom]=2024-01-15&filter[createdAtTo]=2024-01-15', all],
    ['filter[createdAtFrom]=2024-01-16', 0],
    ['filter[createdAtTo]=2024-01-14', 0],
    ['filter[createdAtFrom]=15.01.2024', 400],
    ['filter[name]=x', 400],
  ])('%s gives %s', async (query, expected) => {
    expect(await ids(query)).toBe(expected);
  });
});
