import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import { newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf, onlyDocument, outcomeOf } from '../support/imports.ts';

let bridge: TestBridge;

beforeEach(async () => {
  bridge = await startBridge();
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

describe('a new private order', () => {
  it('becomes one posted document with its customer, and 1C had nothing to cut or to ignore', async () => {
    const { id, number } = newOrder(bridge, {
      delivery: { cost: 350, address: { city: 'г. Примерск', text: 'ул. Первая, 1' } },
    });
    const outcome = outcomeOf(await bridge.importOrders(id));
    expect(outcome).toMatchObject({ kind: 'imported', warnings: [] });
    const document = onlyDocument(bridge, number);
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
    const document = onlyDocument(bridge, number);
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
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported', warnings: [] });
    const document = onlyDocument(bridge, number);
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
    const document = onlyDocument(bridge, number);
    expect(bridge.onec.control.entity('Catalog_Партнеры', document.Партнер_Key)).toMatchObject({
      Description: 'Ж'.repeat(100),
      НаименованиеПолное: 'Ж'.repeat(250),
    });
    expect(bridge.onec.control.damage).toEqual([]);
  });

  it('takes at most six requests for a known customer and one for deletion marks, one when nothing changed', async () => {
    const person = { phone: '+7 (900) 111-00-01', email: 'known@example.ru' };
    const first = newOrder(bridge, person);
    await bridge.importOrders(first.id);
    const second = newOrder(bridge, { ...person, customer: customerOf(bridge, first.id) });
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(second.id)).kind).toBe('imported');
    expect(bridge.takeRequests().length).toBeLessThanOrEqual(7);
    bridge.pass(1000);
    expect(outcomeOf(await bridge.importOrders(second.id)).kind).toBe('unchanged');
    expect(bridge.takeRequests()).toHaveLength(1);
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
