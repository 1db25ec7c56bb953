import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { OnecRequestFault } from '../../../lib/onec/errors.ts';
import { and, castKey, eq, flag, guid, or, substringOf, text } from '../../../lib/onec/filter.ts';
import { inRelease } from '../../../lib/onec/ut/in-release.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import { release114, release11520, release11527 } from '../../../lib/onec/ut/releases.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../../../lib/onec/values.ts';
import { baseGiving, bodyOf, filterOf } from '../support/base-giving.ts';
import { openCatalog, openDocument } from '../support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const orders = openDocument(ORDERS);
const goods = openCatalog('Catalog_Номенклатура');
const rates = openCatalog('Catalog_СтавкиНДС');
const agreements = openCatalog('Catalog_СоглашенияСКлиентами');
const settlements = openCatalog('Catalog_ОбъектыРасчетов');
const KEY = '6f1c2b3a-0000-4000-8000-000000000001';

describe('UT 11.4 hears and speaks its own words', () => {
  it('VAT rates of rows and products travel as names of the enumeration, both ways', async () => {
    const { onec, asked } = baseGiving({ Товары: [{ СтавкаНДС: 'НДС10' }, { СтавкаНДС: '' }] });
    const written = await inRelease(onec, release114).create(orders, {
      Товары: [
        { LineNumber: '1', СтавкаНДС_Key: 'НДС20' },
        { LineNumber: '2', СтавкаНДС_Key: EMPTY_KEY },
      ],
    });
    expect(bodyOf(asked)).toEqual({
      Товары: [
        { LineNumber: '1', СтавкаНДС: 'НДС20' },
        { LineNumber: '2', СтавкаНДС: '' },
      ],
    });
    expect(written).toMatchObject({ Товары: [{ СтавкаНДС_Key: 'НДС10' }, { СтавкаНДС_Key: EMPTY_KEY }] });
  });

  it('the catalog of VAT rates is answered from the release, with names for keys, and without a request', async () => {
    const { onec, asked } = baseGiving([]);
    const answered = await inRelease(onec, release114).list(rates);
    expect(answered).toContainEqual({
      Ref_Key: 'НДС20_120',
      Description: '20/120',
      DeletionMark: false,
      ПеречислениеСтавкаНДС: 'НДС20_120',
      Ставка: 20,
      РасчетнаяСтавка: true,
      НачалоПериода: EMPTY_DATE,
      КонецПериода: EMPTY_DATE,
      Основная: false,
    });
    expect(answered).toContainEqual(
      expect.objectContaining({ Ref_Key: 'БезНДС', Description: 'Без НДС', Ставка: 0 }),
    );
    const chosen = answered.filter(({ DeletionMark, РасчетнаяСтавка }) => !DeletionMark && !РасчетнаяСтавка);
    expect(chosen.map(({ Ref_Key }) => Ref_Key)).toEqual(['НДС18', 'НДС10', 'НДС0', 'БезНДС', 'НДС20']);
    expect(await inRelease(onec, release114).read(rates, 'НДС10')).toMatchObject({ Ставка: 10 });
    expect(await inRelease(onec, release114).read(rates, 'НДС22')).toMatchObject({
      Ставка: 22,
      DeletionMark: true,
    });
    expect(asked).toEqual([]);
  });

  it('supply options are renamed; what users chose of 11.4’s own comes back unchanged', async () => {
    const held = ['Требуется', 'Обособленно', 'Отгрузить', ''].map((ВариантОбеспечения) => ({
      ВариантОбеспечения,
    }));
    const { onec, asked } = baseGiving({ Товары: held });
    const client = inRelease(onec, release114);
    const read = await client.read(заказКлиента, KEY);
    expect(read?.Товары.map((row) => row.ВариантОбеспечения)).toEqual([
      'КОбеспечению',
      'Обособленно',
      'Отгрузить',
      '',
    ]);
    await client.update(orders, KEY, { Товары: read?.Товары });
    expect(asked[1]?.body).toEqual({ Товары: held });
  });

  it('what 11.4 lacks is neither sent nor asked for, and reads as empty', async () => {
    const { onec, asked } = baseGiving({ Number: 'ТД00-000001', Товары: [{ КодСтроки: '1' }] });
    const client = inRelease(onec, release114);
    await client.create(orders, {
      ОбъектРасчетов_Key: KEY,
      ЭтапыГрафикаОплаты: [
        { LineNumber: '1', ВариантОплаты: 'КредитПослеОтгрузки', Сдвиг: '5', ВариантОтсчета: 'ОтДатыЗаказа' },
      ],
      Товары: [{ LineNumber: '1', ИдентификаторСтроки: KEY, КодСтроки: '1' }],
    });
    expect(bodyOf(asked)).toEqual({
      ЭтапыГрафикаОплаты: [{ LineNumber: '1', ВариантОплаты: 'КредитПослеОтгрузки' }],
      Товары: [{ LineNumber: '1', КодСтроки: '1' }],
    });
    expect(await client.read(orders, KEY)).toMatchObject({
      ОбъектРасчетов_Key: EMPTY_KEY,
      ЭтоЗаказКакСчет: false,
      Товары: [{ ИдентификаторСтроки: '', Подразделение_Key: EMPTY_KEY, КодСтроки: '1' }],
    });
    await client.read(orders, KEY, [
      'Number',
      'ОбъектРасчетов_Key',
      'Товары/СтавкаНДС_Key',
      'Товары/ИдентификаторСтроки',
    ]);
    expect(asked[2]?.select).toEqual(['Number', 'Товары/СтавкаНДС']);
    await client.read(orders, KEY, ['ОбъектРасчетов_Key']);
    expect(asked[3]?.select).toEqual(['Ref_Key']);
  });

  it('only what was asked for is filled in', async () => {
    const { onec } = baseGiving([{ Ref_Key: KEY }]);
    const client = inRelease(onec, release114);
    expect(await client.list(orders, { select: ['Ref_Key', 'ЭтоЗаказКакСчет'] })).toEqual([
      { Ref_Key: KEY, ЭтоЗаказКакСчет: false },
    ]);
  });

  it('conditions name what 11.4 has, values of enumerations included', async () => {
    const { onec, asked } = baseGiving([]);
    const client = inRelease(onec, release114);
    const filter = or(
      and(eq('СтавкаНДС_Key', text('НДС10')), eq('DeletionMark', flag(false))),
      eq('СтавкаНДС_Key', guid(EMPTY_KEY)),
      substringOf("О'Г", 'Description'),
    );
    await client.list(goods, { filter, orderBy: ['СтавкаНДС_Key desc', 'Description'] });
    expect(filterOf(asked)).toBe(
      "((СтавкаНДС eq 'НДС10' and DeletionMark eq false) or СтавкаНДС eq '' or substringof('О''Г',Description))",
    );
    expect(asked[0]?.query).toMatchObject({ orderBy: ['СтавкаНДС desc', 'Description'] });
    await client.listByValues(goods, {
      property: 'СтавкаНДС_Key',
      values: [text('НДС20')],
      and: eq('СтавкаНДС_Key', text('НДС10')),
      select: ['СтавкаНДС_Key'],
    });
    expect(asked[1]?.query).toEqual({
      property: 'СтавкаНДС',
      values: [text('НДС20')],
      and: eq('СтавкаНДС', text('НДС10')),
      select: ['СтавкаНДС'],
    });
    await client.list(agreements, { filter: eq('ПорядокРасчетов', text('ПоЗаказам')) });
    expect(filterOf(asked.slice(2))).toBe("ПорядокРасчетов eq 'ПоЗаказамНакладным'");
  });

  it.each<[string, (client: OnecClient) => Promise<unknown>]>([
    ['a condition', (client) => client.list(orders, { filter: eq('ЭтоЗаказКакСчет', flag(true)) })],
    ['an order', (client) => client.list(orders, { orderBy: ['ОбъектРасчетов_Key'] })],
    ['values', (client) => client.listByValues(orders, { property: 'Курьер_Key', values: [guid(KEY)] })],
    [
      'a condition on what is answered from data',
      (client) => client.list(rates, { filter: eq('Ставка', text('20')) }),
    ],
    ['a new element', (client) => client.create(settlements, {})],
    ['a change', (client) => client.update(settlements, KEY, {})],
    ['posting', (client) => client.post(openDocument('Catalog_ОбъектыРасчетов'), KEY)],
    ['un-posting', (client) => client.unpost(openDocument('Catalog_ОбъектыРасчетов'), KEY)],
  ])('%s that 11.4 cannot have is refused before anything is sent', async (_, call) => {
    const { onec, asked } = baseGiving([]);
    await expect(call(inRelease(onec, release114))).rejects.toThrow(OnecRequestFault);
    expect(asked).toEqual([]);
  });

  it('a property that is asked for and not answered tells that the base is no 11.4', async () => {
    const { onec } = baseGiving([{ Ref_Key: KEY }]);
    const asked = inRelease(onec, release114).list(goods, { select: ['Ref_Key', 'СтавкаНДС_Key'] });
    await expect(asked).rejects.toMatchObject({ code: 'onecRequestFault', details: { onecCode: 10 } });
  });

  it('settlement objects are read as none', async () => {
    const { onec, asked } = baseGiving([{ Ref_Key: KEY }]);
    const client = inRelease(onec, release114);
    expect(await client.list(settlements, { filter: eq('Объект', castKey(KEY, ORDERS)) })).toEqual([]);
    expect(await client.listAll(settlements)).toEqual([]);
    expect(await client.read(settlements, KEY)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('what 11.5.20 does not know passes both ways', async () => {
    const { onec, asked } = baseGiving([{ ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях', Новое: 1 }]);
    const client = inRelease(onec, release114);
    await client.create(orders, { ЖелаемаяДатаОтгрузки: EMPTY_DATE });
    expect(bodyOf(asked)).toEqual({ ЖелаемаяДатаОтгрузки: EMPTY_DATE });
    expect(await client.list(agreements)).toMatchObject([
      { ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях', Новое: 1 },
    ]);
    await client.create(openCatalog('Catalog_Незнакомый'), { СтавкаНДС_Key: KEY });
    expect(asked[2]?.body).toEqual({ СтавкаНДС_Key: KEY });
  });
});

describe.each([release11520, release11527])('UT $name', (release) => {
  it('is spoken to in the words of 11.5.20 as they are', async () => {
    const entity = { Ref_Key: KEY, СтавкаНДС_Key: KEY, Товары: [{ ВариантОбеспечения: 'КОбеспечению' }] };
    const { onec, asked } = baseGiving([entity]);
    const query = {
      filter: eq('ОбъектРасчетов_Key', guid(KEY)),
      select: ['ОбъектРасчетов_Key'],
      orderBy: ['Date'],
    };
    expect(await inRelease(onec, release).list(orders, query)).toEqual([entity]);
    expect(asked[0]?.query).toEqual(query);
    await inRelease(onec, release).update(orders, KEY, entity);
    expect(asked[1]?.body).toEqual(entity);
  });
});
