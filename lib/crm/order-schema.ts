import * as z from 'zod/mini';
import type { CrmContragent, CrmCustomer, CrmDelivery, CrmItem, CrmOrder, CrmPayment } from './order.ts';
import {
  anyText,
  date,
  dateTime,
  dayOrDateTime,
  figure,
  flag,
  id,
  list,
  text,
  timeOfDay,
} from './wire-values.ts';

const optional = z.exactOptional;
const map = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, 'not a map');

/** What the CRM nests into a map of one field, `{ "code": "base" }`. */
const code = z.pipe(
  map({ code: text }),
  z.transform((reference) => reference.code),
);

const contragent: z.ZodMiniType<CrmContragent> = map({
  contragentType: optional(
    z.enum(['individual', 'legal-entity', 'enterpreneur'], 'not a known contragent type'),
  ),
  legalName: optional(text),
  legalAddress: optional(text),
  INN: optional(text),
  KPP: optional(text),
  OKPO: optional(text),
  OGRN: optional(text),
  OGRNIP: optional(text),
  certificateNumber: optional(text),
  certificateDate: optional(date),
  bankAddress: optional(text),
  BIK: optional(text),
  bank: optional(text),
  bankAccount: optional(text),
  corrAccount: optional(text),
});

const phones = z.pipe(
  list(map({ number: optional(text) })),
  z.transform((entries) => entries.flatMap(({ number }) => (number === undefined ? [] : [number]))),
);

const customer: z.ZodMiniType<CrmCustomer> = map({
  // Accounts without corporate customers know persons only and need not say so.
  type: z._default(z.enum(['customer', 'customer_corporate'], 'not a known customer type'), 'customer'),
  id,
  externalId: optional(text),
  nickName: optional(text),
  lastName: optional(text),
  firstName: optional(text),
  patronymic: optional(text),
  email: optional(text),
  phones,
  createdAt: optional(dateTime),
});

const externalIds = z.pipe(
  list(map({ code: optional(text), value: optional(text) })),
  z.transform((entries) =>
    entries.flatMap((entry) =>
      entry.code === undefined || entry.value === undefined ? [] : [{ code: entry.code, value: entry.value }],
    ),
  ),
);

/** Item properties come as a map by code; a list, which the CRM takes in requests, is brought to the same shape. */
const properties = z._default(
  z.pipe(
    z.transform((value) => (Array.isArray(value) ? Object.fromEntries(value.map(byCode)) : value)),
    z.record(
      z.string(),
      map({ code: optional(text), name: optional(text), value: optional(text) }),
      'not a map',
    ),
  ),
  {},
);

function byCode(property: unknown, index: number): [string, unknown] {
  const hasCode = typeof property === 'object' && property !== null && 'code' in property;
  return [hasCode ? String(property.code) : String(index), property];
}

const item: z.ZodMiniType<CrmItem> = map({
  id,
  status: optional(text),
  isCanceled: z._default(flag, false),
  quantity: figure,
  initialPrice: figure,
  discountTotal: optional(figure),
  prices: list(map({ price: figure, quantity: figure })),
  vatRate: optional(anyText),
  discounts: list(map({ type: text, amount: figure })),
  markingObjects: list(map({ code: text, provider: optional(text) })),
  priceType: optional(code),
  offer: optional(
    map({
      id: optional(id),
      externalId: optional(text),
      xmlId: optional(text),
      name: optional(text),
      article: optional(text),
    }),
  ),
  externalIds,
  properties,
});

const delivery: z.ZodMiniType<CrmDelivery> = z.pipe(
  map({
    code: optional(text),
    cost: optional(figure),
    vatRate: optional(anyText),
    date: optional(date),
    time: optional(map({ from: optional(timeOfDay), to: optional(timeOfDay) })),
    address: optional(
      map({
        index: optional(text),
        city: optional(text),
        metro: optional(text),
        text: optional(text),
        notes: optional(text),
      }),
    ),
  }),
  z.transform(({ time, ...rest }) => ({
    ...rest,
    ...(time?.from === undefined ? {} : { timeFrom: time.from }),
    ...(time?.to === undefined ? {} : { timeTo: time.to }),
  })),
);

const payment: z.ZodMiniType<CrmPayment> = map({
  id,
  externalId: optional(text),
  type: optional(text),
  status: optional(text),
  amount: optional(figure),
  paidAt: optional(dayOrDateTime),
  comment: optional(text),
});

/**
 * An order of an answer from which empty fields were taken out (retailcrm-api 3): unknown fields are dropped, figures become
 * decimal texts, lists and maps are never absent.
 */
export const orderSchema: z.ZodMiniType<Omit<CrmOrder, 'unreadable'>> = map({
  id,
  number: text,
  externalId: optional(text),
  site: text,
  status: text,
  orderType: optional(text),
  orderMethod: optional(text),
  createdAt: dateTime,
  managerId: optional(id),
  countryIso: optional(text),
  lastName: optional(text),
  firstName: optional(text),
  patronymic: optional(text),
  phone: optional(text),
  additionalPhone: optional(text),
  email: optional(text),
  customer: optional(customer),
  contact: optional(customer),
  company: optional(
    map({ id, externalId: optional(text), name: optional(text), contragent: optional(contragent) }),
  ),
  contragent: optional(contragent),
  currency: optional(text),
  totalSumm: figure,
  bonusesChargeTotal: optional(figure),
  bonusesCreditTotal: optional(figure),
  items: list(item),
  delivery: z._default(delivery, {}),
  payments: list(payment),
  shipmentStore: optional(text),
  shipmentDate: optional(date),
  customerComment: optional(text),
  managerComment: optional(text),
  customFields: z._default(z.record(z.string(), z.unknown(), 'not a map'), {}),
});
