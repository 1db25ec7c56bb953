import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { goodAt, imported, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeAll(async () => {
  bridge = await startBridge();
});

afterAll(async () => {
  await bridge[Symbol.asyncDispose]();
});

const writesOf = () => bridge.takeRequests().filter((request) => !request.startsWith('GET'));

/** What becomes of an order when the CRM answers so of it, a while later. */
async function importChanged(id: number, patch: Readonly<Record<string, unknown>>) {
  bridge.crm.patchOrder(id, patch);
  bridge.pass(60_000);
  bridge.takeRequests();
  return outcomeOf(await bridge.importOrders(id));
}

/** Changes the document as a person in 1C does. */
function touch(number: string): void {
  const { Ref_Key: key, ...document } = onlyDocument(bridge, number);
  bridge.onec.control.put('Document_ЗаказКлиента', key, {
    ...document,
    ДополнительнаяИнформация: 'проверено',
  });
}

const GONE = { items: [], totalSumm: 0 };
const UNKNOWN = {
  items: [
    {
      id: 5,
      offer: { xmlId: '11111111-2222-4333-8444-555555555555' },
      quantity: 1,
      initialPrice: 100,
      status: 'new',
    },
  ],
  totalSumm: 100,
};
const COMPANY = {
  customer: { type: 'customer_corporate', id: 900_001, nickName: 'ООО Пример' },
  contragent: { contragentType: 'legal-entity' },
};

describe('a cancelling status of an order that 1C has', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['R-2: without items', GONE],
    ['R-2: with a product that 1C does not know', UNKNOWN],
    ['R-2: with sums that do not meet', { totalSumm: 1 }],
    ['R-2: older than startDate by now', { createdAt: '2020-01-01 10:00:00' }],
    ['R-2: of a site that is not in the settings', { site: 'shop9' }],
    ['R-6: of a company by now', COMPANY],
    ['R-6: without a customer card', { customer: null, contact: null }],
  ])('%s is carried out, and done once', async (name, patch) => {
    const { id, number } = await imported(bridge, { delivery: { cost: 350 } });
    const cancelled = { ...patch, status: 'cancel-other' };
    if ('createdAt' in patch) {
      bridge.changeSettings({ startDate: '2026-01-01' });
    }
    const outcome = await importChanged(id, cancelled);
    expect(outcome, name).toMatchObject({ kind: 'imported' });
    const document = onlyDocument(bridge, number);
    expect(document).toMatchObject({ Статус: 'Закрыт', Posted: true, СуммаДокумента: 0 });
    expect(document.Товары.every((row) => row.Отменено)).toBe(true);
    expect(await importChanged(id, cancelled)).toMatchObject({ kind: 'unchanged' });
    expect(writesOf()).toEqual([]);
  });

  it('R-2: is foreseen by a dry run, which writes nothing', async () => {
    const { id, number } = await imported(bridge);
    bridge.crm.patchOrder(id, { ...GONE, status: 'cancel-other' });
    const [preview] = await bridge.preview(id);
    expect(preview?.writes.map(({ action }) => action)).toEqual(['update', 'post']);
    expect(preview?.document?.Статус).toBe('Закрыт');
    expect(onlyDocument(bridge, number).Статус).not.toBe('Закрыт');
  });

  it('R-2: finds the document by number and date where the link was lost', async () => {
    const { id, number } = await imported(bridge);
    bridge.loseState();
    expect(await importChanged(id, { ...GONE, status: 'cancel-other' })).toMatchObject({ kind: 'imported' });
    expect(onlyDocument(bridge, number).Статус).toBe('Закрыт');
  });

  it('R-2: of an order that 1C never had says why it is left out', async () => {
    const { id, number } = newOrder(bridge);
    const outcome = await importChanged(id, { ...GONE, status: 'cancel-other' });
    expect(outcome).toMatchObject({ kind: 'skipped', reason: 'noItems' });
    expect(bridge.documents(number)).toEqual([]);
  });

  it('R-2: leaves alone what people have closed, and what is marked for deletion', async () => {
    const closed = await imported(bridge);
    bridge.onec.control.closeOrder(onlyDocument(bridge, closed.number).Ref_Key);
    expect(await importChanged(closed.id, { ...GONE, status: 'cancel-other' })).toMatchObject({
      kind: 'skipped',
      reason: 'orderClosed',
    });
    for (const patch of [GONE, {}]) {
      const marked = await imported(bridge);
      const { Ref_Key: key, ...document } = onlyDocument(bridge, marked.number);
      bridge.onec.control.put('Document_ЗаказКлиента', key, { ...document, DeletionMark: true });
      expect(await importChanged(marked.id, { ...patch, status: 'cancel-other' })).toMatchObject({
        kind: 'unchanged',
      });
    }
  });
});

describe('an order that is left out while 1C has its document', () => {
  it('D-9: is parked when nothing is left of it, and the document stays', async () => {
    const { id, number } = await imported(bridge);
    const { DataVersion: version, Number: document } = onlyDocument(bridge, number);
    expect(await importChanged(id, GONE)).toMatchObject({
      kind: 'parked',
      reason: 'itemsGone',
      message: expect.stringContaining(document),
    });
    expect(writesOf()).toEqual([]);
    expect(onlyDocument(bridge, number).DataVersion).toBe(version);
  });

  it.each([
    ['statusNotExchanged', { status: 'on-mars' }],
    ['offline', { orderMethod: 'offline' }],
  ])('D-10: is skipped as before (%s), and the outcome names the document', async (reason, patch) => {
    const { id, number } = await imported(bridge);
    expect(await importChanged(id, patch)).toMatchObject({
      kind: 'skipped',
      reason,
      message: expect.stringContaining(onlyDocument(bridge, number).Number),
    });
    expect(writesOf()).toEqual([]);
  });

  it('R-6: without a customer card by now names the document, and leads nobody to a double', async () => {
    const { id, number } = await imported(bridge);
    const outcome = await importChanged(id, { customer: null, contact: null });
    expect(outcome).toMatchObject({
      kind: 'parked',
      reason: 'customerUnsupported',
      message: expect.stringContaining(onlyDocument(bridge, number).Number),
    });
    expect(outcome.message).not.toMatch(/заведите заказ/);
    expect(writesOf()).toEqual([]);
  });
});

describe('an order id that means another order by now', () => {
  it.each([{}, { status: 'cancel-other' }, { ...GONE, status: 'cancel-other' }])(
    'D-3: parks or skips, and the old document stays (%j)',
    async (patch) => {
      const { id, number } = await imported(bridge);
      const version = onlyDocument(bridge, number).DataVersion;
      const other = { number: `Z-${id}`, createdAt: '2026-02-01 10:00:00' };
      const outcome = await importChanged(id, { ...patch, ...other });
      expect(outcome).toMatchObject(
        'items' in patch
          ? { kind: 'skipped', reason: 'noItems' }
          : { kind: 'parked', reason: 'orderIdReused' },
      );
      expect(writesOf()).toEqual([]);
      expect(onlyDocument(bridge, number).DataVersion).toBe(version);
      expect(bridge.documents(other.number)).toEqual([]);
    },
  );

  it('D-8: a new number alone keeps the document, and is told once', async () => {
    const { id, number } = await imported(bridge);
    const told = await importChanged(id, { number: `N-${number}` });
    expect(told).toMatchObject({ kind: 'imported', writes: [] });
    expect(told.kind === 'imported' && told.warnings.map(({ code }) => code)).toEqual(['numberChanged']);
    expect(await importChanged(id, { managerComment: 'ещё раз' })).toMatchObject({
      kind: 'imported',
      warnings: [],
    });
    expect(onlyDocument(bridge, number).Комментарий).toBe('ещё раз');
    const again = await importChanged(id, { number: `M-${number}`, managerComment: 'и ещё' });
    expect(again.kind === 'imported' && again.warnings.map(({ code }) => code)).toEqual(['numberChanged']);
    expect(bridge.documents()).not.toContainEqual(
      expect.objectContaining({ НомерПоДаннымКлиента: `M-${number}` }),
    );
  });
});

describe('a cancelled order that is wanted again', () => {
  /** An order that the bridge has cancelled. */
  async function cancelled(patch: Readonly<Record<string, unknown>> = {}) {
    const order = await imported(bridge, { delivery: { cost: 350 } });
    await importChanged(order.id, { ...patch, status: 'cancel-other' });
    expect(onlyDocument(bridge, order.number).Статус).toBe('Закрыт');
    return order;
  }
  const asItWas = (id: number) => {
    const { items, totalSumm } = bridge.crm.order(id);
    return { items, totalSumm, status: 'client-confirmed' };
  };

  it('D-7, B-6: is reopened with its rows, delivery and status', async () => {
    const { id, number } = await cancelled();
    expect(await importChanged(id, { status: 'client-confirmed' })).toMatchObject({ kind: 'imported' });
    const document = onlyDocument(bridge, number);
    expect(document).toMatchObject({ Posted: true, СуммаДокумента: 550 });
    expect(document.Статус).not.toBe('Закрыт');
    expect(document.Товары.map((row) => row.Отменено)).toEqual([false, false]);
  });

  it('D-7: also when it was cancelled without its items', async () => {
    const order = await imported(bridge);
    const before = asItWas(order.id);
    await importChanged(order.id, { ...GONE, status: 'cancel-other' });
    expect(await importChanged(order.id, before)).toMatchObject({ kind: 'imported' });
    expect(onlyDocument(bridge, order.number)).toMatchObject({ СуммаДокумента: 200 });
  });

  it('D-7: where the table leaves the status as it is, the document is open as a new one', async () => {
    const rows = bridge.settings.statuses.map((row) =>
      row.crm === 'client-confirmed' ? { ...row, onec: null } : row,
    );
    const { id, number } = await cancelled();
    bridge.changeSettings({ statuses: rows });
    await importChanged(id, { status: 'client-confirmed' });
    expect(onlyDocument(bridge, number).Статус).toBe('КОбеспечению');
    bridge.changeSettings({});
  });

  it('D-7: is parked if somebody has touched the document since, and nothing is written', async () => {
    const { id, number } = await cancelled();
    touch(number);
    const version = onlyDocument(bridge, number).DataVersion;
    expect(await importChanged(id, { status: 'client-confirmed' })).toMatchObject({
      kind: 'parked',
      reason: 'orderReopened',
    });
    expect(writesOf()).toEqual([]);
    expect(onlyDocument(bridge, number).DataVersion).toBe(version);
  });

  it('D-7: stays closed if it was not the bridge that closed it', async () => {
    const { id, number } = await imported(bridge);
    bridge.onec.control.closeOrder(onlyDocument(bridge, number).Ref_Key);
    expect(await importChanged(id, { managerComment: 'откройте' })).toMatchObject({
      kind: 'skipped',
      reason: 'orderClosed',
    });
  });
});

describe('an order that moves to another organisation', () => {
  it('R-4: is parked as organizationDiffers where 1C refuses it', async () => {
    const { id, number } = await imported(bridge);
    const refusal = { 'odata.error': { code: '-1', message: { lang: 'ru', value: 'Закрыт период' } } };
    bridge.onec.control.faults.add({
      match: { method: 'PATCH', set: 'Document_ЗаказКлиента' },
      times: 1,
      action: { kind: 'status', status: 500, body: JSON.stringify(refusal), contentType: 'application/json' },
    });
    const before = onlyDocument(bridge, number);
    expect(await importChanged(id, { site: 'shop2' })).toMatchObject({
      kind: 'parked',
      reason: 'organizationDiffers',
      message: expect.stringContaining('Закрыт период'),
    });
    expect(onlyDocument(bridge, number)).toMatchObject({ DataVersion: before.DataVersion });
  });
});

describe('a customer card whose id cannot be read', () => {
  it('D-1: stops no order: the person is found by contacts, and the order goes on as it is', async () => {
    const first = newOrder(bridge);
    const card = { customer: { type: 'customer', id: 0, phones: [] }, contact: null };
    const outcome = await importChanged(first.id, card);
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [{ code: 'fieldUnreadable' }] });
    const document = onlyDocument(bridge, first.number);
    expect(await importChanged(first.id, { ...card, managerComment: 'x' })).toMatchObject({
      kind: 'imported',
    });
    expect(onlyDocument(bridge, first.number).Партнер_Key).toBe(document.Партнер_Key);
    const { phone, email, lastName, firstName } = bridge.crm.order(first.id);
    const second = newOrder(bridge, {
      phone,
      email,
      lastName,
      firstName,
      items: [{ offer: { xmlId: goodAt(1) }, quantity: 1, initialPrice: 50 }],
    });
    await importChanged(second.id, card);
    expect(onlyDocument(bridge, second.number).Партнер_Key).toBe(document.Партнер_Key);
  });
});
