import { afterEach, describe, expect, it } from 'vitest';
import { previewText } from '../../../lib/cli/import-text.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { reportPlans } from '../../../lib/orders/report/report-plans.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { firstSite, line } from '../support/cases.ts';
import { newCompanyOrder } from '../support/companies.ts';
import { imported } from '../support/imports.ts';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

/** The dry run as a person reads it. */
async function dryRun(...ids: readonly number[]): Promise<string> {
  const previews = await bridge.preview(...ids);
  return previewText(previews, await reportPlans(previews, bridge.client));
}

describe.each(RELEASES)('UT $name: the dry run of one order', (release) => {
  it('of a new one tells every property that is filled, in names, and where it comes from', async () => {
    bridge = await startBridge({ release });
    const { id } = newOrder(bridge, {
      lastName: 'Новикова',
      managerComment: 'Позвонить',
      managerId: 8,
      delivery: { code: 'courier', cost: 350, address: { city: 'Москва', text: 'ул. Мира, 1' } },
    });
    const text = await dryRun(id);
    expect(text).toContain('создать партнёра — ');
    expect(text).toMatch(/ {6}Наименование: «Новикова Пример» {3}\[RetailCRM: /);
    expect(text).toMatch(/ {6}Организация: «[^»]+» {3}\[настройка: sites\[\]\.organization\]/);
    expect(text).toMatch(/ {6}Менеджер: «[^»]+» {3}\[настройка: managers\[\]\]/);
    expect(text).toMatch(/ {6}Комментарий: «Позвонить» {3}\[RetailCRM: customerComment/);
    expect(text).toMatch(/ {6}Товары, строка 1: Количество: 2 {3}\[RetailCRM: items\[\]\.quantity\]/);
    expect(text).toMatch(/ {6}Товары, строка 2: Номенклатура: «[^»]+» {3}\[/);
    expect(text).toMatch(/ {6}Дата: \d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d {3}\[RetailCRM: createdAt\]/);
    expect(text).toMatch(/Сверка: строки и доставка 550,00, сумма заказа в RetailCRM 550,00, разница 0,00/);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(bridge.documents()).toEqual([]);
  });

  it('of a changed one tells only what differs, with the old value', async () => {
    bridge = await startBridge({ release });
    const items = [0, 1, 2].map((index) => line(1, 100, {}, index));
    const { id } = await imported(bridge, { items });
    const [first, second] = bridge.crm.order(id).items as readonly { readonly id: number }[];
    bridge.crm.editOrder(id, {
      managerComment: 'Позвонить',
      items: [{ id: first?.id }, { id: second?.id, quantity: 4 }, line(1, 50, {}, 3)],
    });
    const fields = (await dryRun(id))
      .split('\n')
      .filter((text) => /^ {6}\S/.test(text))
      .map((text) => text.trim());
    expect(fields).toContain(
      'Комментарий: пусто → «Позвонить»   [RetailCRM: customerComment, managerComment, customFields]',
    );
    expect(fields).toContain('Товары, строка 2: Количество: 1 → 4   [RetailCRM: items[].quantity]');
    expect(fields).toContain('Товары, строка 2: Сумма: 100 → 400   [RetailCRM: items[].prices[]]');
    expect(fields.some((field) => field.startsWith('Товары, строка 1: '))).toBe(false);
    expect(fields.filter((field) => field.startsWith('Товары, строка 3: ')).join('\n')).toMatch(
      /Количество: 1 /,
    );
    expect(fields.some((field) => /^Товары, строка 3: «.+» → удаляется$/.test(field))).toBe(true);
  });
});

describe('the dry run', () => {
  it('of several orders tells no fields: they hold people’s data', async () => {
    bridge = await startBridge();
    const orders = [newOrder(bridge, { lastName: 'Новикова' }), newOrder(bridge, { lastName: 'Новикова' })];
    const text = await dryRun(...orders.map(({ id }) => id));
    expect(text).toContain('создать партнёра — ');
    expect(text).not.toContain('Новикова');
    expect(text).not.toMatch(/\[RetailCRM: /);
  });

  it('of a company’s order names all that is made of it in Russian', async () => {
    bridge = await startBridge();
    const { id } = newCompanyOrder(bridge);
    const text = await dryRun(id);
    for (const made of ['партнёра', 'контрагента', 'контактное лицо', 'заказ клиента']) {
      expect(text).toMatch(new RegExp(`(создать|добавить) ${made} — `));
    }
    expect(text).not.toMatch(/(Catalog|Document)_[^\]\n]* — /);
  });

  it('of an order with VAT on top shows where the document’s sum comes from', async () => {
    bridge = await startBridge();
    bridge.changeSettings(firstSite(bridge, { vatIncluded: false }));
    const { id } = newOrder(bridge);
    bridge.crm.patchOrder(id, { bonusesChargeTotal: 15 });
    const text = await dryRun(id);
    expect(text).toMatch(
      /разница 0,00\n.*НДС сверх цены \d+,\d\d: сумма документа \d+,\d\d\n.*Бонусами оплачено 15,00/,
    );
  });

  it('of an order that is left out says why', async () => {
    bridge = await startBridge();
    const { id } = newOrder(bridge, { orderMethod: 'offline' });
    expect(await dryRun(id)).toContain('оформлен офлайн');
  });
});
