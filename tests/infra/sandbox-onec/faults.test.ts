import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../infra/sandbox/onec/faults/rules.ts';
import { ORDERS, orderBody, startBase, type TestBase } from './support.ts';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

const create = () => base.call('POST', ORDERS, { body: orderBody() });
const orders = () => base.control.entities(ORDERS).length;
const admin = (method: string, path: string, body?: unknown) =>
  fetch(new URL(`/sandbox/${path}`, base.url), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('faults', () => {
  it('a status with a body of one’s own, a number of times', async () => {
    base.control.faults.add({
      times: 2,
      action: { kind: 'status', status: 503, retryAfter: '7', body: 'busy' },
    });
    for (const status of [503, 503, 201]) {
      const reply = await create();
      expect(reply.status).toBe(status);
      expect(reply.headers.get('retry-after')).toBe(status === 503 ? '7' : null);
    }
    expect(orders()).toBe(1);
  });

  it('a status after the work was done, as of a proxy that lost the answer', async () => {
    base.control.faults.add({ times: 1, action: { kind: 'status', status: 504, handled: true } });
    expect((await create()).status).toBe(504);
    expect(orders()).toBe(1);
  });

  it.each([
    ['transaction', 'ru', 'Конфликт блокировок'],
    ['transaction', 'en', 'Lock conflict during transaction execution'],
    ['user', 'en', 'already locked'],
    ['version', 'ru', 'другим пользователем'],
  ] as const)(
    'R-10: a lock (%s, %s) in the words of the platform, with nothing done',
    async (by, language, text) => {
      base.control.faults.add({ times: 1, action: { kind: 'locked', by, language } });
      const reply = await create();
      expect(reply).toMatchObject({ status: 500, code: '-1' });
      expect(JSON.stringify(reply.json)).toContain(text);
      expect(orders()).toBe(0);
    },
  );

  it('a connection cut before the request was handled', async () => {
    base.control.faults.add({ times: 1, action: { kind: 'drop' } });
    await expect(create()).rejects.toThrow();
    expect(orders()).toBe(0);
  });

  it('an answer that is lost: the work is done all the same', async () => {
    base.control.faults.add({ times: 1, action: { kind: 'dropAfter' } });
    await expect(create()).rejects.toThrow();
    expect(orders()).toBe(1);
  });

  it('an answer cut in the middle', async () => {
    base.control.faults.add({ times: 1, action: { kind: 'truncate' } });
    await expect(create()).rejects.toThrow();
    expect(orders()).toBe(1);
  });

  it('HTML with status 200, and a 401', async () => {
    base.control.faults.add(
      { times: 1, action: { kind: 'html' } },
      { times: 1, action: { kind: 'unauthorized' } },
    );
    const html = await create();
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await create()).status).toBe(401);
  });

  it('a delay handles the request afterwards', async () => {
    base.control.faults.add({ times: 1, action: { kind: 'delay', milliseconds: 1 } });
    expect((await create()).status).toBe(201);
  });

  it.each<[string, FaultRule['match'], boolean]>([
    ['its method', { method: 'POST' }, true],
    ['another method', { method: 'GET' }, false],
    ['its set', { set: ORDERS }, true],
    ['another set', { set: 'Document_Заказ' }, false],
    ['a part of its path', { path: 'ЗаказКл' }, true],
    ['another path', { path: '/Post' }, false],
  ])('a rule is matched by %s', async (_, match, hits) => {
    base.control.faults.add({ match, action: { kind: 'status', status: 500 } });
    expect((await create()).status).toBe(hits ? 500 : 201);
  });

  it('a rule passes over the first requests', async () => {
    base.control.faults.add({ skip: 1, times: 1, action: { kind: 'status', status: 500 } });
    expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([
      201, 500, 201,
    ]);
  });
});

describe('the sandbox’s own addresses', () => {
  it('faults are given, listed and cleared', async () => {
    const rule = { match: { set: ORDERS }, times: 1, action: { kind: 'drop' } };
    expect((await admin('POST', 'faults', [rule])).status).toBe(200);
    expect(await (await admin('GET', 'faults')).json()).toEqual([rule]);
    await admin('DELETE', 'faults');
    expect((await create()).status).toBe(201);
  });

  it.each([
    ['POST', 'faults', [{ match: { sett: ORDERS }, action: { kind: 'drop' } }], 400],
    ['POST', 'faults', [{ action: { kind: 'explode' } }], 400],
    ['PATCH', 'switches', { keepClientKeyz: true }, 400],
    ['PATCH', `entities/${ORDERS}/11111111-2222-4333-8444-555555555555`, {}, 404],
    ['GET', 'nothing', undefined, 404],
  ])('a wrong %s %s is refused', async (method, path, body, status) => {
    expect((await admin(method, path, body)).status).toBe(status);
  });

  it('requests are counted by method and set, and forgotten', async () => {
    const key = await base.create(ORDERS, orderBody());
    await base.post(key);
    await base.read(ORDERS, key);
    const log = (await (await admin('GET', 'requests')).json()) as { counts: unknown; requests: unknown };
    expect(log.counts).toEqual({ [`POST ${ORDERS}`]: 1, [`POST ${ORDERS}/Post`]: 1, [`GET ${ORDERS}`]: 1 });
    expect(log.requests).toContainEqual({
      method: 'POST',
      path: `${ORDERS}(guid'${key}')/Post?PostingModeOperational=false`,
      set: ORDERS,
      status: 200,
    });
    await admin('DELETE', 'requests');
    expect(base.control.requests.counts()).toEqual({});
  });

  it('damage is read and cleared', async () => {
    await base.create(ORDERS, orderBody({ НетТакого: 1 }));
    expect(await (await admin('GET', 'damage')).json()).toEqual([
      expect.objectContaining({ property: 'НетТакого' }),
    ]);
    await admin('DELETE', 'damage');
    expect(base.control.damage).toEqual([]);
  });

  it('an entity is put, changed, posted and removed behind the client’s back', async () => {
    const key = await base.create(ORDERS, orderBody());
    const path = `entities/${ORDERS}/${key}`;
    const before = base.control.entity(ORDERS, key)?.DataVersion;
    await admin('PATCH', path, { Комментарий: 'изменено в 1С' });
    expect((await base.read(ORDERS, key)).json).toMatchObject({ Комментарий: 'изменено в 1С' });
    expect(base.control.entity(ORDERS, key)?.DataVersion).not.toBe(before);
    expect((await admin('PATCH', path, { НетТакого: 1 })).status).toBe(400);
    expect((await admin('POST', `${path}/post`)).status).toBe(200);
    expect((await admin('POST', `orders/${key}/close`)).status).toBe(200);
    expect(base.control.entity(ORDERS, key)).toMatchObject({ Posted: true, Статус: 'Закрыт' });
    await admin('DELETE', path);
    expect((await base.read(ORDERS, key)).code).toBe('9');
    const rate = '22222222-2222-4222-8222-222222222222';
    await admin('PUT', `entities/Catalog_СтавкиНДС/${rate}`, { Description: '22%', Ставка: 22 });
    expect((await base.read('Catalog_СтавкиНДС', rate)).json).toMatchObject({ Ставка: 22 });
  });

  it('a refusal of the configuration is told', async () => {
    const key = await base.create(ORDERS, orderBody({ DeletionMark: true }));
    expect((await admin('POST', `entities/${ORDERS}/${key}/post`)).status).toBe(409);
  });
});
