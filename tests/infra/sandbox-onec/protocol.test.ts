import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EMPTY_KEY,
  good,
  ORDERS,
  orderBody,
  person,
  shop,
  startBase,
  type TestBase,
  values,
} from './support.ts';

const MISSING = '11111111-2222-4333-8444-555555555555';
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

let base: TestBase;
beforeAll(async () => {
  base = await startBase({ shop });
});
afterAll(() => base.close());

const find = (set: string, query: Record<string, string>) => base.call('GET', set, { query });

describe('access', () => {
  it('A10: a wrong password gets 401 with a challenge', async () => {
    const reply = await base.call('GET', 'Catalog_Валюты', { headers: { authorization: 'Basic dTpw' } });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain('Basic');
  });

  it('A10: a Cyrillic password in Windows-1251 gets 401, in UTF-8 it passes', async () => {
    const password = Buffer.from([0xef, 0xe5, 0xf1, 0xee, 0xf7, 0xed, 0xe8, 0xf6, 0xe0]);
    const login = Buffer.concat([Buffer.from(`${base.login.user}:`), password]).toString('base64');
    expect((await base.call('GET', '', { headers: { authorization: `Basic ${login}` } })).status).toBe(401);
    expect((await base.call('GET', '')).status).toBe(200);
  });

  it('A1: an address longer than the web server allows gets 414', async () => {
    const filter = `Ref_Key eq guid'${EMPTY_KEY}' or `.repeat(200);
    expect((await find('Catalog_Валюты', { $filter: filter })).status).toBe(414);
  });

  it('everything outside the service is the web server’s own 404', async () => {
    const response = await fetch(`${base.url}/hs/something`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
  });
});

describe('the shape of answers', () => {
  it('A1: JSON begins with a BOM and says what it is', async () => {
    const reply = await find('Catalog_Валюты', {});
    expect(reply.bytes.subarray(0, 3)).toEqual(BOM);
    expect(reply.headers.get('content-type')).toBe('application/json;odata=minimalmetadata;charset=utf-8');
    expect(reply.json['odata.metadata']).toBe(`${base.url}/odata/standard.odata/$metadata#Catalog_Валюты`);
  });

  it('A1: a count is a bare number after a BOM', async () => {
    const reply = await base.call('GET', 'Catalog_Организации/$count');
    expect(reply.bytes).toEqual(Buffer.concat([BOM, Buffer.from(String(shop.organizations.length))]));
  });

  it('A2: a single entity is flat, whole numbers are strings, rows carry the owner and their line', async () => {
    const key = await base.create(ORDERS, orderBody({ НомерПоДаннымКлиента: 'shape' }));
    const { json } = await base.read(ORDERS, key);
    expect(json).toMatchObject({
      'odata.metadata': `${base.url}/odata/standard.odata/$metadata#${ORDERS}/@Element`,
      Ref_Key: key,
      МаксимальныйКодСтроки: '1',
      СуммаДокумента: 190,
      Приоритет_Key: EMPTY_KEY,
      ДокументОснование: '',
      ДокументОснование_Type: 'StandardODATA.Undefined',
      ВремяДоставкиС: '0001-01-01T00:00:00',
      'Партнер@navigationLinkUrl': `${ORDERS}(guid'${key}')/Партнер`,
    });
    expect(json).not.toHaveProperty('Приоритет@navigationLinkUrl');
    expect(json.Товары).toEqual([expect.objectContaining({ Ref_Key: key, LineNumber: '1', КодСтроки: '1' })]);
  });

  it('A1: nometadata leaves the annotations out', async () => {
    const reply = await find(ORDERS, { $format: 'application/json;odata=nometadata' });
    expect(Object.keys(reply.json)).toEqual(['value']);
    expect(reply.headers.get('content-type')).toContain('odata=nometadata');
  });

  it('A1: who does not ask for JSON gets none', async () => {
    expect((await base.call('GET', 'Catalog_Валюты', { headers: { accept: '*/*' } })).status).toBe(406);
    expect((await find('Catalog_Валюты', { $format: 'json' })).status).toBe(200);
  });

  it('A1: the service document lists sets and tabular sections, and no enumerations', async () => {
    const names = values(await base.call('GET', '')).map(({ name }) => name);
    expect(names).toContain('Document_ЗаказКлиента_Товары');
    expect(names).not.toContain('Enum_СтатусыЗаказовКлиентов');
  });

  it('$metadata is XML', async () => {
    const reply = await base.call('GET', '$metadata');
    expect(reply.headers.get('content-type')).toContain('xml');
    expect(reply.bytes.toString('utf8')).toContain('<EntitySet Name="Catalog_Партнеры"');
  });
});

describe('addresses and options', () => {
  it.each([
    ['an unknown set', 'Catalog_Нет', 404, '8'],
    ['an entity that does not exist', `Catalog_Партнеры(guid'${MISSING}')`, 404, '9'],
    ['a register on an unknown method', 'InformationRegister_СостоянияЗаказовКлиентов/SliceLast', 400, '11'],
    ['a register key without a part', "InformationRegister_СостоянияЗаказовКлиентов(Заказ='x')", 400, '7'],
    ['a malformed key', "Catalog_Партнеры(guid'x')", 400, '1'],
    ['a broken address', 'Catalog_Партнеры)(', 400, '6'],
  ])('A9: %s', async (_, path, status, code) => {
    const reply = await base.call('GET', path);
    expect([reply.status, reply.code]).toEqual([status, code]);
  });

  it.each([
    ['unknown', { top: '1' }, '0'],
    ['v4', { $search: 'x' }, '0'],
    ['malformed $top', { $top: 'ten' }, '14'],
    ['malformed $orderby', { $orderby: 'Code upwards' }, '14'],
    ['unknown property in $select', { $select: 'Ref_Key,Нет' }, '10'],
    ['unknown property in $orderby', { $orderby: 'Нет' }, '10'],
  ])('A9: %s option → 400', async (_, query, code) => {
    const reply = await base.call('GET', 'Catalog_Номенклатура', { query });
    expect([reply.status, reply.code]).toEqual([400, code]);
  });

  it('A1: options may be written with %24 too', async () => {
    const reply = await base.call('GET', 'Catalog_Номенклатура?%24top=2&%24select=Code');
    expect(values(reply)).toHaveLength(2);
  });

  it('A6: $select takes names, tables and columns of tables; a reference without _Key gives nothing', async () => {
    const key = await base.create(ORDERS, orderBody());
    const filter = `Ref_Key eq guid'${key}'`;
    const [selected] = values(
      await find(ORDERS, {
        $filter: filter,
        $select: 'Number,Товары/Цена,Партнер',
        $format: 'application/json;odata=nometadata',
      }),
    );
    expect(selected).toEqual({ Number: expect.any(String), Товары: [{ Цена: 100 }] });
    const [flat] = values(await find(ORDERS, { $filter: filter, $select: '**' }));
    expect(flat).toHaveProperty('СуммаДокумента');
    expect(flat).not.toHaveProperty('Товары');
  });

  it('A6: pages by a property that is unique meet without gaps or repetitions', async () => {
    const pages = [0, 200, 400].map((skip) =>
      find('Catalog_Номенклатура', {
        $orderby: 'Code',
        $top: '200',
        $skip: String(skip),
        $select: 'Ref_Key',
      }),
    );
    const keys = (await Promise.all(pages)).flatMap((page) => values(page).map(({ Ref_Key }) => Ref_Key));
    expect(keys).toHaveLength(shop.goods.length + shop.services.length + shop.folders.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('A6: $inlinecount answers a string and ignores $top', async () => {
    const reply = await find('Catalog_Организации', { $inlinecount: 'allpages', $top: '1' });
    expect(reply.json['odata.count']).toBe(String(shop.organizations.length));
    expect(values(reply)).toHaveLength(shop.organizations.length);
  });

  it('A3: rows of a tabular section are a set of their own, to be read only', async () => {
    const set = 'Catalog_Контрагенты_КонтактнаяИнформация';
    const filter = `АдресЭП eq '${person.email}'`;
    expect(values(await find(set, { $filter: filter, $select: 'Ref_Key' }))).toEqual([
      { Ref_Key: person.counterpartyKey },
    ]);
    const refused = await base.call('POST', set, { body: { АдресЭП: 'x@example.ru' } });
    expect([refused.status, refused.code]).toEqual([400, '13']);
  });
});

it('the shop is there: organisations with prefixes, goods in folders, people with both cards', async () => {
  const goods = await find('Catalog_Номенклатура/$count', { $filter: 'IsFolder eq false' });
  expect(Number(goods.bytes.toString('utf8').slice(1))).toBeGreaterThanOrEqual(500);
  expect(await base.find('Catalog_Номенклатура', `Артикул eq '${good.article}'`)).toEqual([good.key]);
  expect(await base.find('Catalog_Контрагенты', `Партнер_Key eq guid'${person.partnerKey}'`)).toEqual([
    person.counterpartyKey,
  ]);
  expect(
    await base.find('Catalog_ВидыКонтактнойИнформации', "PredefinedDataName eq 'ТелефонПартнера'"),
  ).toHaveLength(1);
});
