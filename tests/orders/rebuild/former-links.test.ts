import { describe, expect, it } from 'vitest';
import { readFormerLinks } from '../../../lib/orders/rebuild/former-links.ts';
import type { FormerLinks } from '../../../lib/orders/rebuild/plan-former.ts';
import { startBridge } from '../support/bridge.ts';
import {
  formerNotes,
  NAMES,
  ORDERS,
  PARTNERS,
  PROPERTIES,
  putProperty,
  putRecord,
  RECORDS,
} from './support.ts';

const NOT_PUBLISHED = JSON.stringify({
  'odata.error': { code: '8', message: { lang: 'ru', value: 'Не найден тип сущности' } },
});
const REFUSED = JSON.stringify({
  'odata.error': { code: '-1', message: { lang: 'ru', value: 'Неверные параметры упорядочивания' } },
});

describe('reading the former extension’s links', () => {
  const order = crypto.randomUUID();

  it.each([
    ['register', RECORDS],
    ['chart', PROPERTIES],
  ])('is passed over where the base does not publish the %s', async (_, set) => {
    await using bridge = await startBridge();
    formerNotes(bridge)('order', order, 138);
    bridge.onec.control.faults.add({
      match: { set },
      times: 1,
      action: { kind: 'status', status: 404, body: NOT_PUBLISHED, contentType: 'application/json' },
    });

    expect(await bridge.rebuildLinks()).toMatchObject({ former: 'notPublished', issues: [] });
  });

  it('reads every record, however many pages they take', async () => {
    await using bridge = await startBridge();
    const property = putProperty(bridge, { Имя: NAMES.order });
    for (let id = 1; id <= 2001; id += 1) {
      putRecord(bridge, property, ORDERS, crypto.randomUUID(), String(id));
    }

    const { orders } = (await readFormerLinks(bridge.client)) as FormerLinks;

    expect(orders.size).toBe(2001);
  });

  it('reads without an order where 1C refuses to order by an object of any kind', async () => {
    await using bridge = await startBridge();
    formerNotes(bridge)('order', order, 138);
    bridge.onec.control.faults.add({
      match: { path: '$orderby=Объект' },
      times: 99,
      action: { kind: 'status', status: 500, body: REFUSED, contentType: 'application/json' },
    });

    expect((await readFormerLinks(bridge.client))?.orders).toEqual(
      new Map([[order, { orderId: 138, isNamed: true }]]),
    );
  });

  it('sees nobody’s link in a value that is no id or an object of another kind', async () => {
    await using bridge = await startBridge();
    const property = putProperty(bridge, { Имя: NAMES.order });
    for (const value of ['', '0', 'A1', '1.5', '1234567890123456', '-1']) {
      putRecord(bridge, property, ORDERS, crypto.randomUUID(), value);
    }
    putRecord(bridge, property, PARTNERS, crypto.randomUUID(), '5');
    putRecord(bridge, property, ORDERS, order, ' 138 ');

    expect((await readFormerLinks(bridge.client))?.orders).toEqual(
      new Map([[order, { orderId: 138, isNamed: true }]]),
    );
  });
});
