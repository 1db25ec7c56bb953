import { describe, expect, it } from 'vitest';
import { testKey } from '../../settings/valid-settings.ts';
import { shop } from '../support/bridge.ts';
import { firstSite, line, onEveryRelease } from '../support/cases.ts';
import { rowsOf } from '../support/imports.ts';

const AGREEMENTS = 'Catalog_СоглашенияСКлиентами';
const [, secondSite] = shop.sites;
const [, secondWarehouse] = shop.warehouses;

onEveryRelease((cases) => {
  describe('texts and delivery', () => {
    it('I-26: index, city and street in one line with single blanks; without an address nothing', async () => {
      const address = { index: '101000', city: 'Москва', text: 'ул. Мира, 1' };
      const { number } = await cases.order({ delivery: { code: 'courier', address } });
      expect(cases.held(number).АдресДоставки).toBe('101000 Москва ул. Мира, 1');
      const short = await cases.order({ delivery: { code: 'courier', address: { text: 'ул. Мира, 1' } } });
      expect(cases.held(short.number).АдресДоставки).toBe('ул. Мира, 1');
      expect(cases.held((await cases.order()).number).АдресДоставки).toBe('');
    });

    it.each([
      ['Позвонить', 'VIP', '#Позвонить\nVIP'],
      ['#1 срочно', '', '#1 срочно'],
      ['', 'VIP', 'VIP'],
    ])('I-27: comments «%s» and «%s»', async (customerComment, managerComment, expected) => {
      const { number } = await cases.order({ customerComment, managerComment });
      expect(cases.held(number).Комментарий).toBe(expected);
    });

    it('I-28: times and notes go with a delivery, not with a pickup', async () => {
      const address = { text: 'ул. Мира, 1', notes: 'Код 1' };
      const delivery = (code: string) => ({ code, address, time: { from: '10:00', to: '14:00' } });
      const { number } = await cases.order({ delivery: delivery('courier') });
      expect(cases.held(number)).toMatchObject({
        СпособДоставки: 'ДоКлиента',
        ВремяДоставкиС: '0001-01-01T10:00:00',
        ВремяДоставкиПо: '0001-01-01T14:00:00',
        ДополнительнаяИнформацияПоДоставке: 'Код 1',
      });
      const open = { ...delivery('courier'), time: { from: '18:00', to: null } };
      const { id, number: later } = await cases.order({ delivery: delivery('courier') });
      await cases.again(id, { delivery: open });
      expect(cases.held(later)).toMatchObject({
        ВремяДоставкиС: '0001-01-01T18:00:00',
        ВремяДоставкиПо: '0001-01-01T00:00:00',
      });
      const pickup = await cases.order({ delivery: delivery('self-delivery') });
      expect(cases.held(pickup.number)).toMatchObject({
        ВремяДоставкиС: '0001-01-01T00:00:00',
        ДополнительнаяИнформацияПоДоставке: '',
      });
    });
  });

  describe('what the site decides', () => {
    it('I-45: organisation, taxation, currency, priority, warehouse and agreement are the site’s', async () => {
      cases.bridge.changeSettings({
        sites: cases.bridge.settings.sites.map((site, index) =>
          index === 1
            ? { ...site, taxation: 'ПродажаНеОблагаетсяНДС', priority: shop.priorities[0]?.key }
            : site,
        ) as never,
      });
      const { number } = await cases.order({}, { site: 'shop2' });
      expect(cases.held(number)).toMatchObject({
        Организация_Key: secondSite?.organization.key,
        Соглашение_Key: secondSite?.agreement.key,
        Склад_Key: secondSite?.warehouse.key,
        НалогообложениеНДС: 'ПродажаНеОблагаетсяНДС',
        Приоритет_Key: shop.priorities[0]?.key,
        Валюта_Key: shop.currency.key,
      });
    });

    it('I-45: an order of a site that nobody maps is not created, and people are told', async () => {
      const { number, outcome } = await cases.order({}, { site: 'shop9' });
      expect(outcome).toMatchObject({ kind: 'parked', reason: 'siteUnmapped', details: { site: 'shop9' } });
      expect(cases.bridge.documents(number)).toEqual([]);
    });

    it('I-46: a mapped store gives its warehouse, another one the site’s', async () => {
      const mapped = await cases.order({ shipmentStore: secondWarehouse?.storeCode });
      expect(cases.held(mapped.number).Склад_Key).toBe(secondWarehouse?.key);
      const other = await cases.order({}, { shipmentStore: 'moon' });
      expect(cases.held(other.number).Склад_Key).toBe(cases.bridge.settings.sites[0]?.warehouse);
      expect(other.outcome).toMatchObject({ warnings: [{ code: 'storeUnmapped' }] });
    });

    it('I-47: a changed store reaches header and rows', async () => {
      const { id, number } = await cases.order();
      await cases.again(id, { shipmentStore: secondWarehouse?.storeCode });
      expect(cases.held(number).Склад_Key).toBe(secondWarehouse?.key);
      expect(cases.rows(number).map((row) => row.Склад_Key)).toEqual([secondWarehouse?.key]);
    });

    it('I-48: a mapped manager brings the department; an unmapped one later changes nothing', async () => {
      const [user] = shop.users.slice(1);
      const { id, number } = await cases.order({ managerId: user?.crmId });
      const managed = { Менеджер_Key: user?.key, Подразделение_Key: user?.department.key };
      expect(cases.held(number)).toMatchObject(managed);
      expect(await cases.again(id, { managerId: 999, managerComment: 'Позвонить' })).toMatchObject({
        warnings: [{ code: 'managerUnmapped' }],
      });
      expect(cases.held(number)).toMatchObject(managed);
    });

    it('I-48: the department of the manager before does not stay with one who has none', async () => {
      const [user] = shop.users.slice(1);
      const { id, number } = await cases.order({ managerId: user?.crmId });
      const key = testKey(720);
      cases.bridge.onec.control.put('Catalog_Пользователи', key, { Description: 'Без подразделения' });
      const { managers } = cases.bridge.settings;
      cases.bridge.changeSettings({ managers: [...managers, { crm: 990, onec: key }] });
      await cases.again(id, { managerId: 990 });
      expect(cases.held(number)).toMatchObject({
        Менеджер_Key: key,
        Подразделение_Key: expect.stringMatching(/^0{8}-/),
      });
      cases.bridge.onec.control.remove('Catalog_Пользователи', key);
    });
  });

  describe('agreements, contracts, stages', () => {
    const [person] = shop.knownPeople.filter(
      ({ phone, email }) => phone !== undefined && email !== undefined,
    );
    const ofPerson = { phone: person?.phone, email: person?.email, lastName: person?.fullName.split(' ')[0] };
    const organization = () => cases.bridge.settings.sites[0]?.organization ?? '';

    it('I-49: the partner’s own agreement in force comes before the typical one', async () => {
      cases.bridge.onec.control.put(AGREEMENTS, testKey(700), {
        Партнер_Key: person?.partnerKey,
        Организация_Key: organization(),
        Статус: 'Действует',
        Типовое: false,
        ХозяйственнаяОперация: 'РеализацияКлиенту',
      });
      expect(cases.held((await cases.order(ofPerson)).number).Соглашение_Key).toBe(testKey(700));
      cases.bridge.onec.control.patch(AGREEMENTS, testKey(700), { Статус: 'Закрыто' });
      const typical = cases.bridge.settings.sites[0]?.agreement;
      expect(cases.held((await cases.order(ofPerson)).number).Соглашение_Key).toBe(typical);
      cases.bridge.onec.control.remove(AGREEMENTS, testKey(700));
    });

    it('I-50: a contract in force is taken; where there is none, the document’s stays and none is made', async () => {
      cases.bridge.changeSettings({
        ut: { ...cases.bridge.settings.ut, contracts: true, agreements: 'none' },
      });
      cases.bridge.onec.control.put('Catalog_ДоговорыКонтрагентов', testKey(800), {
        Контрагент_Key: person?.counterpartyKey,
        Организация_Key: organization(),
        ВалютаВзаиморасчетов_Key: shop.currency.key,
        ХозяйственнаяОперация: 'РеализацияКлиенту',
        Статус: 'Действует',
      });
      const { id, number } = await cases.order(ofPerson);
      expect(cases.held(number).Договор_Key).toBe(testKey(800));
      cases.bridge.onec.control.patch('Catalog_ДоговорыКонтрагентов', testKey(800), { Статус: 'Закрыт' });
      await cases.again(id, { managerComment: 'Позвонить' });
      expect(cases.held(number).Договор_Key).toBe(testKey(800));
      expect(cases.held((await cases.order()).number).Договор_Key).toMatch(/^0{8}-/);
      expect(cases.bridge.onec.control.entities('Catalog_ДоговорыКонтрагентов')).toHaveLength(1);
    });

    it('I-51: what an order was made with stays, whatever the CRM and the settings say later', async () => {
      const { id, number } = await cases.order();
      const before = cases.held(number);
      cases.bridge.changeSettings(
        firstSite(cases.bridge, {
          taxation: 'ПродажаНеОблагаетсяНДС',
          priority: shop.priorities.find(({ key }) => key !== before.Приоритет_Key)?.key,
        }),
      );
      const outcome = await cases.again(id, { number: `${number}-2`, managerComment: 'Позвонить' });
      expect(outcome).toMatchObject({ kind: 'imported', warnings: [{ code: 'numberChanged' }] });
      const kept = [
        'Date',
        'НомерПоДаннымКлиента',
        'Организация_Key',
        'Валюта_Key',
        'НалогообложениеНДС',
        'Приоритет_Key',
      ];
      for (const name of kept) {
        expect(cases.held(number)[name], name).toBe(before[name]);
      }
    });

    it('I-52: one stage of 100 % on the shipping date; none for a cancelled order', async () => {
      cases.bridge.changeSettings({ ut: { ...cases.bridge.settings.ut, agreements: 'none' } });
      const { id, number } = await cases.order({
        items: [line(1, 2150)],
        shipmentDate: '2026-03-15',
      });
      expect(rowsOf(cases.held(number), 'ЭтапыГрафикаОплаты')).toMatchObject([
        {
          ВариантОплаты: 'КредитПослеОтгрузки',
          ДатаПлатежа: '2026-03-15T00:00:00',
          ПроцентПлатежа: 100,
          СуммаПлатежа: 2150,
        },
      ]);
      await cases.again(id, { status: 'cancel-other' });
      expect(cases.held(number).ЭтапыГрафикаОплаты).toEqual([]);
    });
  });
});
