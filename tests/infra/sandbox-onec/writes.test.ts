import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DamageKind } from '../../../infra/sandbox/onec/damage.ts';
import {
  EMPTY_KEY,
  ORDERS,
  orderBody,
  orderRow,
  person,
  rows,
  shop,
  startBase,
  type TestBase,
  values,
} from './support.ts';

const PARTNERS = 'Catalog_Партнеры';
const OWN_KEY = '0190a0b0-0000-7000-8000-000000000001';

let base: TestBase;
beforeEach(async () => {
  base = await startBase();
});
afterEach(() => base.close());

describe('creating', () => {
  it('A7: answers 201, the whole entity with DataVersion null, and a Location in raw UTF-8', async () => {
    const reply = await base.call('POST', PARTNERS, { body: { Description: 'Пример Примерович' } });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      Description: 'Пример Примерович',
      DataVersion: null,
      КонтактнаяИнформация: [],
    });
    const location = Buffer.from(reply.headers.get('location') ?? '', 'latin1').toString('utf8');
    expect(location).toBe(`${base.url}/odata/standard.odata/${PARTNERS}(guid'${reply.json.Ref_Key}')`);
    expect((await base.read(PARTNERS, String(reply.json.Ref_Key))).json.DataVersion).toMatch(
      /^[A-Za-z0-9+/]{11}=$/,
    );
  });

  it('a code is given after the largest one', async () => {
    const known = shop.knownPeople.length;
    const key = await base.create(PARTNERS, { Description: 'А' });
    expect((await base.read(PARTNERS, key)).json.Code).toBe(`00-${String(known + 1).padStart(8, '0')}`);
  });

  it('G1: a key of the client is kept, and a second create with it gets code 15', async () => {
    expect(await base.create(PARTNERS, { Ref_Key: OWN_KEY, Description: 'А' })).toBe(OWN_KEY);
    const again = await base.call('POST', PARTNERS, {
      body: { Ref_Key: OWN_KEY.toUpperCase(), Description: 'А' },
    });
    expect([again.status, again.code]).toEqual([400, '15']);
  });

  it('G1: or is not kept, by a switch', async () => {
    base.control.switches.keepClientKeys = false;
    const key = await base.create(PARTNERS, { Ref_Key: OWN_KEY, Description: 'А' });
    expect(key).not.toBe(OWN_KEY);
    expect((await base.read(PARTNERS, OWN_KEY)).code).toBe('9');
  });

  it('A7: a group cannot be made', async () => {
    const reply = await base.call('POST', 'Catalog_Номенклатура', {
      body: { Description: 'Группа', IsFolder: true },
    });
    expect([reply.status, reply.code]).toEqual([500, '-1']);
  });

  it('ut-filling 7: contacts of one kind get a joined row without a kind, made anew at every write', async () => {
    const kind = shop.contactKinds.find(({ predefinedName }) => predefinedName === 'ТелефонПартнера')?.key;
    const phone = (line: number, text: string) => ({
      LineNumber: line,
      Тип: 'Телефон',
      Вид_Key: kind,
      Представление: text,
    });
    const one = await base.create(PARTNERS, {
      Description: 'А',
      КонтактнаяИнформация: [phone(1, '+7 (900) 000-00-01')],
    });
    expect(rows((await base.read(PARTNERS, one)).json, 'КонтактнаяИнформация')).toEqual([
      expect.objectContaining({ Вид_Key: kind, ВидДляСписка_Key: kind }),
    ]);
    const { json } = await base.patch(PARTNERS, one, {
      КонтактнаяИнформация: [
        phone(1, '+7 (900) 000-00-01'),
        phone(2, '+7 (900) 000-00-02'),
        { LineNumber: 3, Тип: 'Телефон', Представление: 'sent back' },
      ],
    });
    expect(rows(json, 'КонтактнаяИнформация')).toEqual([
      expect.objectContaining({ LineNumber: '1', Вид_Key: kind, ВидДляСписка_Key: EMPTY_KEY }),
      expect.objectContaining({ LineNumber: '2', Вид_Key: kind, ВидДляСписка_Key: EMPTY_KEY }),
      expect.objectContaining({
        LineNumber: '3',
        Вид_Key: EMPTY_KEY,
        ВидДляСписка_Key: kind,
        Представление: '+7 (900) 000-00-01, +7 (900) 000-00-02',
      }),
    ]);
  });
});

describe('bodies that are refused', () => {
  it.each<[string, unknown, number, string]>([
    ['broken JSON', '{"Description":', 500, '-1'],
    ['an array', [], 500, '-1'],
    ['a table that is not a list', { КонтактнаяИнформация: {} }, 500, '-1'],
    ['a row without LineNumber', { КонтактнаяИнформация: [{ Представление: 'x' }] }, 500, '-1'],
    ['rows that start at 2', { КонтактнаяИнформация: [{ LineNumber: '2' }] }, 400, '4'],
    ['a reference that is no guid', { ОсновнойМенеджер_Key: 'x' }, 400, '1'],
    ['a flag as a text', { Клиент: 'true' }, 400, '1'],
    ['a date with an offset', { ДатаРегистрации: '2026-01-10T00:00:00Z' }, 400, '1'],
    ['a date alone', { ДатаРегистрации: '2026-01-10' }, 400, '1'],
    ['null', { Комментарий: null }, 400, '1'],
    ['a name that the enumeration lacks', { ЮрФизЛицо: 'ФизЛицо' }, 400, '4'],
    ['a key that is no guid', { Ref_Key: '1' }, 400, '1'],
  ])('A7: %s', async (_, body, status, code) => {
    const reply = await base.call('POST', PARTNERS, { body });
    expect([reply.status, reply.code]).toEqual([status, code]);
    expect(base.control.entities(PARTNERS)).toHaveLength(shop.knownPeople.length);
  });

  it('A7: the offending value is echoed', async () => {
    const reply = await base.call('POST', PARTNERS, { body: { Клиент: 'да' } });
    expect(JSON.stringify(reply.json)).toContain('да');
  });

  it('a body that does not call itself JSON', async () => {
    const reply = await base.call('POST', PARTNERS, {
      body: '{}',
      headers: { 'content-type': 'text/plain' },
    });
    expect([reply.status, reply.code]).toEqual([400, '2']);
  });

  it('A7: the load mode', async () => {
    const headers = { '1C_OData-DataLoadMode': 'true' };
    expect((await base.call('POST', PARTNERS, { body: {}, headers })).code).toBe('17');
  });

  it.each([
    ['PUT', `${PARTNERS}(guid'${person.partnerKey}')`],
    ['DELETE', PARTNERS],
    ['GET', `${ORDERS}(guid'${person.partnerKey}')/Post`],
  ])('A9: %s %s is a forbidden method', async (method, path) => {
    const reply = await base.call(method, path, method === 'PUT' ? { body: {} } : {});
    expect([reply.status, reply.code]).toEqual([405, '19']);
  });
});

describe('changing', () => {
  it('A7: only what is named changes, a table as a whole, and DataVersion grows even if nothing does', async () => {
    const key = await base.create(ORDERS, orderBody({ Товары: [orderRow(1), orderRow(2)] }));
    const before = (await base.read(ORDERS, key)).json;
    const { status, json } = await base.patch(ORDERS, key, { Товары: [orderRow(1, { Цена: 7 })] });
    expect(status).toBe(200);
    expect(json).toMatchObject({ НомерПоДаннымКлиента: before.НомерПоДаннымКлиента, СуммаДокумента: 190 });
    expect(rows(json)).toEqual([expect.objectContaining({ Цена: 7 })]);
    const again = (await base.patch(ORDERS, key, {})).json;
    expect(String(again.DataVersion) > String(json.DataVersion)).toBe(true);
  });

  it('A7: If-Match is ignored', async () => {
    const headers = { 'If-Match': '"AAAAAAAAAAE="' };
    const path = `${PARTNERS}(guid'${person.partnerKey}')`;
    expect((await base.call('PATCH', path, { body: { Комментарий: 'x' }, headers })).status).toBe(200);
  });

  it('A7: an unknown guid is not made: 404 code 9', async () => {
    const reply = await base.patch(PARTNERS, OWN_KEY, { Description: 'А' });
    expect([reply.status, reply.code]).toEqual([404, '9']);
    expect(base.control.entity(PARTNERS, OWN_KEY)).toBeUndefined();
  });

  it('A7: DELETE removes at once', async () => {
    const path = `${PARTNERS}(guid'${person.partnerKey}')`;
    expect((await base.call('DELETE', path)).status).toBe(204);
    expect((await base.call('GET', path)).code).toBe('9');
    expect((await base.call('DELETE', path)).code).toBe('9');
  });

  it('A4: a record of an independent register is made with 200 and addressed by its dimensions', async () => {
    const set = 'InformationRegister_СостоянияЗаказовКлиентов';
    const order = await base.create(ORDERS, orderBody());
    const body = { Заказ: order, Заказ_Type: `StandardODATA.${ORDERS}`, ПроцентОплаты: 5 };
    expect((await base.call('POST', set, { body })).status).toBe(200);
    expect((await base.call('POST', set, { body })).code).toBe('15');
    const record = await base.call('GET', `${set}(Заказ_Type='StandardODATA.${ORDERS}',Заказ='${order}')`);
    expect(record.json).toMatchObject({ ПроцентОплаты: 5 });
  });
});

describe('silent damage is recorded', () => {
  const order = (changes: Record<string, unknown>) => orderBody(changes);
  it.each<[DamageKind, string, Record<string, unknown>]>([
    ['unknownProperty', 'НетТакого', order({ НетТакого: 1 })],
    ['unknownProperty', 'Партнер', order({ Партнер: person.partnerKey })],
    ['unknownProperty', 'Товары.НетТакого', order({ Товары: [orderRow(1, { НетТакого: 1 })] })],
    ['unknownProperty', 'Партнер@odata.bind', order({ 'Партнер@odata.bind': 'x' })],
    ['ignoredProperty', 'Posted', order({ Posted: true })],
    ['cutText', 'НомерПоДаннымКлиента', order({ НомерПоДаннымКлиента: 'x'.repeat(51) })],
    ['cutText', 'Товары.Содержание', order({ Товары: [orderRow(1, { Содержание: 'x'.repeat(1001) })] })],
    ['roundedNumber', 'Товары.Сумма', order({ Товары: [orderRow(1, { Сумма: 10.005 })] })],
    ['cutDate', 'ДатаПоДаннымКлиента', order({ ДатаПоДаннымКлиента: '2026-01-10T12:00:00' })],
    ['danglingReference', 'Менеджер_Key', order({ Менеджер_Key: OWN_KEY })],
    [
      'danglingReference',
      'Товары.Номенклатура_Key',
      order({ Товары: [orderRow(1, { Номенклатура_Key: OWN_KEY })] }),
    ],
    [
      'danglingReference',
      'Автор',
      order({ Автор: OWN_KEY, Автор_Type: 'StandardODATA.Catalog_Пользователи' }),
    ],
    ['untypedReference', 'Автор', order({ Автор: OWN_KEY })],
    ['roundedQuantity', 'Товары.Количество', order({ Товары: [orderRow(1, { Количество: 1.5 })] })],
  ])('A7: %s of %s', async (kind, property, body) => {
    const key = await base.create(ORDERS, body);
    expect(base.control.damage).toEqual([{ kind, set: ORDERS, key, property, detail: expect.any(String) }]);
  });

  it('A7: cut and dangling values are stored as 1C would store them', async () => {
    const key = await base.create(
      ORDERS,
      orderBody({ НомерПоДаннымКлиента: 'я'.repeat(60), Менеджер_Key: OWN_KEY }),
    );
    expect((await base.read(ORDERS, key)).json).toMatchObject({
      НомерПоДаннымКлиента: 'я'.repeat(50),
      Менеджер_Key: OWN_KEY,
    });
  });

  it('a good order, sent back as it was read, leaves none', async () => {
    const key = await base.create(ORDERS, orderBody());
    const { json } = await base.read(ORDERS, key);
    expect((await base.patch(ORDERS, key, json)).status).toBe(200);
    expect(base.control.damage).toEqual([]);
  });

  it('a refused write leaves none: nothing was lost silently', async () => {
    await base.call('POST', ORDERS, { body: orderBody({ НетТакого: 1, Date: 'x' }) });
    expect(base.control.damage).toEqual([]);
  });

  it('A2: a composite reference of a type that the property does not take gets code 16', async () => {
    const body = orderBody({ Автор: OWN_KEY, Автор_Type: 'StandardODATA.Catalog_Партнеры' });
    expect((await base.call('POST', ORDERS, { body })).code).toBe('16');
  });

  it('A2: a whole number is taken as a number too, and answered as a string', async () => {
    const key = await base.create(ORDERS, orderBody({ Товары: [orderRow(1, { СрокПоставки: 3 })] }));
    expect(rows((await base.read(ORDERS, key)).json)).toEqual([
      expect.objectContaining({ СрокПоставки: '3' }),
    ]);
    expect(values(await base.call('GET', `${ORDERS}_Товары`))).toHaveLength(1);
  });
});
