import { choice, composite, reference } from '../describe.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from '../objects/agreements.ts';
import { организации, склады } from '../objects/company.ts';
import {
  видыКонтактнойИнформации,
  контактныеЛицаПартнеров,
  контрагенты,
  партнеры,
} from '../objects/customers.ts';
import { ставкиНДС114 } from '../objects/enumerations.ts';
import { видыЦен, номенклатура, ставкиНДС, характеристикиНоменклатуры } from '../objects/goods.ts';
import { кассы, эквайринговыеТерминалы } from '../objects/money-places.ts';
import { заказКлиента } from '../objects/order.ts';
import { графикиОплаты } from '../objects/payment-schedules.ts';
import {
  договорыЭквайринга,
  операцияПоПлатежнойКарте,
  поступлениеБезналичныхДенежныхСредств,
  приходныйКассовыйОрдер,
} from '../objects/payments.ts';
import { относительныеКурсыВалют, ценыНоменклатуры25 } from '../objects/prices.ts';
import { объектыРасчетов } from '../objects/settlements.ts';
import { возвратТоваровОтКлиента, реализацияТоваровУслуг } from '../objects/shipments.ts';
import { changed, replacedBy, type Trait, withoutValues } from '../trait.ts';
import { vatRates114 } from '../vat-rates-11-4.ts';

/** VAT rates are elements of a catalog; before, values of an enumeration (onec-odata C0.1). */
const vatRateCatalog: Trait = {
  name: 'vatRateCatalog',
  sign: { set: номенклатура.set, property: 'СтавкаНДС_Key' },
  absent: {
    without: [ставкиНДС],
    changes: [
      changed(номенклатура, { has: { СтавкаНДС: ставкиНДС114 } }),
      changed(договорыКонтрагентов, { has: { СтавкаНДС: ставкиНДС114 } }),
      changed(заказКлиента, { tables: { Товары: { has: { СтавкаНДС: ставкиНДС114 } } } }),
      changed(приходныйКассовыйОрдер, {
        tables: { РасшифровкаПлатежа: { has: { СтавкаНДС: ставкиНДС114 } } },
      }),
      changed(поступлениеБезналичныхДенежныхСредств, {
        tables: { РасшифровкаПлатежа: { has: { СтавкаНДС: ставкиНДС114 } } },
      }),
      changed(операцияПоПлатежнойКарте, {
        tables: { РасшифровкаПлатежа: { has: { СтавкаНДС: ставкиНДС114 } } },
      }),
      changed(реализацияТоваровУслуг, { tables: { Товары: { has: { СтавкаНДС: ставкиНДС114 } } } }),
      changed(возвратТоваровОтКлиента, { tables: { Товары: { has: { СтавкаНДС: ставкиНДС114 } } } }),
    ],
    standIns: { [ставкиНДС.set]: vatRates114 },
    orders: { newVatRates: 'inEnumeration' },
  },
};

/** Rows of an order have an identifier beside their `КодСтроки`. */
const rowIdentifiers: Trait = {
  name: 'rowIdentifiers',
  sign: { set: заказКлиента.set, property: 'Товары/ИдентификаторСтроки' },
  absent: { changes: [changed(заказКлиента, { tables: { Товары: { lacks: ['ИдентификаторСтроки'] } } })] },
};

/** Whether goods are set aside for one order is a flag of the row; before, of the supply option (onec-odata C0.9). */
const separateSupply: Trait = {
  name: 'separateSupply',
  sign: { set: заказКлиента.set, property: 'Товары/Обособленно' },
  absent: {
    changes: [changed(заказКлиента, { tables: { Товары: { lacks: ['Обособленно'] } } })],
    enumerations: {
      ВариантыОбеспечения: replacedBy(
        choice(
          'ВариантыОбеспечения',
          'ОтгрузитьОбособленно',
          'Отгрузить',
          'СоСклада',
          'ИзЗаказов',
          'Обособленно',
          'Требуется',
          'НеТребуется',
        ),
      ),
    },
    renames: { ВариантыОбеспечения: { КОбеспечению: 'Требуется' } },
    nearest: {
      ВариантыОбеспечения: { РезервироватьПоМереПоступления: 'КОбеспечению', ПереданРанее: 'НеТребуется' },
    },
  },
};

/** Without settlement objects a row of a payment or of a return names what it settles: an order, a contract, a shipment. */
const settledDirectly = {
  lacks: ['ОбъектРасчетов'],
  tables: {
    РасшифровкаПлатежа: {
      lacks: ['ОбъектРасчетов'],
      has: {
        Заказ: composite(
          'Document_ЗаказКлиента',
          'Document_РеализацияТоваровУслуг',
          'Document_ВозвратТоваровОтКлиента',
          'Catalog_ДоговорыКонтрагентов',
        ),
      },
    },
  },
} as const;

/** What is settled is an element of a catalog (ut-filling 0.1); before, the order, contract or shipment itself. */
const settlementObjects: Trait = {
  name: 'settlementObjects',
  sign: { set: заказКлиента.set, property: 'ОбъектРасчетов_Key' },
  absent: {
    without: [объектыРасчетов],
    changes: [
      changed(заказКлиента, { lacks: ['ОбъектРасчетов'] }),
      changed(приходныйКассовыйОрдер, settledDirectly),
      changed(поступлениеБезналичныхДенежныхСредств, settledDirectly),
      changed(операцияПоПлатежнойКарте, settledDirectly),
      changed(реализацияТоваровУслуг, { tables: { Товары: { lacks: ['ОбъектРасчетов'] } } }),
      changed(возвратТоваровОтКлиента, settledDirectly),
    ],
    orders: { settledBy: 'document' },
    enumerations: {
      ПорядокРасчетов: replacedBy(
        choice('ПорядокРасчетов', 'ПоЗаказамНакладным', 'ПоДоговорамКонтрагентов', 'ПоНакладным'),
      ),
    },
    nearest: {
      ПорядокРасчетов: { ПоЗаказам: 'ПоЗаказамНакладным', ПоДоговорамНакладным: 'ПоДоговорамКонтрагентов' },
    },
    standIns: { [объектыРасчетов.set]: [] },
  },
};

/** A payment stage says what its days count from, and posting fills the stages of an agreement (onec-odata F1). */
const stageTerms: Trait = {
  name: 'stageTerms',
  sign: { set: заказКлиента.set, property: 'ЭтапыГрафикаОплаты/ВариантОтсчета' },
  absent: {
    changes: [
      changed(заказКлиента, { tables: { ЭтапыГрафикаОплаты: { lacks: ['Сдвиг', 'ВариантОтсчета'] } } }),
      changed(соглашенияСКлиентами, { tables: { ЭтапыГрафикаОплаты: { lacks: ['ВариантОтсчета'] } } }),
      changed(графикиОплаты, { tables: { Этапы: { lacks: ['ВариантОтсчета'] } } }),
    ],
    enumerations: {
      ВариантыКонтроляОплатыКлиентом: replacedBy(
        choice('ВариантыОплатыКлиентом', 'АвансДоОбеспечения', 'ПредоплатаДоОтгрузки', 'КредитПослеОтгрузки'),
      ),
    },
    nearest: { ВариантыКонтроляОплатыКлиентом: { КредитСдвиг: 'КредитПослеОтгрузки' } },
    orders: { agreementStages: 'sent' },
  },
};

/** Contacts of partners, and of their contact persons, have their structure as JSON (ut-filling 7). */
const partnerContactValues: Trait = {
  name: 'partnerContactValues',
  sign: { set: партнеры.set, property: 'КонтактнаяИнформация/Значение' },
  absent: {
    changes: [партнеры, контактныеЛицаПартнеров].map((object) =>
      changed(object, { tables: { КонтактнаяИнформация: { lacks: ['Значение'] } } }),
    ),
  },
};

/** The same of counterparties. */
const counterpartyContactValues: Trait = {
  name: 'counterpartyContactValues',
  sign: { set: контрагенты.set, property: 'КонтактнаяИнформация/Значение' },
  absent: { changes: [changed(контрагенты, { tables: { КонтактнаяИнформация: { lacks: ['Значение'] } } })] },
};

/** Delivery by one's own courier. */
const couriers: Trait = {
  name: 'couriers',
  sign: { set: заказКлиента.set, property: 'Курьер_Key' },
  absent: {
    changes: [changed(заказКлиента, { lacks: ['Курьер', 'Сборщик'] })],
    enumerations: { СпособыДоставки: withoutValues('ДоКлиентаКурьером') },
    nearest: { СпособыДоставки: { ДоКлиентаКурьером: 'ДоКлиента' } },
  },
};

/** Prices by characteristics for pricing, of "ценообразование 2.5" (ut-filling 6). */
const pricing25: Trait = {
  name: 'pricing25',
  sign: { set: ценыНоменклатуры25.set },
  absent: { without: [ценыНоменклатуры25] },
};

/** Rates of one currency in another; before, all of them in roubles. */
const relativeRates: Trait = {
  name: 'relativeRates',
  sign: { set: относительныеКурсыВалют.set },
  absent: { without: [относительныеКурсыВалют] },
};

/** A contract with the acquirer owns the terminals and says whose money they take; before, each terminal named its bank account. */
const acquiringContracts: Trait = {
  name: 'acquiringContracts',
  sign: { set: операцияПоПлатежнойКарте.set, property: 'ДоговорЭквайринга_Key' },
  absent: {
    without: [договорыЭквайринга],
    changes: [
      changed(операцияПоПлатежнойКарте, { lacks: ['ДоговорЭквайринга'] }),
      changed(эквайринговыеТерминалы, {
        has: { БанковскийСчет: reference('Catalog_БанковскиеСчетаОрганизаций') },
        shape: { codeLength: 12, owners: [] },
      }),
    ],
    standIns: { [договорыЭквайринга.set]: [] },
    orders: { terminalOwner: 'bankAccount' },
  },
};

/** The rest of what 11.5 brought: nothing that a flow depends on. */
const edition115: Trait = {
  name: 'edition115',
  sign: { set: заказКлиента.set, property: 'АдресДоставкиЗначение' },
  absent: {
    changes: [
      changed(заказКлиента, {
        lacks: [
          'ОплатаВВалюте',
          'АдресДоставкиЗначение',
          'АдресДоставкиПеревозчикаЗначение',
          'ЭтапГосконтрактаЕИС',
        ],
        tables: { Товары: { lacks: ['Подразделение', 'НоменклатураПартнера'] } },
      }),
      changed(партнеры, { lacks: ['ЗонаДоставки'] }),
      changed(контрагенты, { lacks: ['НаименованиеМеждународное'] }),
      changed(видыКонтактнойИнформации, {
        lacks: ['ИмяГруппы', 'ИмяПредопределенногоВида', 'МеждународныйФорматАдреса'],
        shape: { descriptionLength: 100 },
      }),
      changed(соглашенияСКлиентами, { lacks: ['ОплатаВВалюте'] }),
      changed(договорыКонтрагентов, {
        lacks: ['НалогообложениеНДС', 'НалогообложениеНДСОпределяетсяВДокументе', 'ОплатаВВалюте'],
      }),
      changed(характеристикиНоменклатуры, {
        lacks: ['ВидНоменклатуры', 'ХарактеристикаНоменклатурыДляЦенообразования'],
      }),
      changed(видыЦен, { lacks: ['Назначение'] }),
      changed(организации, { lacks: ['ВалютаРегламентированногоУчета'] }),
      changed(склады, { lacks: ['КонтролироватьСвободныеОстатки'] }),
      changed(кассы, { lacks: ['ОперационнаяКасса'] }),
      changed(эквайринговыеТерминалы, { lacks: ['ФизическоеЛицо'] }),
      changed(приходныйКассовыйОрдер, {
        lacks: ['Партнер', 'НалогообложениеНДС'],
        tables: {
          РасшифровкаПлатежа: { lacks: ['КурсЧислительВзаиморасчетов', 'КурсЗнаменательВзаиморасчетов'] },
        },
      }),
      changed(поступлениеБезналичныхДенежныхСредств, {
        lacks: ['Партнер', 'НалогообложениеНДС'],
        tables: {
          РасшифровкаПлатежа: { lacks: ['КурсЧислительВзаиморасчетов', 'КурсЗнаменательВзаиморасчетов'] },
        },
      }),
      changed(операцияПоПлатежнойКарте, {
        lacks: ['Партнер', 'НалогообложениеНДС'],
        tables: {
          РасшифровкаПлатежа: {
            lacks: ['КурсЧислительВзаиморасчетов', 'КурсЗнаменательВзаиморасчетов', 'ИдентификаторСтроки'],
          },
        },
      }),
      changed(реализацияТоваровУслуг, {
        lacks: ['ОплатаВВалюте', 'АдресДоставкиЗначение'],
        tables: { Товары: { lacks: ['Подразделение'] } },
      }),
      changed(возвратТоваровОтКлиента, { lacks: ['ОплатаВВалюте', 'Автор'] }),
    ],
    enumerations: {
      ТипыПлатежныхДокументов: withoutValues('РаспоряжениеОбОбязательнойПродаже'),
      СтатусыРеализацийТоваровУслуг: replacedBy(
        choice('СтатусыРеализацийТоваровУслуг', 'КПредоплате', 'УдалитьКОтгрузке', 'ВПути', 'Отгружено'),
      ),
      СпособыОпределенияСебестоимостиВозврата: withoutValues('ИзДокументаПередачи'),
      ТипыДоговоров: withoutValues(
        'СХранителем',
        'СКомитентомНаЗакупку',
        'СПереработчиком2_5',
        'РеализацияЧерезКомиссионера',
      ),
      ТипыНалогообложенияНДС: withoutValues(
        'ПроизводствоСДЦ',
        'ЭлектронныеУслуги',
        'РеализацияРаботУслугНаЭкспорт',
        'ПродажаПоПатенту',
      ),
    },
    nearest: { ТипыНалогообложенияНДС: { ПродажаПоПатенту: 'ПродажаНеОблагаетсяНДС' } },
  },
};

/** What came between 11.4 and 11.5.8. */
export const SINCE_11_5: readonly Trait[] = [
  vatRateCatalog,
  rowIdentifiers,
  separateSupply,
  settlementObjects,
  stageTerms,
  partnerContactValues,
  counterpartyContactValues,
  couriers,
  pricing25,
  relativeRates,
  acquiringContracts,
  edition115,
];
