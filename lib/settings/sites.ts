import * as z from 'zod/mini';
import { DELIVERY_METHODS, TAXATIONS } from '../platform/ut-enumerations.ts';
import { dated } from './dated.ts';
import { choice, code, flag, list, reference, referenceOrNull, section, title } from './values.ts';

const NEW_ORDERS_NEEDED = 'Нужен null или объект {"orderMethod": …}';

/** Shops of the CRM, each with the organisation of 1C that sells there (original-import 1.4, `crm_Организации`). */
export const sites = list(
  section({
    code,
    name: title,
    organization: reference('Организации'),
    /** Where no warehouse of `warehouses` is named by the order. */
    warehouse: reference('Склады'),
    currency: reference('Валюты'),
    priority: referenceOrNull('Приоритеты'),
    taxation: dated(choice(TAXATIONS)),
    vatIncluded: dated(flag),
    agreement: referenceOrNull('СоглашенияСКлиентами'),
    bankAccount: referenceOrNull('БанковскиеСчетаОрганизаций', { isOwn: true }),
    cashDesk: referenceOrNull('Кассы', { isOwn: true }),
    terminal: referenceOrNull('ЭквайринговыеТерминалы'),
    deliveryMethod: choice(DELIVERY_METHODS),
    createShipments: flag,
    stock: flag,
    prices: flag,
    catalog: flag,
    warehouses: list(section({ crm: code, onec: reference('Склады') })),
    groups: list(
      reference('папка или элемент справочника Номенклатура либо ВидыНоменклатуры', { isFolderToo: true }),
    ),
    newOrders: z._default(
      z.nullable(z.strictObject({ orderMethod: z.nullable(code) }, NEW_ORDERS_NEEDED)),
      null,
    ),
  }),
);
