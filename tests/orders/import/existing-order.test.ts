import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refTo } from '../../../lib/state/links.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

describe('an order that 1C already holds', () => {
  it('I-101: triggered again unchanged, it is not written and its DataVersion stays', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const before = onlyDocument(bridge, number).DataVersion;
    bridge.takeRequests();
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('unchanged');
    expect(bridge.takeRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(onlyDocument(bridge, number).DataVersion).toBe(before);
  });

  it('gets the second state when it changed between two triggers', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.crm.editOrder(id, { managerComment: 'второе состояние' });
    bridge.pass(1000);
    await bridge.importOrders(id);
    expect(onlyDocument(bridge, number)).toMatchObject({ Комментарий: 'второе состояние', Posted: true });
  });

  it('I-71, I-72: rows keep their identifiers while quantities change and items come and go', async () => {
    const items = [goodAt(0), goodAt(1), goodAt(2)].map((xmlId) => ({
      offer: { xmlId },
      quantity: 1,
      initialPrice: 100,
    }));
    const { id, number } = newOrder(bridge, { items, delivery: { cost: 350 } });
    await bridge.importOrders(id);
    const before = onlyDocument(bridge, number).Товары;
    const [first, , third] = bridge.crm.order(id).items as readonly { readonly id: number }[];
    bridge.crm.editOrder(id, {
      items: [
        { id: first?.id ?? 0, quantity: 4 },
        { id: third?.id ?? 0 },
        { offer: { xmlId: goodAt(3) }, quantity: 1, initialPrice: 50 },
      ],
    });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    const after = onlyDocument(bridge, number);
    expect(after.Товары.map((row) => [row.Номенклатура_Key, row.Количество])).toEqual([
      [goodAt(0), 4],
      [goodAt(2), 1],
      [goodAt(3), 1],
      [bridge.settings.deliveryItem, 1],
    ]);
    const kept = [before[0], before[2], before[3]].map((row) => [row?.ИдентификаторСтроки, row?.КодСтроки]);
    const now = [after.Товары[0], after.Товары[1], after.Товары[3]].map((row) => [
      row?.ИдентификаторСтроки,
      row?.КодСтроки,
    ]);
    expect(now).toEqual(kept);
    expect(after.СуммаДокумента).toBe(900);
    expect(bridge.onec.control.damage).toEqual([]);
  });

  it('I-24: closed in 1C, it is refused with the reason and not touched', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const closed = bridge.onec.control.closeOrder(onlyDocument(bridge, number).Ref_Key);
    bridge.crm.editOrder(id, { managerComment: 'поздно' });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'skipped',
      reason: 'orderClosed',
    });
    expect(onlyDocument(bridge, number).DataVersion).toBe(closed.DataVersion);
  });

  it('I-56: a cancelled order is closed with every row cancelled', async () => {
    const { id, number } = newOrder(bridge, { delivery: { cost: 350 } });
    await bridge.importOrders(id);
    bridge.crm.editOrder(id, { status: 'cancel-other' });
    bridge.pass(1000);
    await bridge.importOrders(id);
    const document = onlyDocument(bridge, number);
    expect(document).toMatchObject({ Статус: 'Закрыт', Posted: true, СуммаДокумента: 0 });
    expect(document.Товары.map((row) => row.Отменено)).toEqual([true]);
  });

  it('is posted again when somebody un-posted it', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.onec.control.unpost('Document_ЗаказКлиента', onlyDocument(bridge, number).Ref_Key);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(onlyDocument(bridge, number).Posted).toBe(true);
  });

  it('is posted again although the bridge itself has seen it un-posted last', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const ref = refTo('order', id);
    const link = await bridge.links().read(ref);
    // Somebody took the posting back before the bridge read the document back: that version is the one it remembers.
    const key = onlyDocument(bridge, number).Ref_Key;
    const { DataVersion: dataVersion } = bridge.onec.control.unpost('Document_ЗаказКлиента', key);
    await bridge.links().confirm(ref, key, { ...link?.memory, dataVersion });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'imported',
      writes: [{ action: 'post' }],
    });
    expect(onlyDocument(bridge, number).Posted).toBe(true);
  });

  it('follows changed settings although neither the CRM nor 1C has changed', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const [first, ...others] = bridge.settings.sites;
    const warehouse = shop.warehouses.find(({ key }) => key !== first?.warehouse)?.key ?? '';
    bridge.changeSettings({ sites: [{ ...first, warehouse }, ...others] as never });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(onlyDocument(bridge, number).Склад_Key).toBe(warehouse);
  });

  it('is found by number and date when the former extension imported it, and not made twice', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const former = onlyDocument(bridge, number);
    await bridge[Symbol.asyncDispose]();
    bridge = await startBridge();
    const again = newOrder(bridge);
    bridge.crm.patchOrder(again.id, { number, createdAt: former.Date.replace('T', ' ') });
    bridge.onec.control.put('Document_ЗаказКлиента', former.Ref_Key, { ...former });
    expect(outcomeOf(await bridge.importOrders(again.id)).kind).toBe('imported');
    expect(onlyDocument(bridge, number).Ref_Key).toBe(former.Ref_Key);
  });
});
