import {
  date,
  flag,
  money,
  number,
  type PeriodicDescription,
  type RegisterDescription,
  reference,
} from '../describe.ts';

const price = {
  Цена: money(),
  Упаковка: reference('Catalog_УпаковкиЕдиницыИзмерения'),
  Валюта: reference('Catalog_Валюты'),
} as const;

/** Prices of goods and of their characteristics, made by documents that set prices (onec-odata C3). */
export const ценыНоменклатуры = {
  set: 'InformationRegister_ЦеныНоменклатуры',
  kind: 'periodicRegister',
  recorded: true,
  dimensions: ['Номенклатура', 'Характеристика', 'ВидЦены'],
  properties: {
    Номенклатура: reference('Catalog_Номенклатура'),
    Характеристика: reference('Catalog_ХарактеристикиНоменклатуры'),
    ВидЦены: reference('Catalog_ВидыЦен'),
    ...price,
  },
  tables: {},
} as const satisfies PeriodicDescription;

/** The same of "ценообразование 2.5": by characteristics, series and packages for pricing. */
export const ценыНоменклатуры25 = {
  set: 'InformationRegister_ЦеныНоменклатуры25',
  kind: 'periodicRegister',
  recorded: true,
  dimensions: ['Номенклатура', 'ХарактеристикаЦО', 'СерияЦО', 'УпаковкаЦО', 'ВидЦены'],
  properties: {
    Номенклатура: reference('Catalog_Номенклатура'),
    ХарактеристикаЦО: reference('Catalog_ХарактеристикиНоменклатурыДляЦенообразования'),
    СерияЦО: reference('Catalog_СерииНоменклатурыДляЦенообразования'),
    УпаковкаЦО: reference('Catalog_УпаковкиЕдиницыИзмерения'),
    ВидЦены: reference('Catalog_ВидыЦен'),
    ...price,
  },
  tables: {},
} as const satisfies PeriodicDescription;

/** Rates of currencies: `Курс` of the base's own for `Кратность` units. */
export const курсыВалют = {
  set: 'InformationRegister_КурсыВалют',
  kind: 'periodicRegister',
  recorded: false,
  dimensions: ['Валюта'],
  properties: {
    Валюта: reference('Catalog_Валюты'),
    Курс: number(10, 4),
    Кратность: number(10, 0),
  },
  tables: {},
} as const satisfies PeriodicDescription;

/** Rates of currencies since 11.5: one `Валюта` is `КурсЧислитель` / `КурсЗнаменатель` of the `БазоваяВалюта`. */
export const относительныеКурсыВалют = {
  set: 'InformationRegister_ОтносительныеКурсыВалют',
  kind: 'periodicRegister',
  recorded: false,
  dimensions: ['Валюта', 'БазоваяВалюта'],
  properties: {
    Валюта: reference('Catalog_Валюты'),
    БазоваяВалюта: reference('Catalog_Валюты'),
    КурсЧислитель: number(10, 4),
    КурсЗнаменатель: number(10, 4),
  },
  tables: {},
} as const satisfies PeriodicDescription;

/** The records of {@link ценыНоменклатуры25}, for the question whether there are any. */
export const записиЦенНоменклатуры25 = {
  set: `${ценыНоменклатуры25.set}_RecordType`,
  kind: 'informationRegister',
  dimensions: [],
  properties: { ВидЦены: reference('Catalog_ВидыЦен') },
  tables: {},
} as const satisfies RegisterDescription;

/** A constant is a set of one record (onec-odata A4). */
export const используетсяЦенообразование25 = {
  set: 'Constant_ИспользуетсяЦенообразование25',
  kind: 'informationRegister',
  dimensions: [],
  properties: { Value: flag() },
  tables: {},
} as const satisfies RegisterDescription;

/** From this day on pricing 2.5 is in force, if it is used at all (ut-filling 6). */
export const датаПереходаНаЦенообразование25 = {
  set: 'Constant_ДатаПереходаНаЦенообразование25',
  kind: 'informationRegister',
  dimensions: [],
  properties: { Value: date() },
  tables: {},
} as const satisfies RegisterDescription;
