import * as z from 'zod/mini';
import { MalformedFigure, parseScaled } from '../../../../lib/money/decimal.ts';
import { type Kopecks, parseKopecks, parseQuantity, type Quantity } from '../../../../lib/money/kopecks.ts';
import { fieldErrors } from '../field-errors.ts';
import { badEntity, missingParameter } from '../refusal.ts';

/** A figure as clients send it: a JSON number or a decimal text. */
const figure = z.union(
  [z.number(), z.string().check(z.regex(/^-?\d+(\.\d+)?$/, 'not a number'))],
  'not a number',
);

const money = z.pipe(
  figure.check(z.refine((value) => Number(value) >= 0, 'must not be negative')),
  z.transform((value): Kopecks => parseKopecks(value)),
);
const quantity = z.pipe(
  figure.check(z.refine((value) => Number(value) > 0, 'must be positive')),
  z.transform((value): Quantity => parseQuantity(value)),
);
const percent = z.pipe(
  figure.check(z.refine((value) => Number(value) >= 0 && Number(value) <= 100, 'must be from 0 to 100')),
  z.transform((value): number => parseScaled(value, 2)),
);
const text = z.string('not a text');
/** A scalar of the header: null and '' wipe the stored value. */
const wipeable = z.optional(z.nullable(text));
const dateTime = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'not a date of the form Y-m-d H:i:s'));
const date = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a date of the form Y-m-d'));
const time = z.string().check(z.regex(/^\d\d:\d\d$/, 'not a time of the form H:i'));
const id = z.number('not an id').check(z.int(), z.positive());

const item = z.strictObject({
  id: z.optional(id),
  externalId: z.optional(text),
  externalIds: z.optional(z.array(z.strictObject({ code: text, value: text }))),
  offer: z.optional(
    z.strictObject({ id: z.optional(id), externalId: z.optional(text), xmlId: z.optional(text) }),
  ),
  productName: z.optional(text),
  initialPrice: z.optional(money),
  purchasePrice: z.optional(money),
  quantity: z.optional(quantity),
  discountManualAmount: z.optional(money),
  discountManualPercent: z.optional(percent),
  vatRate: z.optional(z.string().check(z.regex(/^(none|\d{1,2}(\.\d{1,2})?)$/, 'not a VAT rate'))),
  status: z.optional(text),
  priceType: z.optional(z.strictObject({ code: text })),
  comment: z.optional(text),
  properties: z.optional(z.array(z.strictObject({ code: z.optional(text), name: text, value: text }))),
});

const payment = z.strictObject({
  id: z.optional(id),
  externalId: z.optional(text),
  type: text,
  status: z.optional(text),
  amount: z.optional(money),
  paidAt: z.optional(dateTime),
  comment: z.optional(text),
});

const delivery = z.strictObject({
  code: z.optional(text),
  cost: z.optional(money),
  netCost: z.optional(money),
  vatRate: z.optional(text),
  date: z.optional(date),
  time: z.optional(
    z.strictObject({ from: z.optional(time), to: z.optional(time), custom: z.optional(text) }),
  ),
  address: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});

/** A customer card by id or externalId. */
const somebody = z.strictObject({
  id: z.optional(id),
  externalId: z.optional(text),
  site: z.optional(text),
});

/** What an edit over the API may carry (retailcrm-api 3); unknown keys are refused, so that a typo shows. */
const EDIT = z.strictObject({
  number: z.optional(text),
  externalId: wipeable,
  orderType: z.optional(text),
  orderMethod: z.optional(text),
  countryIso: wipeable,
  lastName: wipeable,
  firstName: wipeable,
  patronymic: wipeable,
  phone: wipeable,
  additionalPhone: wipeable,
  email: wipeable,
  managerId: z.optional(z.nullable(id)),
  customerComment: wipeable,
  managerComment: wipeable,
  statusComment: wipeable,
  shipmentStore: wipeable,
  shipmentDate: z.optional(z.nullable(date)),
  shipped: z.optional(z.boolean()),
  call: z.optional(z.boolean()),
  expired: z.optional(z.boolean()),
  weight: z.optional(z.number()),
  length: z.optional(z.number()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  createdAt: z.optional(dateTime),
  status: z.optional(text),
  discountManualAmount: z.optional(money),
  discountManualPercent: z.optional(percent),
  customer: z.optional(
    z.extend(somebody, {
      type: z.optional(z.enum(['customer', 'customer_corporate'])),
      nickName: z.optional(text),
    }),
  ),
  contact: z.optional(somebody),
  company: z.optional(z.strictObject({ id: z.optional(id), externalId: z.optional(text) })),
  contragent: z.optional(z.record(z.string(), text)),
  items: z.optional(z.array(item)),
  delivery: z.optional(delivery),
  customFields: z.optional(z.record(z.string(), z.unknown())),
});

/** A new order; also what a person in the CRM may change: payments have addresses of their own in the API. */
const FULL = z.extend(EDIT, { payments: z.optional(z.array(payment)) });

export type OrderInput = z.infer<typeof FULL>;
export type ItemInput = z.infer<typeof item>;
export type PaymentInput = z.infer<typeof payment>;
export type DeliveryInput = z.infer<typeof delivery>;

/**
 * Reads the form parameter `order`.
 *
 * @param scope `edit` has no payments, `full` has.
 * @throws {Refusal} 400: the parameter is missing, not JSON, or its fields are wrong; each field is named.
 */
export function parseOrderParameter(json: string | undefined, scope: 'edit' | 'full'): OrderInput {
  if (json === undefined || json === '') {
    throw missingParameter('order');
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badEntity({ order: 'This value is not valid JSON.' });
  }
  return parseOrderInput(value, scope);
}

/** The same for an order that is already JSON. @throws {Refusal} */
export function parseOrderInput(value: unknown, scope: 'edit' | 'full'): OrderInput {
  const result = check(value, scope);
  if (!result.success) {
    throw badEntity(fieldErrors(result.error));
  }
  return result.data;
}

function check(value: unknown, scope: 'edit' | 'full') {
  try {
    return scope === 'edit' ? z.safeParse(EDIT, value) : z.safeParse(FULL, value);
  } catch (error) {
    if (error instanceof MalformedFigure) {
      throw badEntity({ order: error.message });
    }
    throw error;
  }
}
