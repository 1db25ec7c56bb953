import { afterEach, describe, expect, it } from 'vitest';
import { describeDocument, readDocument } from '../../../infra/local/demo/document-report.ts';
import { OnecSetNotPublished } from '../../../lib/onec/errors.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { refTo } from '../../../lib/state/links.ts';
import { plainGoods, startBridge, type TestBridge } from '../../orders/support/bridge.ts';
import { imported } from '../../orders/support/imports.ts';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

const keyOf = async (id: number): Promise<string> =>
  (await bridge.links().read(refTo('order', id)))?.key ?? '';

describe.each(RELEASES)('UT $name', (release) => {
  it('an order is read back with the names of customer, product and VAT rate', async () => {
    bridge = await startBridge({ release });
    const { id, number } = await imported(bridge);
    const lines = describeDocument(await readDocument(await keyOf(id), bridge.client));
    expect(lines[0]).toMatch(/^Проведен: Заказ клиента \S+ от \d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/);
    expect(lines[1]).toMatch(/^ {2}Покупатель: {2}Примеров-\d+ Пример$/);
    expect(lines[3]).toContain(`номер в RetailCRM: ${number}`);
    expect(lines[5]).toContain(` ${plainGoods[0]?.name} · 2 × 100,00`);
    expect(lines[5]).toMatch(/НДС (\d+%|Без НДС) \d+,\d\d/);
    expect(lines.at(-1)).toBe('  Сумма: 200,00');
  });

  it('is read back where organisations and warehouses are not published', async () => {
    bridge = await startBridge({ release });
    const { id } = await imported(bridge);
    const { organization, warehouse } = bridge.settings.sites[0] ?? {};
    const report = await readDocument(await keyOf(id), {
      ...bridge.client,
      listByValues: (object, query) =>
        /Организации|Склады/.test(object.set)
          ? Promise.reject(new OnecSetNotPublished({ operation: 'list', set: object.set }))
          : bridge.client.listByValues(object, query),
    });
    expect(describeDocument(report)[2]).toBe(`  Организация: ${organization}, склад: ${warehouse}`);
  });
});
