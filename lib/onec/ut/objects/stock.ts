import {
  type BalanceDescription,
  choice,
  composite,
  date,
  number,
  openChoice,
  type RegisterDescription,
  reference,
} from '../describe.ts';

const item = reference('Catalog_Номенклатура');
const characteristic = reference('Catalog_ХарактеристикиНоменклатуры');
const warehouse = reference('Catalog_Склады');
/** Filled for goods that are set aside for one order; free for all where it is empty (ut-filling 5). */
const purpose = reference('Catalog_Назначения');
const units = number(15, 3);

/** What lies in the warehouses, blind to reserves: `ВНаличии` − `КОтгрузке` does not leave yet (ut-filling 5). */
export const товарыНаСкладах = {
  set: 'AccumulationRegister_ТоварыНаСкладах',
  kind: 'balanceRegister',
  dimensions: ['Номенклатура', 'Характеристика', 'Назначение', 'Склад', 'Помещение', 'Серия'],
  resources: ['ВНаличии', 'КОтгрузке'],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Назначение: purpose,
    Склад: warehouse,
    Помещение: reference('Catalog_СкладскиеПомещения'),
    Серия: reference('Catalog_СерииНоменклатуры'),
    ВНаличии: units,
    КОтгрузке: units,
  },
  tables: {},
} as const satisfies BalanceDescription;

/**
 * Stock and demand since 11.5.12 (ut-filling 5): `ВНаличии` without rows that are being shipped, the others demand by
 * supply option. x = `ВНаличии` − `РезервироватьНаСкладе`; free is x where it is negative, else what
 * `РезервироватьПоМереПоступления` leaves of it, by item, characteristic and warehouse.
 */
export const запасыИПотребности = {
  set: 'AccumulationRegister_ЗапасыИПотребности',
  kind: 'balanceRegister',
  dimensions: ['Номенклатура', 'Характеристика', 'Склад', 'Назначение', 'Заказ', 'ДатаСобытия'],
  resources: [
    'ВНаличии',
    'Поступит',
    'Заказано',
    'РезервироватьНаСкладе',
    'РезервироватьПоМереПоступления',
    'ОтложитьРезервирование',
    'КОбеспечению',
    'НеОбеспечивать',
  ],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Склад: composite('Catalog_СтруктураПредприятия', 'Catalog_Склады'),
    Назначение: purpose,
    Заказ: composite('Document_ЗаказКлиента'),
    ДатаСобытия: date(),
    ВНаличии: units,
    Поступит: units,
    Заказано: units,
    РезервироватьНаСкладе: units,
    РезервироватьПоМереПоступления: units,
    ОтложитьРезервирование: units,
    КОбеспечению: units,
    НеОбеспечивать: units,
  },
  tables: {},
} as const satisfies BalanceDescription;

/** The same of 11.5.27: x is also without `ЗаблокированоВНаличии` (ut-filling 5). */
export const запасыИПотребности27 = {
  ...запасыИПотребности,
  resources: [
    ...запасыИПотребности.resources,
    'ЗаблокированоВНаличии',
    'ЗаблокированоПоступит',
    'КРазблокировке',
    'РезервироватьНаСкладеИзЗаблокированных',
    'РезервироватьПоМереПоступленияИзЗаблокированных',
  ],
  properties: {
    ...запасыИПотребности.properties,
    ЗаблокированоВНаличии: units,
    ЗаблокированоПоступит: units,
    КРазблокировке: units,
    РезервироватьНаСкладеИзЗаблокированных: units,
    РезервироватьПоМереПоступленияИзЗаблокированных: units,
  },
} as const satisfies BalanceDescription;

/** Since 11.5.27 goods also lie by controlled lot. */
export const товарыНаСкладах27 = {
  ...товарыНаСкладах,
  dimensions: [...товарыНаСкладах.dimensions, 'КонтролируемаяПартия'],
  properties: {
    ...товарыНаСкладах.properties,
    КонтролируемаяПартия: reference('Catalog_КонтролируемыеПартии'),
  },
} as const satisfies BalanceDescription;

/**
 * Free stock of 11.5.8 (onec-odata C3), derived by a background job: what lies free is `Свободно` of the records whose
 * `Состояние` is `ОстатокНаСкладе`. 11.5.20 still has it; in 11.5.27 it is another register under the same name.
 */
export const распределениеЗапасов = {
  set: 'InformationRegister_РаспределениеЗапасов',
  kind: 'informationRegister',
  dimensions: [
    'Номенклатура',
    'Характеристика',
    'Склад',
    'Назначение',
    'Состояние',
    'ЗаказНаОтгрузку',
    'ЖелаемаяДатаОтгрузки',
    'ЗаказНаПоступление',
    'ДатаПоступления',
    'ТипЗаписиРаспределенияЗапасов',
  ],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Склад: composite('Catalog_СтруктураПредприятия', 'Catalog_Склады'),
    Назначение: purpose,
    Состояние: choice(
      'РаспределениеЗапасовСостояния',
      'ОжидаемаяОтгрузка',
      'ОстатокНаСкладе',
      'ОжидаемоеПоступление',
      'ПоступлениеНеПодтвержденное',
      'ВРезерве',
      'ЗарезервированПриПоступлении',
      'ОбеспеченНаСкладе',
      'ОбеспеченКДате',
      'ОжидаетсяПоНеподтвержденномуЗаказу',
      'Обеспечить',
      'НеОбеспечивать',
    ),
    ЗаказНаОтгрузку: composite('Document_ЗаказКлиента'),
    ЖелаемаяДатаОтгрузки: date(),
    ЗаказНаПоступление: composite('Document_ЗаказПоставщику'),
    ДатаПоступления: date(),
    ТипЗаписиРаспределенияЗапасов: number(1, 0),
    Запас: units,
    Резерв: units,
    Свободно: units,
    ВНаличии: units,
  },
  tables: {},
} as const satisfies RegisterDescription;

/**
 * Another register that 11.5.27 has under the same name: what there is (`СостояниеЗапаса`) by what it is needed for
 * (`ХарактеристикаПотребности`). Free is what lies there and is needed for nothing, or for nothing yet (ut-filling 5).
 */
export const распределениеЗапасов27 = {
  set: 'InformationRegister_РаспределениеЗапасов',
  kind: 'informationRegister',
  dimensions: [
    'Номенклатура',
    'Характеристика',
    'Склад',
    'Назначение',
    'СостояниеЗапаса',
    'ХарактеристикаПотребности',
  ],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Склад: composite('Catalog_СтруктураПредприятия', 'Catalog_Склады'),
    Назначение: purpose,
    СостояниеЗапаса: openChoice('СостоянияЗапаса'),
    ХарактеристикаПотребности: openChoice('ХарактеристикиПотребности'),
    Количество: units,
  },
  tables: {},
} as const satisfies RegisterDescription;

/** Free stock of 11.4: `ВНаличии` − `ВРезервеСоСклада` − `ВРезервеПодЗаказ` (onec-odata C3). */
export const свободныеОстатки = {
  set: 'AccumulationRegister_СвободныеОстатки',
  kind: 'balanceRegister',
  dimensions: ['Номенклатура', 'Характеристика', 'Склад'],
  resources: ['ВНаличии', 'ВРезервеСоСклада', 'ВРезервеПодЗаказ'],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Склад: warehouse,
    ВНаличии: units,
    ВРезервеСоСклада: units,
    ВРезервеПодЗаказ: units,
  },
  tables: {},
} as const satisfies BalanceDescription;

/**
 * Free stock of 11.5.27, kept by a background job: rows of zeroes are absent, `Доступно` may be negative. Free for all
 * where `Назначение` and `КонтролируемаяПартия` are empty (ut-filling 5).
 */
export const доступныеОстаткиТоваров = {
  set: 'InformationRegister_ДоступныеОстаткиТоваров',
  kind: 'informationRegister',
  dimensions: ['Номенклатура', 'Характеристика', 'Склад', 'Назначение', 'КонтролируемаяПартия'],
  properties: {
    Номенклатура: item,
    Характеристика: characteristic,
    Склад: warehouse,
    Назначение: purpose,
    КонтролируемаяПартия: reference('Catalog_КонтролируемыеПартии'),
    ВНаличии: units,
    Доступно: units,
  },
  tables: {},
} as const satisfies RegisterDescription;
