import type { ObjectDescription } from './describe.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from './objects/agreements.ts';
import { валюты, пользователи } from './objects/company.ts';
import {
  видыКонтактнойИнформации,
  контактныеЛицаПартнеров,
  контрагенты,
  партнеры,
} from './objects/customers.ts';
import { видыНоменклатуры, номенклатура, ставкиНДС, характеристикиНоменклатуры } from './objects/goods.ts';
import {
  банковскиеСчетаКонтрагентов,
  банковскиеСчетаОрганизаций,
  кассы,
  эквайринговыеТерминалы,
} from './objects/money-places.ts';
import { заказКлиента } from './objects/order.ts';
import { графикиОплаты } from './objects/payment-schedules.ts';
import {
  договорыЭквайринга,
  операцияПоПлатежнойКарте,
  поступлениеБезналичныхДенежныхСредств,
  приходныйКассовыйОрдер,
  статьиДвиженияДенежныхСредств,
} from './objects/payments.ts';
import { ценыНоменклатуры, ценыНоменклатуры25 } from './objects/prices.ts';
import { объектыРасчетов, состоянияЗаказовКлиентов } from './objects/settlements.ts';
import {
  доступныеОстаткиТоваров,
  запасыИПотребности,
  распределениеЗапасов,
  свободныеОстатки,
  товарыНаСкладах,
} from './objects/stock.ts';

/** What the bridge does with a base. */
export type Flow =
  | 'orderImport'
  | 'companyImport'
  | 'payments'
  | 'linksRebuild'
  | 'catalogPublish'
  | 'stockPush'
  | 'pricePush';

/** What a shop may leave unused in the flows of orders; what only that needs is not demanded of its base. */
export type OrderPart =
  | 'agreements'
  | 'contracts'
  | 'characteristics'
  | 'departments'
  | 'companies'
  | 'contactPersons';

/** The same of payments: the documents that the settings name. */
export type PaymentPart = 'cashReceipt' | 'bankReceipt' | 'cardPayment';

/** The same of the flows of goods, each of which uses one generation of pricing. */
export type GoodsPart = 'characteristics' | 'kindHierarchy' | 'pricing20' | 'pricing25';

export type Part = OrderPart | PaymentPart | GoodsPart;

/** An object that a flow cannot do without. */
export interface Need {
  readonly object: ObjectDescription;
  /** Each of these does as well. */
  readonly or?: readonly ObjectDescription[];
  /**
   * Properties that the flow writes or cannot decide without, in the words of 11.5.20 and as a selection names them; 1C
   * ignores an unknown one without a word (onec-odata A7), so that they are looked for beforehand. What a trait translates or
   * leaves out is not demanded of a base without the trait.
   */
  readonly properties?: readonly string[];
  /** Needed only where this part is used. */
  readonly part?: Part;
  /** Needed only of bases with the trait, or only of those without it. */
  readonly where?: { readonly trait: string; readonly isPresent: boolean };
}

interface FlowRequirements {
  /** As the administrator reads it. */
  readonly title: string;
  readonly needs: readonly Need[];
}

const rows = (...columns: readonly string[]): readonly string[] =>
  columns.map((column) => `Товары/${column}`);
const stages = (...columns: readonly string[]): readonly string[] =>
  columns.map((column) => `ЭтапыГрафикаОплаты/${column}`);

const contacts = ['КонтактнаяИнформация/Вид_Key', 'КонтактнаяИнформация/Представление'] as const;

/** What reading goods cannot do without, whatever is read of them (lib/goods). */
const goods: readonly Need[] = [
  {
    object: номенклатура,
    properties: [
      'Артикул',
      'ВидНоменклатуры_Key',
      'ТипНоменклатуры',
      'ИспользованиеХарактеристик',
      'ВладелецХарактеристик_Key',
      'ЕдиницаИзмерения_Key',
      'СтавкаНДС_Key',
    ],
  },
  { object: характеристикиНоменклатуры, part: 'characteristics' },
  { object: видыНоменклатуры, part: 'kindHierarchy' },
];

/** One of the registers of stock will do; which is taken, `chooseStockRegister` says (D-23). */
const stock: readonly Need[] = [
  {
    object: запасыИПотребности,
    or: [доступныеОстаткиТоваров, распределениеЗапасов, свободныеОстатки, товарыНаСкладах],
  },
];

/** The register that the pricing in force fills (D-24). */
const prices: readonly Need[] = [
  { object: ценыНоменклатуры, part: 'pricing20' },
  { object: ценыНоменклатуры25, part: 'pricing25' },
];

/** What each flow needs of a base: the guide to the publication lists it for people, a test compares. */
export const REQUIREMENTS: Readonly<Record<Flow, FlowRequirements>> = {
  orderImport: {
    title: 'загрузка заказов',
    needs: [
      {
        object: заказКлиента,
        properties: [
          'Партнер_Key',
          'Контрагент_Key',
          'Организация_Key',
          'Склад_Key',
          'Валюта_Key',
          'ЦенаВключаетНДС',
          'НалогообложениеНДС',
          'ХозяйственнаяОперация',
          'Статус',
          'СуммаДокумента',
          'СкидкиРассчитаны',
          'НомерПоДаннымКлиента',
          'ДатаПоДаннымКлиента',
          'СпособДоставки',
          'АдресДоставки',
          ...rows(
            'КодСтроки',
            'Номенклатура_Key',
            'Характеристика_Key',
            'Количество',
            'КоличествоУпаковок',
            'Цена',
            'Сумма',
            'СтавкаНДС_Key',
            'СуммаНДС',
            'СуммаСНДС',
            'ВариантОбеспечения',
            'Отменено',
          ),
          ...stages('ВариантОплаты', 'ДатаПлатежа', 'ПроцентПлатежа', 'СуммаПлатежа', 'Сдвиг'),
        ],
      },
      {
        object: заказКлиента,
        properties: [
          'СпособДоставки25',
          'ТочкаДоставки_Key',
          'ВидПланированияДоставки',
          'СпособУказанияДоставки',
        ],
        where: { trait: 'deliveryPoints', isPresent: true },
      },
      { object: партнеры, properties: ['ДатаРегистрации', 'Клиент', ...contacts] },
      { object: контрагенты, properties: ['Партнер_Key', 'ЮрФизЛицо', ...contacts] },
      { object: видыКонтактнойИнформации },
      { object: валюты },
      { object: номенклатура },
      { object: ставкиНДС },
      { object: состоянияЗаказовКлиентов },
      { object: характеристикиНоменклатуры, part: 'characteristics' },
      { object: соглашенияСКлиентами, part: 'agreements' },
      { object: графикиОплаты, part: 'agreements', where: { trait: 'stageTerms', isPresent: false } },
      { object: договорыКонтрагентов, part: 'contracts' },
      { object: пользователи, part: 'departments' },
    ],
  },
  companyImport: {
    title: 'загрузка заказов организаций и предпринимателей',
    needs: [
      { object: партнеры, properties: ['ЮрФизЛицо'] },
      {
        object: контрагенты,
        properties: ['ЮридическоеФизическоеЛицо', 'ИНН', 'КПП', 'КодПоОКПО', 'РегистрационныйНомер'],
      },
      // Alike in every build: looking at each would cost every base two requests an hour.
      { object: банковскиеСчетаКонтрагентов, part: 'companies' },
      { object: контактныеЛицаПартнеров, part: 'contactPersons' },
      { object: заказКлиента, properties: ['КонтактноеЛицо_Key'] },
    ],
  },
  payments: {
    title: 'загрузка оплат',
    needs: [
      // Alike in every build: looking at their properties would cost every base requests each hour.
      { object: приходныйКассовыйОрдер, part: 'cashReceipt' },
      { object: кассы, part: 'cashReceipt' },
      { object: поступлениеБезналичныхДенежныхСредств, part: 'bankReceipt' },
      { object: банковскиеСчетаОрганизаций, part: 'bankReceipt' },
      { object: операцияПоПлатежнойКарте, part: 'cardPayment' },
      { object: эквайринговыеТерминалы, part: 'cardPayment' },
      {
        object: договорыЭквайринга,
        part: 'cardPayment',
        where: { trait: 'acquiringContracts', isPresent: true },
      },
      { object: банковскиеСчетаОрганизаций, part: 'cardPayment' },
      { object: статьиДвиженияДенежныхСредств },
      { object: объектыРасчетов, where: { trait: 'settlementObjects', isPresent: true } },
    ],
  },
  linksRebuild: {
    title: 'восстановление связей',
    needs: [
      {
        object: заказКлиента,
        properties: [
          'НомерПоДаннымКлиента',
          'ДатаПоДаннымКлиента',
          ...rows('КодСтроки', 'Номенклатура_Key', 'Характеристика_Key'),
        ],
      },
      { object: партнеры },
      { object: контрагенты, properties: ['Партнер_Key'] },
      { object: номенклатура },
    ],
  },
  catalogPublish: {
    title: 'каталог товаров',
    needs: [
      ...goods,
      {
        object: номенклатура,
        properties: [
          'НаименованиеПолное',
          'Описание',
          'Производитель_Key',
          'Марка_Key',
          'ФайлКартинки_Key',
          'ОсобенностьУчета',
          'НаборУпаковок_Key',
          'ВесИспользовать',
          'ВесЧислитель',
          'ВесЗнаменатель',
          'ВесЕдиницаИзмерения_Key',
        ],
      },
      { object: ставкиНДС },
      ...stock,
      ...prices,
    ],
  },
  // The purchase price is an addition: without a register of prices the stock is sent all the same.
  stockPush: { title: 'передача остатков', needs: [...goods, ...stock] },
  pricePush: { title: 'передача цен', needs: [...goods, ...prices] },
};
