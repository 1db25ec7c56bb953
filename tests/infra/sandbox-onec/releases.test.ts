import { describe, expect, it } from 'vitest';
import type { Switches } from '../../../infra/sandbox/onec/switches.ts';
import { release114, release11527 } from '../../../lib/onec/ut/releases.ts';
import {
  EMPTY_KEY,
  good,
  ORDERS,
  oldBody,
  oldRow,
  orderBody,
  person,
  rows,
  site,
  stage,
  startBase,
  values,
} from './support.ts';

const STATES = 'InformationRegister_СостоянияЗаказовКлиентов';
const POINTS = 'Catalog_ТочкиДоставки';

const startOld = () => startBase({ release: release114 });

describe('UT 11.4', () => {
  it('posts an order with rates by name and complete stages, and nothing of it is lost', async () => {
    await using base = await startOld();
    const key = await base.create(ORDERS, oldBody());
    expect((await base.post(key)).status).toBe(200);
    const { json } = await base.read(ORDERS, key);
    expect(json).toMatchObject({ Posted: true, ПорядокРасчетов: 'ПоЗаказамНакладным', СуммаДокумента: 190 });
    expect(rows(json)[0]).toMatchObject({ СтавкаНДС: 'НДС20', КодСтроки: '1' });
    expect(rows(json)[0]).not.toHaveProperty('ИдентификаторСтроки');
    expect(rows(json, 'ЭтапыГрафикаОплаты')[0]).not.toHaveProperty('Сдвиг');
    expect(base.control.damage).toEqual([]);
  });

  it('has neither settlement objects nor a catalog of VAT rates', async () => {
    await using base = await startOld();
    for (const set of ['Catalog_ОбъектыРасчетов', 'Catalog_СтавкиНДС']) {
      expect(await base.call('GET', set)).toMatchObject({ status: 404, code: '8' });
    }
    const { json } = await base.read('Catalog_Номенклатура', good.key);
    expect(json).toMatchObject({ СтавкаНДС: good.vatRate.enumName });
  });

  it.each<[string, Record<string, unknown>[]]>([
    ['none at all', []],
    ['a sum that is not the document’s', [stage(1, { СуммаПлатежа: 189.99 })]],
    ['percents that are not 100', [stage(1, { ПроцентПлатежа: 99.99 })]],
    ['no option', [stage(1, { ВариантОплаты: '' })]],
    ['no date', [stage(1, { ДатаПлатежа: '0001-01-01T00:00:00' })]],
    ['a date before the document’s', [stage(1, { ДатаПлатежа: '2026-01-09T00:00:00' })]],
    ['a stage without a sum', [stage(1), stage(2, { СуммаПлатежа: 0, ПроцентПлатежа: 0 })]],
  ])('F1: posting is refused with payment stages that are not complete: %s', async (_, stages) => {
    await using base = await startOld();
    const key = await base.create(ORDERS, oldBody({ ЭтапыГрафикаОплаты: stages }));
    expect(await base.post(key)).toMatchObject({ status: 500, code: '-1' });
  });

  it('F1: stages of the agreement are not taken over', async () => {
    await using base = await startOld();
    base.control.patch('Catalog_СоглашенияСКлиентами', site.agreement.key, {
      ЭтапыГрафикаОплаты: [stage(1, { ДатаПлатежа: undefined, СуммаПлатежа: undefined, Сдвиг: '3' })].map(
        ({ ВариантОплаты, ПроцентПлатежа }) => ({ ВариантОплаты, ПроцентПлатежа, Сдвиг: '3' }),
      ),
    });
    const key = await base.create(ORDERS, oldBody({ ЭтапыГрафикаОплаты: [] }));
    expect((await base.post(key)).status).toBe(500);
  });

  it('without debts by order no stages are kept', async () => {
    await using base = await startOld();
    const key = await base.create(ORDERS, oldBody({ ПорядокРасчетов: 'ПоНакладным' }));
    expect((await base.post(key)).status).toBe(200);
    expect(rows((await base.read(ORDERS, key)).json, 'ЭтапыГрафикаОплаты')).toEqual([]);
  });

  it.each([
    ['Требуется', 999, 'ОжидаетсяОбеспечение'],
    ['НеТребуется', 1, 'ГотовКОбеспечению'],
    ['СоСклада', 1, 'ГотовКОтгрузке'],
    ['ОтгрузитьОбособленно', 1, 'ВПроцессеОтгрузки'],
  ])('ut-filling 4: goods %s make the state', async (option, quantity, state) => {
    await using base = await startOld();
    const row = oldRow(1, { ВариантОбеспечения: option, Количество: quantity, КоличествоУпаковок: quantity });
    const key = await base.create(ORDERS, oldBody({ Товары: [row] }));
    expect((await base.post(key)).status).toBe(200);
    expect(base.control.entities(STATES)).toMatchObject([{ Заказ: key, Состояние: state }]);
  });

  it.each([
    ['ПорядокРасчетов', { ПорядокРасчетов: 'ПоЗаказам' }],
    ['ВариантОбеспечения', { Товары: [oldRow(1, { ВариантОбеспечения: 'КОбеспечению' })] }],
    ['СпособДоставки', { СпособДоставки: 'ДоКлиентаКурьером' }],
  ])('C4: a newer value of %s is refused', async (_, changes) => {
    await using base = await startOld();
    expect(await base.call('POST', ORDERS, { body: oldBody(changes) })).toMatchObject({
      status: 400,
      code: '4',
    });
  });
});

/** An order for the known person with a delivery to the given address. */
const delivered = (changes: Record<string, unknown> = {}) =>
  orderBody({
    АдресДоставки: 'г. Примерск, ул. Первая, 1',
    ДополнительнаяИнформацияПоДоставке: 'домофон 1',
    ВремяДоставкиС: '0001-01-01T10:00:00',
    СпособДоставки: 'ДоКлиента',
    ...changes,
  });

async function startNew(switches: Partial<Switches>) {
  const base = await startBase({ release: release11527, switches });
  const point = await base.create(POINTS, {
    Description: 'Точка',
    Owner: person.partnerKey,
    Owner_Type: 'StandardODATA.Catalog_Партнеры',
    Адрес: 'г. Примерск, ул. Вторая, 2',
  });
  return { ...base, point };
}

describe('UT 11.5.27', () => {
  it('knows the rates of 22 %', async () => {
    await using base = await startNew({});
    const rates = values(await base.call('GET', 'Catalog_СтавкиНДС'));
    expect(rates.map((rate) => rate.ПеречислениеСтавкаНДС)).toContain('НДС22');
  });

  it('with "доставка 2.0" the older properties stay as they were sent', async () => {
    await using base = await startNew({ delivery: '2.0' });
    const key = await base.create(ORDERS, delivered());
    expect((await base.read(ORDERS, key)).json).toMatchObject({
      ТребуетсяДоставка: false,
      АдресДоставки: 'г. Примерск, ул. Первая, 1',
      ДополнительнаяИнформацияПоДоставке: 'домофон 1',
      ВремяДоставкиС: '0001-01-01T10:00:00',
    });
  });

  it.each([
    ['none', 'г. Примерск, ул. Первая, 1'],
    ['2.5', ''],
  ] as const)(
    'with delivery %s an order that needs none loses the properties of one',
    async (delivery, address) => {
      await using base = await startNew({ delivery });
      const key = await base.create(ORDERS, delivered({ ТребуетсяДоставка: delivery === 'none' }));
      expect((await base.read(ORDERS, key)).json).toMatchObject({
        ТребуетсяДоставка: false,
        СпособДоставки: 'ДоКлиента',
        АдресДоставки: address,
        ДополнительнаяИнформацияПоДоставке: '',
        ВремяДоставкиС: '0001-01-01T00:00:00',
      });
    },
  );

  it('with "доставка 2.5" the address is that of the delivery point', async () => {
    await using base = await startNew({ delivery: '2.5' });
    const needed = { ТребуетсяДоставка: true, СпособУказанияДоставки: 'НаВесьДокумент' };
    const key = await base.create(ORDERS, delivered({ ...needed, ТочкаДоставки_Key: base.point }));
    expect((await base.read(ORDERS, key)).json).toMatchObject({
      АдресДоставки: 'г. Примерск, ул. Вторая, 2',
      ДополнительнаяИнформацияПоДоставке: 'домофон 1',
    });
    const pointless = await base.create(ORDERS, delivered(needed));
    expect((await base.read(ORDERS, pointless)).json).toMatchObject({ АдресДоставки: '' });
  });

  it.each([
    ['ТекущимДокументом', true, 500],
    ['ТекущимДокументом', false, 500],
    ['ОтдельнымДокументом', true, 200],
    ['ОтдельнымДокументом', false, 200],
  ])(
    'planned %s, with a point (%s) and without its zone posting answers %d',
    async (plan, hasPoint, status) => {
      await using base = await startNew({ delivery: '2.5' });
      const body = delivered({
        ТребуетсяДоставка: true,
        СпособУказанияДоставки: 'НаВесьДокумент',
        ВидПланированияДоставки: plan,
        ТочкаДоставки_Key: hasPoint ? base.point : EMPTY_KEY,
      });
      expect((await base.post(await base.create(ORDERS, body))).status).toBe(status);
    },
  );

  it('ut-filling 4, 6a: with only services to hand over the transfer of ownership is waited for', async () => {
    await using base = await startNew({});
    base.control.patch('Catalog_Номенклатура', good.key, { ТипНоменклатуры: 'Услуга' });
    const key = await base.create(ORDERS, orderBody());
    await base.post(key);
    expect(base.control.entities(STATES)).toMatchObject([
      { Состояние: 'ОжидаетсяПереходПраваСобственности' },
    ]);
  });
});
