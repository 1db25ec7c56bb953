import { afterEach, describe, expect, it } from 'vitest';
import { compositeKey } from '../../../infra/sandbox/onec/odata/address.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import type { Absence } from '../../../lib/state/absences.ts';
import { type BridgeOptions, newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

const CANCEL: BridgeOptions = { settings: { deletedOrders: 'cancel' } };

interface Gone {
  readonly id: number;
  readonly number: string;
  readonly document: OrderDocument;
}

/** An order that was imported and then vanished from the CRM; the history said why, unless it is untold. */
async function vanished(absence: Partial<Absence> | 'untold' = { kind: 'deleted' }): Promise<Gone> {
  const { id, number } = newOrder(bridge);
  await bridge.importOrders(id);
  const [document] = bridge.documents(number);
  if (document === undefined) {
    throw new Error('the order was not imported');
  }
  bridge.crm.deleteOrder(id);
  if (absence !== 'untold') {
    await bridge.absences.note({ orderId: id, kind: 'deleted', at: bridge.now(), ...absence });
  }
  bridge.pass(60_000);
  bridge.takeRequests();
  return { id, number, document };
}

const writesTo1c = () => bridge.takeRequests().filter((request) => !request.startsWith('GET'));

describe('I-12: deletedOrders = report', () => {
  it('names the document and what to do, and leaves 1C alone', async () => {
    bridge = await startBridge();
    const { id, number, document } = await vanished();
    expect(outcomeOf(await bridge.importOrders(id))).toEqual({
      kind: 'skipped',
      reason: 'orderDeleted',
      message: expect.stringMatching(
        new RegExp(
          `^Заказ ${number} удалён в RetailCRM, а в 1С остался Заказ клиента ${document.Number} от .*отмените его в 1С`,
        ),
      ),
    });
    expect(writesTo1c()).toEqual([]);
    expect(bridge.documents(number)).toEqual([document]);
  });

  it('of a merged order names the order that took it in', async () => {
    bridge = await startBridge();
    const { id } = await vanished({ kind: 'merged', into: 777 });
    expect(outcomeOf(await bridge.importOrders(id))).toEqual({
      kind: 'skipped',
      reason: 'orderMerged',
      message: expect.stringMatching(/объединён в RetailCRM с заказом с id 777.*не будут отгружены дважды/),
    });
  });
});

describe('I-12: deletedOrders = cancel', () => {
  it('cancels the document: rows cancelled, no stages, closed, posted', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number, document } = await vanished();
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'imported',
      message: expect.stringMatching(
        new RegExp(`^Отменён: Заказ клиента ${document.Number} от .* Заказ ${number} удалён в RetailCRM`),
      ),
      document: { key: document.Ref_Key, number: document.Number },
      warnings: [],
    });
    const [cancelled] = bridge.documents(number);
    expect(cancelled).toMatchObject({
      Статус: 'Закрыт',
      Posted: true,
      ЭтапыГрафикаОплаты: [],
      СуммаДокумента: 0,
    });
    expect(cancelled?.Товары.map((row) => [row.Отменено, row.ПричинаОтмены_Key])).toEqual([
      [true, bridge.settings.cancelReason],
    ]);
    expect(bridge.onec.control.damage).toEqual([]);
  });

  it('once: the second message finds it done and writes nothing', async () => {
    bridge = await startBridge(CANCEL);
    const { id } = await vanished();
    await bridge.importOrders(id);
    bridge.pass(1000);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'unchanged',
      message: expect.stringContaining('уже отменён'),
    });
    expect(writesTo1c()).toEqual([]);
  });

  it('D-7: is undone where the order comes back as it was, although nothing of it has changed', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const undelete = bridge.crm.snapshot();
    bridge.crm.deleteOrder(id);
    await bridge.absences.note({ orderId: id, kind: 'deleted', at: bridge.now() });
    await bridge.importOrders(id);
    expect(bridge.documents(number)).toMatchObject([{ Статус: 'Закрыт', СуммаДокумента: 0 }]);
    undelete();
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported' });
    expect(bridge.documents(number)).toMatchObject([
      { Posted: true, СуммаДокумента: 200, Товары: [{ Отменено: false }] },
    ]);
    expect(bridge.documents(number)[0]?.Статус).not.toBe('Закрыт');
  });

  it('cancels the document of a merged order, and tells where its goods are', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number } = await vanished({ kind: 'merged', into: 777 });
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'imported',
      message: expect.stringContaining('в заказе с id 777'),
    });
    expect(bridge.documents(number)[0]?.Статус).toBe('Закрыт');
  });

  it('does not cancel what has vanished without a word of the history: the key may have lost a shop', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number, document } = await vanished('untold');
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'skipped',
      reason: 'orderAbsent',
      message: expect.stringMatching(/нет записи о его удалении.*виден ли ключу API/),
    });
    expect(bridge.documents(number)).toEqual([document]);
  });

  it('reports a document that was closed in 1C instead of cancelling it', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number, document } = await vanished();
    bridge.onec.control.closeOrder(document.Ref_Key);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'skipped',
      reason: 'orderDeleted',
      message: expect.stringContaining('уже закрыт'),
    });
    expect(bridge.documents(number)[0]?.Товары[0]?.Отменено).toBe(false);
  });

  it.each([
    ['a part is shipped', { СуммаОтгрузки: 100, ПроцентОтгрузки: 50 }, 'уже отгружен'],
    ['shipped and not paid', { Состояние: 'ОжидаетсяОплатаПослеОтгрузки' }, 'уже отгружен'],
    ['shipped and paid', { Состояние: 'Закрыт' }, 'уже закрыт'],
  ])('reports a document of which %s', async (_, state, words) => {
    bridge = await startBridge(CANCEL);
    const { id, number, document } = await vanished();
    const register = 'InformationRegister_СостоянияЗаказовКлиентов';
    bridge.onec.control.patch(register, compositeKey(document.Ref_Key, 'Document_ЗаказКлиента'), state);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'skipped',
      reason: 'orderDeleted',
      message: expect.stringContaining(words),
    });
    expect(bridge.documents(number)).toEqual([document]);
  });

  it('parks it when 1C refuses, naming the order', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number } = await vanished();
    const refusal = { 'odata.error': { code: '-1', message: { lang: 'ru', value: 'Заказ уже отгружен' } } };
    bridge.onec.control.faults.add({
      match: { path: '/Post' },
      times: 1,
      action: { kind: 'status', status: 500, body: JSON.stringify(refusal), contentType: 'application/json' },
    });
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'postingRefused',
      message: expect.stringContaining(number),
    });
  });

  it('goes on where a lost answer stopped it', async () => {
    bridge = await startBridge(CANCEL);
    const { id, number } = await vanished();
    bridge.onec.control.faults.add({ match: { path: '/Post' }, times: 1, action: { kind: 'dropAfter' } });
    const [first] = await bridge.importOrders(id);
    expect(first?.status).toBe('failed');
    bridge.pass(60_000);
    expect(['imported', 'unchanged']).toContain(outcomeOf(await bridge.importOrders(id)).kind);
    expect(bridge.documents(number)[0]).toMatchObject({ Статус: 'Закрыт', Posted: true });
  });
});

describe('an order that vanished', () => {
  it('or never was, without a word of the history: a number may have been typed for its id', async () => {
    bridge = await startBridge(CANCEL);
    expect(outcomeOf(await bridge.importOrders(99_999))).toEqual({
      kind: 'skipped',
      reason: 'orderAbsent',
      message: expect.stringMatching(/не знает заказа с id 99999 .*не виден его магазин.*а не номер заказа/),
    });
  });

  it('and was never imported is no business of 1C’s', async () => {
    bridge = await startBridge(CANCEL);
    const { id } = newOrder(bridge);
    bridge.crm.deleteOrder(id);
    await bridge.absences.note({ orderId: id, kind: 'merged', into: 777, at: 0 });
    expect(outcomeOf(await bridge.importOrders(id))).toEqual({
      kind: 'skipped',
      reason: 'orderMerged',
      message: expect.stringContaining('он объединён в RetailCRM с заказом с id 777'),
    });
    expect(bridge.takeRequests()).toEqual([]);
  });

  it('while its document was created and the answer was lost: the document is found and cancelled', async () => {
    bridge = await startBridge({ ...CANCEL, switches: { keepClientKeys: false } });
    const { id, number } = newOrder(bridge);
    const set = 'Document_ЗаказКлиента';
    bridge.onec.control.faults.add({
      match: { method: 'POST', set, path: set },
      times: 1,
      action: { kind: 'dropAfter' },
    });
    await bridge.importOrders(id);
    bridge.crm.deleteOrder(id);
    await bridge.absences.note({ orderId: id, kind: 'deleted', at: 0 });
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('imported');
    expect(bridge.documents(number)).toMatchObject([{ Статус: 'Закрыт', Posted: true }]);
  });

  it('and whose document vanished too, or is marked for deletion, needs nothing', async () => {
    bridge = await startBridge(CANCEL);
    const gone = await vanished();
    bridge.onec.control.remove('Document_ЗаказКлиента', gone.document.Ref_Key);
    expect(outcomeOf(await bridge.importOrders(gone.id))).toMatchObject({ reason: 'orderDeleted' });
    const marked = await vanished();
    bridge.onec.control.patch('Document_ЗаказКлиента', marked.document.Ref_Key, { DeletionMark: true });
    expect(outcomeOf(await bridge.importOrders(marked.id))).toMatchObject({
      reason: 'orderDeleted',
      message: expect.stringContaining('помечен в 1С на удаление'),
    });
    expect(writesTo1c()).toEqual([]);
  });
});
