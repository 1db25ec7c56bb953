import * as z from 'zod/mini';
import { DELIVERY_METHODS } from '../platform/ut-enumerations.ts';
import { codes } from './codes.ts';
import { payments } from './payments.ts';
import { sites } from './sites.ts';
import { itemStatuses, states, statuses } from './statuses.ts';
import {
  choice,
  code,
  contact,
  dayOrNull,
  flag,
  list,
  number,
  optionalSection,
  publicAddressOrNull,
  reference,
  referenceOrComment,
  referenceOrNull,
  section,
  timeZone,
  whole,
} from './values.ts';

const MINUTES = whole(0, 10_080);

/**
 * The exchange settings (contract 3). Unknown keys are refused; a key with a default may be left out, every other key
 * is required. What one value alone cannot show, a doubled code or a payment without a cash desk, is `references.ts`'s.
 */
export const settingsSchema = section({
  timeZone,
  startDate: dayOrNull,
  exchange: section({
    importOrders: flag,
    exportOrders: flag,
    exportNewOrders: flag,
    stock: flag,
    prices: flag,
    catalog: flag,
  }),
  create: section({ payments: flag, shipments: flag, returns: flag }),
  export: section({
    payments: flag,
    refunds: flag,
    shipments: flag,
    returns: flag,
    markingCodes: flag,
  }),
  corporateCustomers: flag,
  reservations: z._default(flag, false),
  orderUse: choice(['stockAndToOrder', 'stockOnly', 'invoice']),
  vatRate: z._default(choice(['product', 'crm']), 'product'),
  deletedOrders: z._default(choice(['report', 'cancel']), 'report'),
  firstImport: optionalSection(
    { statuses: z._default(list(code), []), paidOnly: z._default(flag, false) },
    {},
  ),
  otherSites: z._default(choice(['park', 'skip']), 'park'),
  customers: optionalSection({ ignoredContacts: z._default(list(contact), []) }, {}),
  offers: section({
    crmField: choice(['xmlId', 'externalId']),
    onecField: choice(['code', 'article', 'guid']),
    characteristics: flag,
    organizationPrefix: flag,
    hierarchy: choice(['groups', 'kinds']),
  }),
  prices: section({
    sale: reference('ВидыЦен'),
    purchase: referenceOrNull('ВидыЦен'),
    types: list(section({ crm: code, onec: reference('ВидыЦен') })),
    zero: z._default(choice(['send', 'remove', 'skip']), 'send'),
  }),
  catalog: optionalSection(
    {
      imageBaseUrl: z._default(publicAddressOrNull, null),
      maxShrinkPercent: z._default(number(0, 100), 30),
      purchasePrice: z._default(flag, true),
    },
    {},
  ),
  deliveryItem: reference('Номенклатура, услуга', { isService: true }),
  accessGroup: referenceOrNull('ГруппыДоступаПартнеров'),
  defaultUser: z._default(referenceOrNull('Пользователи'), null),
  paymentDelayDays: whole(0, 3650),
  cancelReason: z._default(referenceOrNull('ПричиныОтменыЗаказовКлиентов'), null),
  sites,
  statuses,
  states,
  itemStatuses,
  codes,
  managers: list(section({ crm: whole(1, Number.MAX_SAFE_INTEGER), onec: reference('Пользователи') })),
  payments,
  deliveries: list(
    section({ crm: code, method: choice(DELIVERY_METHODS), carrier: referenceOrNull('Партнеры') }),
  ),
  customFields: z._default(
    list(section({ crm: code, onec: referenceOrComment('ДополнительныеРеквизитыИСведения') })),
    [],
  ),
  exceptCounterparties: z._default(list(reference('Контрагенты')), []),
  unlinkedPartners: z._default(list(reference('Партнеры')), []),
  ut: optionalSection(
    {
      agreements: z._default(choice(['none', 'standard', 'individual', 'both']), 'both'),
      contracts: z._default(flag, false),
      partnersAreCounterparties: z._default(flag, true),
      cardPayments: z._default(flag, true),
      pricing: z._default(choice(['auto', '2.0', '2.5']), 'auto'),
    },
    {},
  ),
  limits: optionalSection(
    { crmRps: z._default(number(1, 100), 8), onecParallel: z._default(whole(1, 50), 3) },
    {},
  ),
  schedules: optionalSection(
    {
      'order-poll': z._default(MINUTES, 1),
      'onec-poll': z._default(MINUTES, 5),
      'stock-push': z._default(MINUTES, 5),
      'price-push': z._default(MINUTES, 60),
      'catalog-publish': z._default(MINUTES, 180),
    },
    {},
  ),
});

type DeepReadonly<T> = T extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Checked settings: every default filled in, every GUID in lower case. */
export type Settings = DeepReadonly<z.output<typeof settingsSchema>>;

export type StatusRow = Settings['statuses'][number];
export type StateRow = Settings['states'][number];
export type ItemStatusRow = Settings['itemStatuses'][number];
