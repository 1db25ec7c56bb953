import { choice, text } from '../describe.ts';
import { организации } from '../objects/company.ts';
import { банковскиеСчетаОрганизаций } from '../objects/money-places.ts';
import { заказКлиента } from '../objects/order.ts';
import { операцияПоПлатежнойКарте, поступлениеБезналичныхДенежныхСредств } from '../objects/payments.ts';
import { запасыИПотребности, распределениеЗапасов } from '../objects/stock.ts';
import { changed, replacedBy, type Trait, withoutValues } from '../trait.ts';

/** An order may be no more than a bill, where the base does not use orders to their full extent (ut-filling 1.1). */
const proformaOrders: Trait = {
  name: 'proformaOrders',
  sign: { set: заказКлиента.set, property: 'ЭтоЗаказКакСчет' },
  absent: { changes: [changed(заказКлиента, { lacks: ['ЭтоЗаказКакСчет'] })] },
};

/** Bonus points of the loyalty programme in the rows of an order. */
const bonusPoints: Trait = {
  name: 'bonusPoints',
  sign: { set: заказКлиента.set, property: 'Товары/СуммаБонусныхБалловКСписанию' },
  absent: {
    changes: [
      changed(заказКлиента, {
        tables: {
          Товары: {
            lacks: [
              'СуммаБонусныхБалловКСписанию',
              'СуммаБонусныхБалловКСписаниюВВалюте',
              'СуммаНачисленныхБонусныхБалловВВалюте',
            ],
          },
        },
      }),
    ],
  },
};

/** The register of stock and demand, since 11.5.12 (onec-odata C0.3). */
const supplyRegister: Trait = {
  name: 'supplyRegister',
  sign: { set: запасыИПотребности.set },
  absent: { without: [запасыИПотребности] },
};

/** The register that tells what lies free by a record's state: 11.5.8 to 11.5.20; 11.5.27 has another under the name. */
const stockAllocation: Trait = {
  name: 'stockAllocation',
  sign: { set: распределениеЗапасов.set, property: 'Свободно' },
  absent: { without: [распределениеЗапасов] },
};

/** What cannot be seen of 11.5.20. A client's number is cut to the 30 characters of older builds unless all else is there. */
const edition11520: Trait = {
  name: 'edition11520',
  sign: { traits: ['edition115', 'proformaOrders', 'bonusPoints'] },
  absent: {
    changes: [
      changed(заказКлиента, { has: { НомерПоДаннымКлиента: text(30) } }),
      changed(поступлениеБезналичныхДенежныхСредств, { has: { НомерВходящегоДокумента: text(11) } }),
      changed(операцияПоПлатежнойКарте, { lacks: ['ДокументОснование'] }),
      changed(организации, { lacks: ['Статус'] }),
      changed(банковскиеСчетаОрганизаций, { shape: { hierarchy: 'none' } }),
    ],
    enumerations: {
      ВариантыОбеспечения: replacedBy(
        choice(
          'ВариантыОбеспечения',
          'УдалитьОтгрузитьОбособленно',
          'Отгрузить',
          'СоСклада',
          'РезервироватьПоМереПоступления',
          'УдалитьОбособленно',
          'КОбеспечению',
          'НеТребуется',
          'ПереданРанее',
        ),
      ),
      РаспределениеЗапасовСостояния: replacedBy(
        choice(
          'РаспределениеЗапасовСостояния',
          'ОжидаемаяОтгрузка',
          'ОстатокНаСкладе',
          'ОжидаемоеПоступление',
          'ОбеспеченНаСкладе',
          'ОбеспеченКДате',
          'Обеспечить',
          'УдалитьОтложитьОбеспечение',
          'ВРезерве',
          'НеОбеспечивать',
          'ПоступлениеНеПодтвержденное',
          'ОжидаетсяПоНеподтвержденномуЗаказу',
        ),
      ),
      СпособыОпределенияСебестоимостиВозврата: ({ values }) =>
        choice('СпособыОпределенияСебестоимости', ...values),
      СтавкиНДС: withoutValues('НДС5', 'НДС5_105', 'НДС7', 'НДС7_107'),
      ТипыДоговоров: withoutValues(
        'СДавальцем2_5',
        'СПереработчиком2_5_ЕАЭС',
        'ПередачаВАренду',
        'Субаренда',
      ),
      ТипыНалогообложенияНДС: withoutValues(
        'РеверсивноеОбложениеНДС',
        'ОблагаетсяНДССМежценовойРазницы',
        'Космос',
        'ПродажаОблагаетсяНДСВСтранеЕАЭС',
        'ЛьготноеНалогообложениеНДСНаУСН',
      ),
    },
  },
};

/** What came between 11.5.8 and 11.5.20, or went after it. */
export const SINCE_11_5_20: readonly Trait[] = [
  proformaOrders,
  bonusPoints,
  supplyRegister,
  stockAllocation,
  edition11520,
];
