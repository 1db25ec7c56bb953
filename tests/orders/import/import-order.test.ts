import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { OrderDocument } from '../../../lib/orders/document/facts.ts';
import type { OrderResult } from '../../../lib/orders/import/import-batch.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from '../support/bridge.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

function outcomeOf(results: readonly OrderResult[], orderId: number) {
  const result = results.find((candidate) => candidate.orderId === orderId);
  if (result?.status !== 'done') {
    throw new Error(
      `order ${orderId}: ${JSON.stringify(result)} ${result?.status === 'failed' ? String(result.error) : ''}`,
    );
  }
  return result.outcome;
}

function onlyDocument(number: string): OrderDocument {
  const documents = bridge.documents(number);
  expect(documents).toHaveLength(1);
  return documents[0] as OrderDocument;
}

const goodAt = (index: number): string => plainGoods[index]?.key ?? '';

describe('a new private order', () => {
  it('becomes one posted document with its customer, and 1C had nothing to cut or to ignore', async () => {
    const { id, number } = newOrder(bridge, {
      delivery: { cost: 350, address: { city: 'г. Примерск', text: 'ул. Первая, 1' } },
    });
    const outcome = outcomeOf(await bridge.importOrders(id), id);
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
    const document = onlyDocument(number);
    expect(document).toMatchObject({
      Posted: true,
      СуммаДокумента: 550,
      Number: 'ТД00-000001',
      Статус: 'КОбеспечению',
    });
    const counterparty = bridge.onec.control.entity('Catalog_Контрагенты', document.Контрагент_Key);
    expect(counterparty).toMatchObject({ ЮрФизЛицо: 'ФизЛицо', Партнер_Key: document.Партнер_Key });
    expect(bridge.onec.control.damage).toEqual([]);
  });

  it('I-29: partner and counterparty carry phone and e-mail under their predefined kinds', async () => {
    const { id, number } = newOrder(bridge, { phone: '+7 (900) 111-22-33', email: 'New@Example.ru' });
    await bridge.importOrders(id);
    const document = onlyDocument(number);
    const contacts = (set: string, key: string) =>
      contactsOf(set, key)
        .filter((row) => row.Вид_Key !== EMPTY_KEY)
        .map((row) => [kindName(row.Вид_Key), row.Представление, row.НомерТелефона || row.АдресЭП]);
    expect(contacts('Catalog_Партнеры', document.Партнер_Key)).toEqual([
      ['ТелефонПартнера', '+7 (900) 111-22-33', '79001112233'],
      ['EmailПартнера', 'new@example.ru', 'new@example.ru'],
    ]);
    expect(contacts('Catalog_Контрагенты', document.Контрагент_Key)).toEqual([
      ['ТелефонКонтрагента', '+7 (900) 111-22-33', '79001112233'],
      ['EmailКонтрагента', 'new@example.ru', 'new@example.ru'],
    ]);
    expect(bridge.onec.control.entity('Catalog_Партнеры', document.Партнер_Key)).toMatchObject({
      Клиент: true,
      ЮрФизЛицо: 'ЧастноеЛицо',
      ГруппаДоступа_Key: bridge.settings.accessGroup,
    });
  });

  it.each([
    ['O\'Нил #1 & «Ко» "x"', 'quotes and signs'],
    ['Смайлов 😀👍', 'emoji'],
  ])('stores the name %s as given (%s)', async (lastName) => {
    const { id, number } = newOrder(bridge, {
      lastName,
      firstName: 'Я',
      managerComment: `${lastName} 'и' #`,
    });
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({ kind: 'imported', warnings: [] });
    const document = onlyDocument(number);
    expect(bridge.onec.control.entity('Catalog_Партнеры', document.Партнер_Key)).toMatchObject({
      Description: `${lastName} Я`,
      НаименованиеПолное: `${lastName} Я`,
    });
    expect(document.Комментарий).toBe(`${lastName} 'и' #`);
  });

  it('cuts a name of 300 characters to what 1C holds, with a recorded warning and no silent damage', async () => {
    const { id, number } = newOrder(bridge, { lastName: 'Ж'.repeat(300), firstName: '' });
    await bridge.importOrders(id);
    const outcome = await bridge.outcomes.read(id);
    expect(outcome?.warnings.map(({ code }) => code)).toContain('textCut');
    const document = onlyDocument(number);
    expect(bridge.onec.control.entity('Catalog_Партнеры', document.Партнер_Key)).toMatchObject({
      Description: 'Ж'.repeat(100),
      НаименованиеПолное: 'Ж'.repeat(250),
    });
    expect(bridge.onec.control.damage).toEqual([]);
  });

  it('takes at most six requests for a known customer, one when nothing changed', async () => {
    const person = { phone: '+7 (900) 111-00-01', email: 'known@example.ru' };
    const first = newOrder(bridge, person);
    await bridge.importOrders(first.id);
    const card = bridge.crm.order(first.id).customer as { readonly id: number };
    const second = newOrder(bridge, { ...person, customer: { id: card.id } });
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(second.id), second.id).kind).toBe('imported');
    expect(bridge.takeRequests().length).toBeLessThanOrEqual(6);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(second.id), second.id).kind).toBe('unchanged');
    expect(bridge.takeRequests()).toHaveLength(1);
  });
});

describe('an order that 1C already holds', () => {
  it('I-101: triggered again unchanged, it is not written and its DataVersion stays', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const before = onlyDocument(number).DataVersion;
    bridge.takeRequests();
    bridge.pass(60_000);
    expect(outcomeOf(await bridge.importOrders(id), id).kind).toBe('unchanged');
    expect(bridge.takeRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(onlyDocument(number).DataVersion).toBe(before);
  });

  it('gets the second state when it changed between two triggers', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.crm.editOrder(id, { managerComment: 'второе состояние' });
    bridge.pass(1000);
    await bridge.importOrders(id);
    expect(onlyDocument(number)).toMatchObject({ Комментарий: 'второе состояние', Posted: true });
  });

  it('I-71, I-72: rows keep their identifiers while quantities change and items come and go', async () => {
    const items = [goodAt(0), goodAt(1), goodAt(2)].map((xmlId) => ({
      offer: { xmlId },
      quantity: 1,
      initialPrice: 100,
    }));
    const { id, number } = newOrder(bridge, { items, delivery: { cost: 350 } });
    await bridge.importOrders(id);
    const before = onlyDocument(number).Товары;
    const [first, , third] = bridge.crm.order(id).items as readonly { readonly id: number }[];
    bridge.crm.editOrder(id, {
      items: [
        { id: first?.id ?? 0, quantity: 4 },
        { id: third?.id ?? 0 },
        { offer: { xmlId: goodAt(3) }, quantity: 1, initialPrice: 50 },
      ],
    });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({ kind: 'imported', warnings: [] });
    const after = onlyDocument(number);
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
    const closed = bridge.onec.control.closeOrder(onlyDocument(number).Ref_Key);
    bridge.crm.editOrder(id, { managerComment: 'поздно' });
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({
      kind: 'skipped',
      reason: 'orderClosed',
    });
    expect(onlyDocument(number).DataVersion).toBe(closed.DataVersion);
  });

  it('I-56: a cancelled order is closed with every row cancelled', async () => {
    const { id, number } = newOrder(bridge, { delivery: { cost: 350 } });
    await bridge.importOrders(id);
    bridge.crm.editOrder(id, { status: 'cancel-other' });
    bridge.pass(1000);
    await bridge.importOrders(id);
    const document = onlyDocument(number);
    expect(document).toMatchObject({ Статус: 'Закрыт', Posted: true, СуммаДокумента: 0 });
    expect(document.Товары.map((row) => row.Отменено)).toEqual([true]);
  });

  it('is posted again when somebody un-posted it', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    bridge.onec.control.unpost('Document_ЗаказКлиента', onlyDocument(number).Ref_Key);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id), id).kind).toBe('imported');
    expect(onlyDocument(number).Posted).toBe(true);
  });

  it('is found by number and date when the former extension imported it, and not made twice', async () => {
    const { id, number } = newOrder(bridge);
    await bridge.importOrders(id);
    const former = onlyDocument(number);
    await bridge[Symbol.asyncDispose]();
    bridge = await startBridge();
    const again = newOrder(bridge);
    bridge.crm.patchOrder(again.id, { number, createdAt: former.Date.replace('T', ' ') });
    bridge.onec.control.put('Document_ЗаказКлиента', former.Ref_Key, { ...former });
    expect(outcomeOf(await bridge.importOrders(again.id), again.id).kind).toBe('imported');
    expect(onlyDocument(number).Ref_Key).toBe(former.Ref_Key);
  });
});

describe('customers', () => {
  it('two orders of one new customer in one batch make one partner and one counterparty', async () => {
    const before = [customerCount('Catalog_Партнеры'), customerCount('Catalog_Контрагенты')];
    const person = { phone: '+7 (900) 222-00-01', email: 'twice@example.ru' };
    const first = newOrder(bridge, person);
    const card = bridge.crm.order(first.id).customer as { readonly id: number };
    const second = newOrder(bridge, { ...person, customer: { id: card.id } });
    const results = await bridge.importOrders(first.id, second.id);
    expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
    expect([customerCount('Catalog_Партнеры'), customerCount('Catalog_Контрагенты')]).toEqual(
      before.map((count) => count + 1),
    );
    expect(onlyDocument(first.number).Контрагент_Key).toBe(onlyDocument(second.number).Контрагент_Key);
  });

  it('I-32: a person whom 1C knows by a phone typed another way is found', async () => {
    const known = shop.knownPeople.find(({ phone, email }) => phone !== undefined && email === undefined);
    const digits = known?.phone?.replace(/\D/g, '').slice(-10) ?? '';
    const { id, number } = newOrder(bridge, { phone: `8${digits}`, email: '' });
    await bridge.importOrders(id);
    expect(onlyDocument(number).Контрагент_Key).toBe(known?.counterpartyKey);
  });

  it('I-30: a linked customer whose phone changed keeps the counterparty, and the phone is updated', async () => {
    const first = newOrder(bridge, { phone: '+7 (900) 333-00-01', email: 'moved@example.ru' });
    await bridge.importOrders(first.id);
    const card = bridge.crm.order(first.id).customer as { readonly id: number };
    const second = newOrder(bridge, {
      phone: '+7 (900) 333-00-99',
      email: 'moved@example.ru',
      customer: { id: card.id },
    });
    expect(outcomeOf(await bridge.importOrders(second.id), second.id)).toMatchObject({
      kind: 'imported',
      warnings: [],
    });
    const document = onlyDocument(second.number);
    expect(document.Контрагент_Key).toBe(onlyDocument(first.number).Контрагент_Key);
    const rows = bridge.onec.control.entity(
      'Catalog_Контрагенты',
      document.Контрагент_Key,
    )?.КонтактнаяИнформация;
    expect(JSON.stringify(rows)).toContain('79003330099');
    expect(JSON.stringify(rows)).not.toContain('79003330001');
  });
});

describe('what a person has to decide', () => {
  it('parks an unknown product, an unmapped site and sums that differ; nothing is half-written and others go on', async () => {
    const good = newOrder(bridge);
    const unknown = newOrder(bridge);
    const stray = newOrder(bridge);
    const wrong = newOrder(bridge);
    const offer = '11111111-2222-4333-8444-555555555555';
    const items = bridge.crm.order(unknown.id).items as readonly Record<string, unknown>[];
    bridge.crm.patchOrder(unknown.id, { items: items.map((item) => ({ ...item, offer: { xmlId: offer } })) });
    bridge.crm.patchOrder(stray.id, { site: 'shop9' });
    bridge.crm.patchOrder(wrong.id, { totalSumm: 1 });
    const before = customerCount('Catalog_Партнеры');
    const results = await bridge.importOrders(unknown.id, stray.id, wrong.id, good.id);
    expect(outcomeOf(results, unknown.id)).toMatchObject({
      kind: 'parked',
      reason: 'productUnknown',
      details: { offer },
    });
    expect(outcomeOf(results, stray.id)).toMatchObject({
      kind: 'parked',
      reason: 'siteUnmapped',
      details: { site: 'shop9' },
    });
    expect(outcomeOf(results, wrong.id)).toMatchObject({
      kind: 'parked',
      reason: 'sumsDiffer',
      details: { rows: '200.00', total: '1.00' },
    });
    expect(outcomeOf(results, good.id).kind).toBe('imported');
    expect(bridge.documents()).toHaveLength(1);
    expect(customerCount('Catalog_Партнеры')).toBe(before + 1);
    expect((await bridge.outcomes.listParked()).map(({ orderId }) => orderId)).toEqual([
      unknown.id,
      stray.id,
      wrong.id,
    ]);
  });

  it('parks an order that 1C refuses to post, leaves it written, and posts it at the next import', async () => {
    const { id, number } = newOrder(bridge);
    bridge.onec.control.faults.add({
      match: { method: 'POST', path: '/Post' },
      times: 1,
      action: {
        kind: 'status',
        status: 500,
        contentType: 'application/json',
        body: '{"odata.error":{"code":"-1","message":{"lang":"ru","value":"Недостаточно свободного остатка"}}}',
      },
    });
    const outcome = outcomeOf(await bridge.importOrders(id), id);
    expect(outcome).toMatchObject({ kind: 'parked', reason: 'postingRefused' });
    expect(outcome.message).toContain('Недостаточно свободного остатка');
    expect(onlyDocument(number).Posted).toBe(false);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(id), id).kind).toBe('imported');
    expect(onlyDocument(number).Posted).toBe(true);
    expect(await bridge.outcomes.listParked()).toEqual([]);
  });

  it.each([
    ['offline', { orderMethod: 'offline' }],
    ['noItems', { items: [] }],
    ['statusNotExchanged', { status: 'delivering-to-mars' }],
  ])('skips with the reason %s', async (reason, patch) => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, patch);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({ kind: 'skipped', reason });
    expect(bridge.takeRequests()).toEqual([]);
  });

  it('skips an order that the CRM does not know any more', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.deleteOrder(id);
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({
      kind: 'skipped',
      reason: 'orderAbsent',
    });
  });

  it('parks a company’s order: this version imports people', async () => {
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { contragent: { contragentType: 'legal-entity', legalName: 'ООО Образец' } });
    expect(outcomeOf(await bridge.importOrders(id), id)).toMatchObject({
      kind: 'parked',
      reason: 'customerUnsupported',
    });
  });
});

function contactsOf(set: string, key: string): readonly Record<string, string>[] {
  return (bridge.onec.control.entity(set, key)?.КонтактнаяИнформация ?? []) as readonly Record<
    string,
    string
  >[];
}

function kindName(key: string | undefined): string {
  return shop.contactKinds.find((kind) => kind.key === key)?.predefinedName ?? '';
}

function customerCount(set: string): number {
  return bridge.onec.control.entities(set).length;
}
