import { afterEach, describe, expect, it } from 'vitest';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { testKey } from '../../settings/valid-settings.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from '../support/bridge.ts';

let bridge: TestBridge;

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
});

async function importedDocument(order: {
  readonly id: number;
  readonly number: string;
}): Promise<OrderDocument> {
  const [result] = await bridge.importOrders(order.id);
  if (result?.status !== 'done' || result.outcome.kind !== 'imported') {
    throw new Error(
      JSON.stringify(
        result?.status === 'done' ? result.outcome : String(result?.status === 'failed' ? result.error : ''),
      ),
    );
  }
  return bridge.documents(order.number)[0] as OrderDocument;
}

async function parkedReason(order: { readonly id: number }): Promise<unknown> {
  const [result] = await bridge.importOrders(order.id);
  return result?.status === 'done' && result.outcome.kind === 'parked' ? result.outcome.details.why : result;
}

const [good, twin] = plainGoods;
const varied = shop.goods.find(({ characteristics }) => characteristics.length > 0);

/** Gives the order's only line another offer id, as the shop's catalogue would. */
function withOffer(order: { readonly id: number }, offer: Readonly<Record<string, string>>): void {
  const items = bridge.crm.order(order.id).items as readonly Record<string, unknown>[];
  bridge.crm.patchOrder(order.id, { items: items.map((item) => ({ ...item, offer })) });
}

describe('identifiers of offers', () => {
  const offers = { hierarchy: 'groups', organizationPrefix: false, characteristics: false } as const;

  it.each([
    ['code', 'code'],
    ['article', 'article'],
  ] as const)('I-75: a product is found by its %s in externalId', async (onecField, property) => {
    bridge = await startBridge({ settings: { offers: { ...offers, crmField: 'externalId', onecField } } });
    const order = newOrder(bridge);
    withOffer(order, { externalId: good?.[property] ?? '' });
    expect((await importedDocument(order)).Товары[0]?.Номенклатура_Key).toBe(good?.key);
  });

  it('I-69: product#characteristic, with and without the organisation before it', async () => {
    bridge = await startBridge({
      settings: {
        offers: {
          ...offers,
          crmField: 'xmlId',
          onecField: 'guid',
          characteristics: true,
          organizationPrefix: true,
        },
      },
    });
    const order = newOrder(bridge);
    const [characteristic] = varied?.characteristics ?? [];
    withOffer(order, { xmlId: `${testKey(1)}#${varied?.key}#${characteristic?.key}` });
    expect((await importedDocument(order)).Товары[0]).toMatchObject({
      Номенклатура_Key: varied?.key,
      Характеристика_Key: characteristic?.key,
    });
  });

  it.each([
    ['absent', (key: string) => key.replace(/^.{8}/, 'ffffffff'), () => undefined],
    ['malformed', () => 'not-a-guid', () => undefined],
    ['noCharacteristic', (key: string) => `${key}#${testKey(404)}`, () => undefined],
    [
      'marked',
      (key: string) => key,
      (key: string) => bridge.onec.control.patch('Catalog_Номенклатура', key, { DeletionMark: true }),
    ],
    ['folder', () => shop.folders[0]?.key ?? '', () => undefined],
  ])('I-68: a product that is %s parks the order', async (why, offerId, prepare) => {
    bridge = await startBridge();
    const order = newOrder(bridge);
    prepare(good?.key ?? '');
    withOffer(order, { xmlId: offerId(good?.key ?? '') });
    expect(await parkedReason(order)).toBe(why);
    expect(bridge.documents()).toEqual([]);
  });

  it('two products of one article are ambiguous: only a person can choose', async () => {
    bridge = await startBridge({
      settings: { offers: { ...offers, crmField: 'xmlId', onecField: 'article' } },
    });
    const order = newOrder(bridge);
    bridge.onec.control.patch('Catalog_Номенклатура', twin?.key ?? '', { Артикул: good?.article ?? '' });
    withOffer(order, { xmlId: good?.article ?? '' });
    expect(await parkedReason(order)).toBe('ambiguous');
  });

  it('a marked duplicate of an article leaves no doubt which product is meant', async () => {
    bridge = await startBridge({
      settings: { offers: { ...offers, crmField: 'xmlId', onecField: 'article' } },
    });
    const order = newOrder(bridge);
    bridge.onec.control.patch('Catalog_Номенклатура', twin?.key ?? '', {
      Артикул: good?.article ?? '',
      DeletionMark: true,
    });
    withOffer(order, { xmlId: good?.article ?? '' });
    await bridge.importOrders(order.id);
    expect(bridge.documents(order.number)[0]?.Товары[0]?.Номенклатура_Key).toBe(good?.key);
  });

  it('a line typed by hand names no product', async () => {
    bridge = await startBridge();
    const order = newOrder(bridge);
    const items = bridge.crm.order(order.id).items as readonly Record<string, unknown>[];
    bridge.crm.patchOrder(order.id, { items: items.map(({ offer, ...item }) => item) });
    expect(await parkedReason(order)).toBe('noOffer');
  });
});

describe('agreements and contracts', () => {
  const partnerKey = shop.knownPeople[0]?.partnerKey ?? '';
  const known = { phone: shop.knownPeople[0]?.phone ?? '', email: shop.knownPeople[0]?.email ?? '' };
  const individual = testKey(700);

  function putIndividual(): void {
    bridge.onec.control.put('Catalog_СоглашенияСКлиентами', individual, {
      Партнер_Key: partnerKey,
      Организация_Key: bridge.settings.sites[0]?.organization ?? '',
      Статус: 'Действует',
      Типовое: false,
      ПорядокРасчетов: 'ПоЗаказам',
      ХозяйственнаяОперация: 'РеализацияКлиенту',
    });
  }

  it('I-49: the partner’s own agreement in force comes before the typical one', async () => {
    bridge = await startBridge();
    putIndividual();
    expect((await importedDocument(newOrder(bridge, known))).Соглашение_Key).toBe(individual);
    expect((await importedDocument(newOrder(bridge))).Соглашение_Key).toBe(
      bridge.settings.sites[0]?.agreement,
    );
  });

  it('I-49: a base that uses only typical agreements never looks for others', async () => {
    const ut = {
      agreements: 'standard',
      contracts: false,
      partnersAreCounterparties: true,
      cardPayments: true,
      pricing: 'auto',
    } as const;
    bridge = await startBridge({ settings: { ut } });
    putIndividual();
    expect((await importedDocument(newOrder(bridge, known))).Соглашение_Key).toBe(
      bridge.settings.sites[0]?.agreement,
    );
  });

  it('leaves the payment stages to 1C where the agreement has stages of its own', async () => {
    bridge = await startBridge();
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', bridge.settings.sites[0]?.agreement ?? '', {
      ЭтапыГрафикаОплаты: [
        {
          ВариантОплаты: 'ПредоплатаДоОтгрузки',
          ПроцентПлатежа: 30,
          Сдвиг: '0',
          ВариантОтсчета: 'ОтДатыЗаказа',
        },
        {
          ВариантОплаты: 'КредитПослеОтгрузки',
          ПроцентПлатежа: 70,
          Сдвиг: '3',
          ВариантОтсчета: 'ОтДатыОтгрузки',
        },
      ] as never,
    });
    const document = await importedDocument(newOrder(bridge));
    expect(document.ЭтапыГрафикаОплаты.map((stage) => [stage.ПроцентПлатежа, stage.СуммаПлатежа])).toEqual([
      [30, 60],
      [70, 140],
    ]);
  });

  it('I-50: a contract in force is taken where contracts are used, and none is made where there is none', async () => {
    const ut = {
      agreements: 'both',
      contracts: true,
      partnersAreCounterparties: true,
      cardPayments: true,
      pricing: 'auto',
    } as const;
    bridge = await startBridge({ settings: { ut } });
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', bridge.settings.sites[0]?.agreement ?? '', {
      ИспользуютсяДоговорыКонтрагентов: true,
    });
    const contract = testKey(800);
    bridge.onec.control.put('Catalog_ДоговорыКонтрагентов', contract, {
      Контрагент_Key: shop.knownPeople[0]?.counterpartyKey ?? '',
      Организация_Key: bridge.settings.sites[0]?.organization ?? '',
      ВалютаВзаиморасчетов_Key: bridge.settings.sites[0]?.currency ?? '',
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      Статус: 'Действует',
    });
    expect((await importedDocument(newOrder(bridge, known))).Договор_Key).toBe(contract);
    expect((await importedDocument(newOrder(bridge))).Договор_Key).toMatch(/^0{8}-/);
    expect(bridge.onec.control.entities('Catalog_ДоговорыКонтрагентов')).toHaveLength(1);
  });
});

describe('customers that 1C knows', () => {
  const [first, second] = shop.knownPeople.filter(
    ({ phone, email }) => phone !== undefined && email !== undefined,
  );

  it('I-31: the e-mail, with the surname, decides before the phone', async () => {
    bridge = await startBridge();
    const [lastName] = first?.fullName.split(' ') ?? [];
    const order = newOrder(bridge, { lastName, email: first?.email ?? '', phone: second?.phone ?? '' });
    expect((await importedDocument(order)).Контрагент_Key).toBe(first?.counterpartyKey);
  });

  it('takes nobody when two people share the e-mail and two the phone, and says so', async () => {
    bridge = await startBridge();
    const twinKey = testKey(900);
    const original = bridge.onec.control.entity('Catalog_Контрагенты', first?.counterpartyKey ?? '');
    const contacts = original?.КонтактнаяИнформация as readonly Record<string, string>[];
    bridge.onec.control.put('Catalog_Контрагенты', twinKey, {
      ...original,
      Ref_Key: twinKey,
      КонтактнаяИнформация: contacts.map((row) => ({ ...row, Ref_Key: twinKey })),
    });
    const order = newOrder(bridge, { email: first?.email ?? '', phone: first?.phone ?? '' });
    const document = await importedDocument(order);
    expect([first?.counterpartyKey, twinKey]).not.toContain(document.Контрагент_Key);
    expect((await bridge.outcomes.read(order.id))?.warnings.map(({ code }) => code)).toContain(
      'customerAmbiguous',
    );
  });

  it('never takes a company for a person, nor somebody marked for deletion', async () => {
    bridge = await startBridge();
    bridge.onec.control.patch('Catalog_Контрагенты', first?.counterpartyKey ?? '', { ЮрФизЛицо: 'ЮрЛицо' });
    bridge.onec.control.patch('Catalog_Контрагенты', second?.counterpartyKey ?? '', { DeletionMark: true });
    for (const person of [first, second]) {
      const order = newOrder(bridge, { email: person?.email ?? '', phone: person?.phone ?? '' });
      expect((await importedDocument(order)).Контрагент_Key).not.toBe(person?.counterpartyKey);
    }
  });
});

it('too old: an order of the day before the start date is skipped, one of the start day is not (I-21)', async () => {
  bridge = await startBridge({ settings: { startDate: '2026-03-01' } });
  const [before, after] = [newOrder(bridge), newOrder(bridge)];
  bridge.crm.patchOrder(before.id, { createdAt: '2026-02-28 23:59:59' });
  bridge.crm.patchOrder(after.id, { createdAt: '2026-03-01 00:00:05' });
  const results = await bridge.importOrders(before.id, after.id);
  expect(results.map((result) => (result.status === 'done' ? result.outcome.kind : result.status))).toEqual([
    'skipped',
    'imported',
  ]);
});
