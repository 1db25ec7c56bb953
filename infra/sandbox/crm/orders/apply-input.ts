import { type Kopecks, NO_MONEY } from '../../../../lib/money/kopecks.ts';
import { checkCustomFields } from '../custom-fields/check-values.ts';
import type { CustomField } from '../custom-fields/custom-field.ts';
import type { OfferCatalog } from '../offers.ts';
import { applyItems, type TakeId } from './apply-items.ts';
import { checkCodes } from './check-codes.ts';
import { applyContragent } from './check-contragent.ts';
import type { DeliveryInput, OrderInput, PaymentInput } from './order-input.ts';
import { type DeliveryState, HEADER_FIELDS, type OrderState, type PaymentState } from './state.ts';

export interface ApplyParts {
  readonly offers: OfferCatalog;
  readonly takeId: TakeId;
  /** The account's local time of the save. */
  readonly at: string;
  readonly identicalItems: boolean;
  readonly storeCodes: ReadonlySet<string>;
  /** Of orders. */
  readonly customFields: readonly CustomField[];
}

/**
 * The order after a save. A key that is absent leaves its field alone; `items`, when present, is the complete list:
 * lines left out of it are removed (retailcrm-api 3.4).
 *
 * @throws {Refusal} 400 for codes, offers, lines and custom fields that the account does not have.
 */
export function applyInput(order: OrderState, input: OrderInput, parts: ApplyParts): OrderState {
  checkCodes(input, parts.storeCodes);
  checkCustomFields(input.customFields ?? {}, parts.customFields);
  const status = input.status ?? order.status;
  return {
    ...order,
    number: input.number ?? order.number,
    createdAt: input.createdAt ?? order.createdAt,
    status,
    statusUpdatedAt: status === order.status ? order.statusUpdatedAt : parts.at,
    header: applyHeader(order.header, input),
    discountManualAmount: input.discountManualAmount ?? order.discountManualAmount,
    discountManualPercent: input.discountManualPercent ?? order.discountManualPercent,
    contragent: applyContragent(order.contragent, input.contragent ?? {}),
    customFields: applyCustomFields(order.customFields, input.customFields ?? {}),
    items: input.items === undefined ? order.items : applyItems(order.items, input.items, parts),
    delivery: applyDelivery(order.delivery, input.delivery ?? {}),
    payments:
      input.payments === undefined
        ? order.payments
        : input.payments.map((payment) => applyPayment(order.payments, payment, parts.takeId)),
  };
}

function applyHeader(header: OrderState['header'], input: OrderInput): OrderState['header'] {
  const changed = HEADER_FIELDS.map(
    (field) => [field, field in input ? input[field] : header[field]] as const,
  );
  return Object.fromEntries(
    changed.filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

/** Custom fields merge by code; null wipes one. */
function applyCustomFields(
  stored: OrderState['customFields'],
  given: Readonly<Record<string, unknown>>,
): OrderState['customFields'] {
  return Object.fromEntries(
    Object.entries({ ...stored, ...given }).filter(([, value]) => value !== null && value !== ''),
  );
}

function applyDelivery(stored: DeliveryState, { address, time, ...rest }: DeliveryInput): DeliveryState {
  return {
    ...stored,
    ...definedOf(rest),
    ...(time === undefined ? {} : { time: definedOf(time) as Record<string, string> }),
    address: { ...stored.address, ...address },
  };
}

function applyPayment(stored: readonly PaymentState[], input: PaymentInput, takeId: TakeId): PaymentState {
  const existing = stored.find(({ id }) => id === input.id);
  return {
    ...(existing ?? { id: takeId('payment'), amount: NO_MONEY }),
    ...(definedOf(input) as { type: string; amount?: Kopecks }),
    ...(existing === undefined ? {} : { id: existing.id }),
  };
}

/** The fields that are present; an explicit undefined would wipe the stored value. */
function definedOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
