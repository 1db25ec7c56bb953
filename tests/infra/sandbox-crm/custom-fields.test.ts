import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Harness, orderOf, startCrm } from './harness.ts';

const captured = new URL('../../data/retailcrm/custom-field-get.json', import.meta.url);

const MARK = {
  name: 'Метка обмена',
  code: 'update_api1c',
  type: 'string',
  displayArea: 'shipment',
  viewMode: 'miss',
};

const create = ({ post }: Harness, customField: unknown, entity = 'order') =>
  post(`/api/v5/custom-fields/${entity}/create`, { customField });
const createOrder = ({ post }: Harness, customFields: unknown) =>
  post('/api/v5/orders/create', { site: 'shop1', order: { customFields } });

describe('custom fields', () => {
  it('are made, listed by filter, read one by one and edited', async () => {
    const harness = await startCrm();
    expect(await create(harness, MARK)).toEqual({ status: 201, body: { success: true, code: MARK.code } });
    await create(harness, { ...MARK, code: 'nomer1c' });
    await create(harness, MARK, 'customer');
    const list = async (query: string) => {
      const { body } = await harness.get(`/api/v5/custom-fields?${query}`);
      return (body.customFields as { entity: string; code: string }[]).map(
        ({ entity, code }) => `${entity}.${code}`,
      );
    };
    expect(await list('')).toEqual(['order.update_api1c', 'order.nomer1c', 'customer.update_api1c']);
    expect(await list('filter[entity]=order&filter[code]=nomer1c&filter[type]=string')).toEqual([
      'order.nomer1c',
    ]);
    expect(await list('filter[viewMode]=editable')).toEqual([]);
    const address = '/api/v5/custom-fields/order/update_api1c';
    expect((await harness.get(address)).body.customField).toMatchObject({
      ...MARK,
      entity: 'order',
      ordering: 50,
    });
    expect(await harness.post(`${address}/edit`, { customField: { name: 'Другое имя' } })).toMatchObject({
      status: 200,
    });
    expect((await harness.get(address)).body.customField).toMatchObject({ ...MARK, name: 'Другое имя' });
  });

  it.each([
    ['a code of other letters', { ...MARK, code: 'Метка' }],
    ['an unknown type', { ...MARK, type: 'boolish' }],
    ['an unknown place', { ...MARK, displayArea: 'roof' }],
    ['no name', { code: 'x', type: 'string' }],
    ['an unknown key', { ...MARK, colour: 'red' }],
    ['a list', [MARK]],
    ['nothing', ''],
    ['broken JSON', '{'],
  ])('are refused with %s', async (_, field) => {
    const harness = await startCrm();
    expect(await create(harness, field)).toMatchObject({ status: 400, body: { success: false } });
    expect((await harness.get('/api/v5/custom-fields')).body.customFields).toEqual([]);
  });

  it('are refused a second time, for an unknown entity, with another type and where they do not exist', async () => {
    const harness = await startCrm();
    await create(harness, MARK);
    expect(await create(harness, MARK)).toMatchObject({ status: 400 });
    expect(await create(harness, MARK, 'orders')).toMatchObject({ status: 400 });
    const edit = (code: string, customField: unknown) =>
      harness.post(`/api/v5/custom-fields/order/${code}/edit`, { customField });
    expect(await edit(MARK.code, { type: 'date' })).toMatchObject({ status: 400 });
    expect(await edit('other', { name: 'x' })).toMatchObject({ status: 404 });
    expect(await harness.get('/api/v5/custom-fields/order/other')).toMatchObject({ status: 404 });
    expect(await harness.get('/api/v5/custom-fields?filter[codes]=x')).toMatchObject({ status: 400 });
  });

  it('look as captured', async () => {
    const { customField } = JSON.parse(readFileSync(captured, 'utf8')) as {
      customField: Record<string, unknown>;
    };
    const { entity: _, defaultTyped: __, ...sent } = customField;
    const harness = await startCrm();
    await create(harness, sent);
    expect((await harness.get('/api/v5/custom-fields/order/galka')).body.customField).toEqual(customField);
  });

  it('survive a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-crm-'));
    try {
      const storage = join(folder, 'journal');
      const before = await startCrm({ storage });
      await create(before, MARK);
      const after = await startCrm({ storage });
      expect(await after.get('/api/v5/custom-fields/order/update_api1c')).toMatchObject({ status: 200 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('custom fields of an order', () => {
  it.each([
    ['boolean', true, 'yes'],
    ['date', '2026-03-01', '01.03.2026'],
    ['datetime', '2026-03-01 10:00:00', '2026-03-01'],
    ['email', 'a@example.ru', 'a'],
    ['integer', 5, 5.5],
    ['numeric', 5.5, '5.5x'],
    ['string', 'x', 5],
    ['text', 'x'.repeat(300), { a: 1 }],
  ])('of type %s take their values only', async (type, good, wrong) => {
    const harness = await startCrm();
    await create(harness, { name: 'Поле', code: 'field', type });
    expect(orderOf(await createOrder(harness, { field: good })).customFields).toEqual({ field: good });
    expect(await createOrder(harness, { field: wrong })).toMatchObject({
      status: 400,
      body: { errors: { 'customFields.field': expect.stringContaining(type) } },
    });
    expect(harness.crm.orderIds()).toHaveLength(1);
  });

  it('must exist for orders; null and an empty text wipe a value', async () => {
    const harness = await startCrm();
    await create(harness, MARK, 'customer');
    expect(await createOrder(harness, { update_api1c: 'x' })).toMatchObject({
      status: 400,
      body: {
        errors: { 'customFields.update_api1c': 'Custom field with code "update_api1c" does not exist.' },
      },
    });
    await create(harness, MARK);
    const { id } = orderOf(await createOrder(harness, { update_api1c: 'x' }));
    const edit = (value: unknown) =>
      harness.post(`/api/v5/orders/${id}/edit`, {
        by: 'id',
        site: 'shop1',
        order: { customFields: { update_api1c: value } },
      });
    expect(orderOf(await edit('y')).customFields).toEqual({ update_api1c: 'y' });
    expect(orderOf(await edit('')).customFields).toEqual([]);
  });
});
