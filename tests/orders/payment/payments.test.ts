import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES, release11520 } from '../../../lib/onec/ut/releases.ts';
import { createDocumentHolders } from '../../../lib/state/document-holders.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { held, importedAgain, onlyDocument, outcomeOf } from '../support/imports.ts';
import { BANK, CARD, CASH, paid, payments, settledRows } from './support.ts';

const [, entrepreneur] = shop.organizations;

describe.each(RELEASES)('payments of an order in UT $name', (release) => {
  let bridge: TestBridge;
  beforeEach(async () => {
    bridge = await startBridge({ release });
  });
  afterEach(() => bridge[Symbol.asyncDispose]());

  const withPayments = async (...list: readonly object[]) => {
    const order = newOrder(bridge, { payments: list });
    return { ...order, outcome: outcomeOf(await bridge.importOrders(order.id)) };
  };
  const edit = (id: number, ...list: readonly object[]) => bridge.crm.editOrder(id, { payments: list });
  const again = async (id: number) => {
    bridge.pass(60_000);
    return outcomeOf(await bridge.importOrders(id));
  };

  it('I-76: cash becomes a posted receipt of its amount and time at the mapped desk, the id in its comment', async () => {
    const { number, outcome } = await withPayments(paid(77, 200, { comment: 'аванс' }));
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
    const [document, ...others] = payments(bridge);
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      Posted: true,
      Date: '2026-03-05T12:00:00',
      СуммаДокумента: 200,
      Комментарий: 'аванс 77',
      Касса_Key: bridge.settings.payments[0]?.cashDesk,
      Организация_Key: held(bridge, number).Организация_Key,
      Контрагент_Key: held(bridge, number).Контрагент_Key,
    });
    expect(settledRows(document)).toMatchObject([
      release.traits.has('settlementObjects')
        ? { Сумма: 200, ОбъектРасчетов_Key: held(bridge, number).ОбъектРасчетов_Key }
        : { Сумма: 200, Заказ: held(bridge, number).Ref_Key },
    ]);
  });

  it('I-77: a bank receipt is carried out by the bank, a card goes through its terminal and its contract', async () => {
    await withPayments(paid(1, 100, { type: 'bank-transfer' }), paid(2, 100, { type: 'bank-card' }));
    expect(payments(bridge, BANK)).toMatchObject([
      {
        Posted: true,
        ПроведеноБанком: true,
        ДатаПроведенияБанком: '2026-03-05T00:00:00',
        НомерВходящегоДокумента: '1',
        БанковскийСчет_Key: bridge.settings.sites[0]?.bankAccount,
      },
    ]);
    const [card] = payments(bridge, CARD);
    expect(card).toMatchObject({
      Posted: true,
      ЭквайринговыйТерминал_Key: bridge.settings.sites[0]?.terminal,
    });
    if (release.traits.has('acquiringContracts')) {
      const [contract] = bridge.onec.control.entities('Catalog_ДоговорыЭквайринга');
      expect(card?.ДоговорЭквайринга_Key).toBe(contract?.Ref_Key);
    }
  });

  it('I-78: two payments are two documents, also after a third import', async () => {
    const { id } = await withPayments(paid(1, 80), paid(2, 120));
    await importedAgain(bridge, id);
    bridge.crm.editOrder(id, { managerComment: 'позвонить' });
    expect((await importedAgain(bridge, id)).kind).toBe('imported');
    expect(payments(bridge).map(({ СуммаДокумента }) => СуммаДокумента)).toEqual([80, 120]);
  });

  it('C-1: a payment is rewritten only when its sum, date or type changed', async () => {
    const { id } = await withPayments(paid(1, 200));
    const before = payments(bridge)[0]?.DataVersion;
    for (const _ of [1, 2, 3]) {
      expect(await importedAgain(bridge, id)).toEqual({ kind: 'unchanged', writes: [] });
    }
    bridge.crm.editOrder(id, { managerComment: 'позвонить', status: 'assembling' });
    await again(id);
    expect(payments(bridge)[0]?.DataVersion).toBe(before);
  });

  it('I-79: another amount: the same document, posted anew, settles it', async () => {
    const { id, number } = await withPayments(paid(1, 100));
    edit(id, paid(1, 120.5));
    expect((await again(id)).kind).toBe('imported');
    const [document, ...others] = payments(bridge);
    expect([others, document?.Posted, document?.СуммаДокумента]).toEqual([[], true, 120.5]);
    expect(settledRows(document).map(({ Сумма }) => Сумма)).toEqual([120.5]);
    expect(onlyDocument(bridge, number).Posted).toBe(true);
  });

  it('I-80: not paid any more: un-posted; paid again: posted again, no new document', async () => {
    const { id } = await withPayments(paid(1, 200));
    edit(id, paid(1, 200, { status: 'not-paid' }));
    await again(id);
    expect(payments(bridge)).toMatchObject([{ Posted: false, DeletionMark: false }]);
    edit(id, paid(1, 200));
    await again(id);
    expect(payments(bridge)).toMatchObject([{ Posted: true }]);
  });

  it('I-82: a type that is not mapped parks the payment alone; the mapping brings it', async () => {
    bridge.changeSettings({ payments: bridge.settings.payments.filter(({ crm }) => crm !== 'cash') });
    const { id, number, outcome } = await withPayments(paid(1, 80), paid(2, 120, { type: 'bank-transfer' }));
    expect(outcome).toMatchObject({
      kind: 'parked',
      reason: 'paymentUnmapped',
      details: { payment: 1, type: 'cash' },
    });
    expect(onlyDocument(bridge, number).Posted).toBe(true);
    expect(payments(bridge)).toMatchObject([{ СуммаДокумента: 120, Posted: true }]);
    bridge.changeSettings({});
    expect((await again(id)).kind).toBe('imported');
    expect(payments(bridge, CASH)).toMatchObject([{ СуммаДокумента: 80, Posted: true }]);
  });

  it('I-83, D-17: a day without a time is its beginning; without any, the day the document is made, for good', async () => {
    const order = newOrder(bridge);
    const list = { 1: paid(1, 80, { paidAt: '2026-03-05' }), 2: paid(2, 120, { paidAt: null }) };
    bridge.crm.patchOrder(order.id, { payments: list });
    await bridge.importOrders(order.id);
    const dates = () => payments(bridge).map((document) => document.Date);
    expect(dates()).toEqual(['2026-03-05T00:00:00', '2026-03-10T00:00:00']);
    bridge.pass(3 * 86_400_000);
    bridge.crm.patchOrder(order.id, { payments: list, managerComment: 'позвонить' });
    await again(order.id);
    expect(dates()).toEqual(['2026-03-05T00:00:00', '2026-03-10T00:00:00']);
  });

  it('D-17: of another type now: the old document is un-posted and marked, a new one made; and back again', async () => {
    const { id } = await withPayments(paid(1, 200));
    edit(id, paid(1, 200, { type: 'bank-transfer' }));
    await again(id);
    expect(payments(bridge, CASH)).toMatchObject([{ Posted: false, DeletionMark: true }]);
    expect(payments(bridge, BANK)).toMatchObject([{ Posted: true, DeletionMark: false }]);
    edit(id, paid(1, 200));
    await again(id);
    expect(payments(bridge, CASH).map(({ Posted }) => Posted)).toEqual([false, true]);
    expect(payments(bridge, BANK)).toMatchObject([{ Posted: false, DeletionMark: true }]);
  });

  it('D-17: deleted in the CRM: un-posted and marked, once', async () => {
    const { id } = await withPayments(paid(1, 80), paid(2, 120));
    edit(id, paid(2, 120));
    await again(id);
    expect(payments(bridge).map(({ Posted, DeletionMark }) => [Posted, DeletionMark])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect((await importedAgain(bridge, id)).writes).toEqual([]);
  });

  it('a payment that 1C refuses (closed period) is parked, named, and comes back; the order is posted', async () => {
    const order = newOrder(bridge, { payments: [paid(1, 200)] });
    bridge.onec.control.switches.closedUntil = '2026-03-09';
    const outcome = outcomeOf(await bridge.importOrders(order.id));
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'onecRefused' });
    expect(onlyDocument(bridge, order.number).Posted).toBe(true);
    bridge.onec.control.switches.closedUntil = '';
    expect((await again(order.id)).kind).toBe('imported');
    expect(payments(bridge)).toMatchObject([{ Posted: true, СуммаДокумента: 200 }]);
  });
});

describe('payments of an order', () => {
  let bridge: TestBridge;
  beforeEach(async () => {
    bridge = await startBridge({ release: release11520 });
  });
  afterEach(() => bridge[Symbol.asyncDispose]());

  it('C-2, contract 3: the row’s place if it is of the order’s organisation, else the site’s, else parked', async () => {
    const order = bridge.crm.createOrder('shop2', {
      firstName: 'Пример',
      lastName: 'Другой',
      phone: '+7 (900) 000-00-77',
      status: 'client-confirmed',
      items: [{ offer: { xmlId: shop.goods[0]?.key ?? '' }, quantity: 1, initialPrice: 100 }],
      payments: [paid(5, 100)],
    });
    const id = Number(order.id);
    await bridge.importOrders(id);
    expect(payments(bridge)).toMatchObject([
      { Организация_Key: entrepreneur?.key, Касса_Key: bridge.settings.sites[1]?.cashDesk },
    ]);
    bridge.crm.editOrder(id, { payments: [paid(5, 100), paid(6, 1, { type: 'bank-card' })] });
    const sites = bridge.settings.sites.map((site) => ({ ...site, terminal: null }));
    bridge.changeSettings({ sites });
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'moneyPlaceMissing',
      details: { payment: 6, place: 'terminal' },
    });
  });

  it('I-81: a payment that a refund of 1C refers to is not touched', async () => {
    const order = newOrder(bridge, { payments: [paid(1, 200)] });
    await bridge.importOrders(order.id);
    const [document] = payments(bridge);
    bridge.onec.control.put('Document_РасходныйКассовыйОрдер', 'aaaaaaaa-0000-4000-8000-000000000001', {
      ДокументОснование: document?.Ref_Key ?? '',
      ДокументОснование_Type: `StandardODATA.${CASH}`,
      ХозяйственнаяОперация: 'ВозвратОплатыКлиенту',
    });
    bridge.crm.editOrder(order.id, { payments: [paid(1, 150)] });
    expect(outcomeOf(await bridge.importOrders(order.id)).kind).not.toBe('parked');
    expect(payments(bridge)).toMatchObject([{ Posted: true, СуммаДокумента: 200 }]);
  });

  it('I-24: an order that people closed in 1C still gets its payments', async () => {
    const order = newOrder(bridge);
    await bridge.importOrders(order.id);
    bridge.onec.control.closeOrder(onlyDocument(bridge, order.number).Ref_Key);
    bridge.crm.editOrder(order.id, { managerComment: 'оплачен', payments: [paid(1, 200)] });
    await bridge.importOrders(order.id);
    expect(payments(bridge)).toMatchObject([{ Posted: true, СуммаДокумента: 200 }]);
    bridge.crm.editOrder(order.id, { payments: [] });
    await bridge.importOrders(order.id);
    expect(payments(bridge)).toMatchObject([{ Posted: false, DeletionMark: true }]);
  });

  it('create.payments off: none, whatever the table says; ut.cardPayments off: no card payment, and a word of it', async () => {
    bridge.changeSettings({ create: { ...bridge.settings.create, payments: false } });
    const order = newOrder(bridge, { payments: [paid(1, 200, { type: 'bank-card' })] });
    expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('imported');
    expect(payments(bridge)).toEqual([]);
    bridge.changeSettings({ ut: { ...bridge.settings.ut, cardPayments: false } });
    const other = newOrder(bridge, { payments: [paid(2, 200, { type: 'bank-card' })] });
    expect(outcomeOf(await bridge.importOrders(other.id))).toMatchObject({
      kind: 'imported',
      warnings: [{ code: 'cardPaymentsOff' }],
    });
    expect(payments(bridge)).toEqual([]);
  });

  it.each([true, false])(
    'an answer that was lost makes no second document (keys kept: %s)',
    async (keepClientKeys) => {
      bridge.onec.control.switches.keepClientKeys = keepClientKeys;
      const order = newOrder(bridge, { payments: [paid(1, 200)] });
      bridge.onec.control.faults.add({
        match: { set: CASH, method: 'POST' },
        times: 1,
        action: { kind: 'dropAfter' },
      });
      await bridge.importOrders(order.id);
      bridge.pass(60_000);
      expect(outcomeOf(await bridge.importOrders(order.id)).kind).toBe('imported');
      expect(payments(bridge)).toMatchObject([{ Posted: true, СуммаДокумента: 200 }]);
    },
  );

  it('a document that is found after a lost answer is linked and taken, also where nothing is left to be written', async () => {
    bridge.onec.control.switches.keepClientKeys = false;
    const order = newOrder(bridge, { payments: [paid(1, 200)] });
    bridge.onec.control.faults.add({
      match: { set: CASH, method: 'POST' },
      times: 1,
      action: { kind: 'dropAfter' },
    });
    await bridge.importOrders(order.id);
    const key = payments(bridge)[0]?.Ref_Key ?? '';
    bridge.onec.control.post(CASH, key);
    bridge.pass(60_000);
    await bridge.importOrders(order.id);
    const ref = { kind: 'payment', id: '1' } as const;
    expect((await bridge.links().read(ref))?.key).toBe(key);
    expect(await createDocumentHolders(bridge.table).holderOf(key)).toEqual(ref);
    expect(payments(bridge)).toHaveLength(1);
  });

  it('a preview shows the payment with the order and writes neither', async () => {
    const order = newOrder(bridge, { payments: [paid(1, 200)] });
    const [preview] = await bridge.preview(order.id);
    expect(preview?.writes.map(({ action, object }) => `${action} ${object.set}`)).toEqual(
      expect.arrayContaining([`create ${CASH}`, `post ${CASH}`]),
    );
    expect(payments(bridge)).toEqual([]);
  });
});

it('what a base lacks for payments stops them alone, by name', async () => {
  const { objects, ...release } = release11520;
  const published = new Map([...objects].filter(([set]) => set !== CASH));
  await using bridge = await startBridge({ release: { ...release, objects: published }, looks: true });
  const order = newOrder(bridge, { payments: [paid(1, 200)] });
  expect(outcomeOf(await bridge.importOrders(order.id))).toMatchObject({
    kind: 'parked',
    reason: 'baseLacks',
    message: expect.stringContaining(CASH),
  });
  expect(onlyDocument(bridge, order.number).Posted).toBe(true);
});
