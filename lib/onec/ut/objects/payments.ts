import {
  type CatalogDescription,
  choice,
  composite,
  type DocumentDescription,
  date,
  flag,
  money,
  number,
  reference,
  text,
} from '../describe.ts';
import { дополнительныеРеквизиты } from './common-tables.ts';
import { типыНалогообложенияНДС, хозяйственныеОперации } from './enumerations.ts';

/** What a row of a payment pays; the order's settlement object, never its basis alone, is what counts (ut-filling 1.2). */
const расшифровкаПлатежа = {
  Партнер: reference('Catalog_Партнеры'),
  СтатьяДвиженияДенежныхСредств: reference('Catalog_СтатьиДвиженияДенежныхСредств'),
  ОснованиеПлатежа: composite('Document_ЗаказКлиента', 'Document_РеализацияТоваровУслуг'),
  ОбъектРасчетов: reference('Catalog_ОбъектыРасчетов'),
  Сумма: money(),
  СуммаВзаиморасчетов: money(),
  ВалютаВзаиморасчетов: reference('Catalog_Валюты'),
  КурсЧислительВзаиморасчетов: number(10, 4),
  КурсЗнаменательВзаиморасчетов: number(10, 4),
  СтавкаНДС: reference('Catalog_СтавкиНДС'),
  СуммаНДС: money(),
  ИдентификаторСтроки: text(36),
} as const;

/** What all documents of payment have. */
const платеж = {
  Организация: reference('Catalog_Организации'),
  СуммаДокумента: money(),
  ХозяйственнаяОперация: хозяйственныеОперации,
  Контрагент: reference('Catalog_Контрагенты'),
  Партнер: reference('Catalog_Партнеры'),
  Валюта: reference('Catalog_Валюты'),
  Комментарий: text(),
  Подразделение: reference('Catalog_СтруктураПредприятия'),
  ОбъектРасчетов: reference('Catalog_ОбъектыРасчетов'),
  НалогообложениеНДС: типыНалогообложенияНДС,
} as const;

const основание = composite('Document_ЗаказКлиента', 'Document_РеализацияТоваровУслуг');
const договор = composite('Catalog_ДоговорыМеждуОрганизациями', 'Catalog_ДоговорыКонтрагентов');

/** A cash receipt (ut-filling 2.2). */
export const приходныйКассовыйОрдер = {
  set: 'Document_ПриходныйКассовыйОрдер',
  kind: 'document',
  numberLength: 11,
  properties: {
    ...платеж,
    Касса: reference('Catalog_Кассы'),
    ПринятоОт: text(250),
    ДокументОснование: основание,
    Договор: договор,
  },
  tables: {
    РасшифровкаПлатежа: { ...расшифровкаПлатежа, Организация: reference('Catalog_Организации') },
    ДополнительныеРеквизиты: дополнительныеРеквизиты,
  },
} as const satisfies DocumentDescription;

/** A receipt on a bank account; without ПроведеноБанком it moves neither money nor settlements (ut-filling 1.2). */
export const поступлениеБезналичныхДенежныхСредств = {
  set: 'Document_ПоступлениеБезналичныхДенежныхСредств',
  kind: 'document',
  numberLength: 11,
  properties: {
    ...платеж,
    БанковскийСчет: reference('Catalog_БанковскиеСчетаОрганизаций'),
    БанковскийСчетКонтрагента: reference('Catalog_БанковскиеСчетаКонтрагентов'),
    ТипПлатежногоДокумента: choice(
      'ТипыПлатежныхДокументов',
      'ПлатежноеПоручение',
      'Аккредитив',
      'ПлатежноеТребование',
      'ИнкассовоеПоручение',
      'ПлатежныйОрдер',
      'БанковскийОрдер',
      'РаспоряжениеОбОбязательнойПродаже',
    ),
    НомерВходящегоДокумента: text(20),
    ДатаВходящегоДокумента: date(),
    НазначениеПлатежа: text(250),
    ПроведеноБанком: flag(),
    ДатаПроведенияБанком: date(),
    ДокументОснование: основание,
    Договор: договор,
  },
  tables: {
    РасшифровкаПлатежа: { ...расшифровкаПлатежа, Организация: reference('Catalog_Организации') },
    ДополнительныеРеквизиты: дополнительныеРеквизиты,
  },
} as const satisfies DocumentDescription;

/** A payment by card through an acquirer; its rows have no organisation (ut-filling 2.4). */
export const операцияПоПлатежнойКарте = {
  set: 'Document_ОперацияПоПлатежнойКарте',
  kind: 'document',
  numberLength: 11,
  properties: {
    ...платеж,
    ЭквайринговыйТерминал: reference('Catalog_ЭквайринговыеТерминалы'),
    ДоговорЭквайринга: reference('Catalog_ДоговорыЭквайринга'),
    НомерПлатежнойКарты: text(22),
    Ответственный: reference('Catalog_Пользователи'),
    ДокументОснование: основание,
    Договор: reference('Catalog_ДоговорыКонтрагентов'),
  },
  tables: { РасшифровкаПлатежа: расшифровкаПлатежа },
} as const satisfies DocumentDescription;

/** Money given out of a cash desk; UT makes a refund by the receipt that it gives back (ut-filling 1.2). */
export const расходныйКассовыйОрдер = {
  set: 'Document_РасходныйКассовыйОрдер',
  kind: 'document',
  numberLength: 11,
  properties: {
    ДокументОснование: composite('Document_ПриходныйКассовыйОрдер'),
    ХозяйственнаяОперация: хозяйственныеОперации,
    Контрагент: reference('Catalog_Контрагенты'),
    СуммаДокумента: money(),
  },
  tables: {},
} as const satisfies DocumentDescription;

/** A contract with an acquirer, the owner of terminals. */
export const договорыЭквайринга = {
  set: 'Catalog_ДоговорыЭквайринга',
  kind: 'catalog',
  codeLength: 9,
  descriptionLength: 50,
  hierarchy: 'none',
  owners: [],
  properties: {
    Организация: reference('Catalog_Организации'),
    БанковскийСчет: reference('Catalog_БанковскиеСчетаОрганизаций'),
    ИспользуютсяЭквайринговыеТерминалы: flag(),
    ПодразделениеРасходов: reference('Catalog_СтруктураПредприятия'),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** An article of cash flow; UT has predefined ones for payments by customers and for refunds (ut-filling 1.2). */
export const статьиДвиженияДенежныхСредств = {
  set: 'Catalog_СтатьиДвиженияДенежныхСредств',
  kind: 'catalog',
  codeLength: 9,
  descriptionLength: 100,
  hierarchy: 'foldersAndItems',
  owners: [],
  properties: {},
  tables: { ХозяйственныеОперации: { ХозяйственнаяОперация: хозяйственныеОперации } },
} as const satisfies CatalogDescription;
