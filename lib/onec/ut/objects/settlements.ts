import {
  type CatalogDescription,
  composite,
  date,
  flag,
  money,
  number,
  type RegisterDescription,
  reference,
  text,
} from '../describe.ts';
import { типыОбъектовРасчетов, типыРасчетовСПартнерами } from './enumerations.ts';

/** What a settlement is about: an order, a contract, a shipment or a payment (ut-filling 0.1). */
export const объектыРасчетов = {
  set: 'Catalog_ОбъектыРасчетов',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 128,
  hierarchy: 'none',
  owners: [],
  properties: {
    Объект: composite(
      'Document_ЗаказКлиента',
      'Document_РеализацияТоваровУслуг',
      'Document_ВозвратТоваровОтКлиента',
      'Document_ПриходныйКассовыйОрдер',
      'Document_ПоступлениеБезналичныхДенежныхСредств',
      'Document_ОперацияПоПлатежнойКарте',
      'Catalog_ДоговорыКонтрагентов',
    ),
    ТипРасчетов: типыРасчетовСПартнерами,
    ТипОбъектаРасчетов: типыОбъектовРасчетов,
    Состояние: number(1, 0),
    Менеджер: reference('Catalog_Пользователи'),
    Подразделение: reference('Catalog_СтруктураПредприятия'),
    ИдентификаторПлатежа: text(25),
    Номер: text(128),
    Дата: date('dateTime'),
    Сумма: money(),
    Валюта: reference('Catalog_Валюты'),
    Партнер: reference('Catalog_Партнеры'),
    Организация: reference('Catalog_Организации'),
    Контрагент: composite('Catalog_Организации', 'Catalog_Контрагенты'),
    Договор: composite('Catalog_ДоговорыМеждуОрганизациями', 'Catalog_ДоговорыКонтрагентов'),
    ОплатаВВалюте: flag(),
    ВалютаВзаиморасчетов: reference('Catalog_Валюты'),
    СуммаВзаиморасчетов: money(),
    Соглашение: composite('Catalog_СоглашенияСПоставщиками', 'Catalog_СоглашенияСКлиентами'),
  },
  tables: {},
} as const satisfies CatalogDescription;

/** The state of an order as UT computes it (ut-filling 4). Absent for an order that is not posted. */
export const состоянияЗаказовКлиентов = {
  set: 'InformationRegister_СостоянияЗаказовКлиентов',
  kind: 'informationRegister',
  dimensions: ['Заказ'],
  properties: {
    Заказ: composite('Document_ЗаявкаНаВозвратТоваровОтКлиента', 'Document_ЗаказКлиента'),
    Состояние: composite('Enum_СостоянияЗаказовКлиентов', 'Enum_СостоянияЗаявокНаВозвратТоваровОтКлиентов'),
    ДатаСобытия: date(),
    СуммаОплаты: money(),
    ПроцентОплаты: number(3, 0),
    СуммаОтгрузки: money(),
    ПроцентОтгрузки: number(3, 0),
    СуммаДолга: money(),
    ПроцентДолга: number(3, 0),
    ЕстьРасхожденияОрдерНакладная: flag(),
  },
  tables: {},
} as const satisfies RegisterDescription;
