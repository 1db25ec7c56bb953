import type { Json } from '../json.ts';

/** A field that the history follows: its name there and how to read its value from an answer. */
export interface TrackedField {
  readonly field: string;
  readonly read: (owner: Json) => unknown;
}

/** A scalar as it stands. */
const plain = (field: string, ...path: readonly string[]): TrackedField => ({
  field,
  read: (owner) => at(owner, path),
});

/** A dictionary value: `{ "code": … }` in the history. */
const code = (field: string, ...path: readonly string[]): TrackedField => ({
  field,
  read: (owner) => wrap('code', at(owner, path)),
});

/** Another record: `{ "id": … }`. */
const entity = (field: string, ...path: readonly string[]): TrackedField => ({
  field,
  read: (owner) => wrap('id', at(owner, path)),
});

/** Names of the history, abbreviations split letter by letter (retailcrm-api 2.2). */
export const ORDER_FIELDS: readonly TrackedField[] = [
  code('status', 'status'),
  plain('status_comment', 'statusComment'),
  plain('created_at', 'createdAt'),
  plain('number', 'number'),
  plain('external_id', 'externalId'),
  plain('site', 'site'),
  entity('manager', 'managerId'),
  entity('customer', 'customer', 'id'),
  entity('contact', 'contact', 'id'),
  entity('company', 'company', 'id'),
  plain('first_name', 'firstName'),
  plain('last_name', 'lastName'),
  plain('patronymic', 'patronymic'),
  plain('phone', 'phone'),
  plain('additional_phone', 'additionalPhone'),
  plain('email', 'email'),
  plain('country', 'countryIso'),
  plain('customer_comment', 'customerComment'),
  plain('manager_comment', 'managerComment'),
  plain('contragent.contragent_type', 'contragent', 'contragentType'),
  plain('contragent.legal_name', 'contragent', 'legalName'),
  plain('contragent.legal_address', 'contragent', 'legalAddress'),
  plain('contragent.i_n_n', 'contragent', 'INN'),
  plain('contragent.k_p_p', 'contragent', 'KPP'),
  plain('contragent.o_g_r_n', 'contragent', 'OGRN'),
  plain('contragent.b_i_k', 'contragent', 'BIK'),
  plain('contragent.bank_account', 'contragent', 'bankAccount'),
  code('order_type', 'orderType'),
  code('order_method', 'orderMethod'),
  plain('prepay_sum', 'prepaySum'),
  plain('full_paid_at', 'fullPaidAt'),
  code('delivery_type', 'delivery', 'code'),
  plain('delivery_cost', 'delivery', 'cost'),
  plain('delivery_net_cost', 'delivery', 'netCost'),
  plain('delivery_date', 'delivery', 'date'),
  plain('delivery_time', 'delivery', 'time'),
  plain('delivery_address.index', 'delivery', 'address', 'index'),
  plain('delivery_address.region', 'delivery', 'address', 'region'),
  plain('delivery_address.city', 'delivery', 'address', 'city'),
  plain('delivery_address.street', 'delivery', 'address', 'street'),
  plain('delivery_address.building', 'delivery', 'address', 'building'),
  plain('delivery_address.flat', 'delivery', 'address', 'flat'),
  plain('delivery_address.metro', 'delivery', 'address', 'metro'),
  plain('delivery_address.notes', 'delivery', 'address', 'notes'),
  plain('delivery_address.text', 'delivery', 'address', 'text'),
  plain('discount_manual_amount', 'discountManualAmount'),
  plain('discount_manual_percent', 'discountManualPercent'),
  code('shipment_store', 'shipmentStore'),
  plain('shipment_date', 'shipmentDate'),
  plain('shipped', 'shipped'),
];

export const ITEM_FIELDS: readonly TrackedField[] = [
  plain('quantity', 'quantity'),
  code('status', 'status'),
  plain('initial_price', 'initialPrice'),
  plain('discount_total', 'discountTotal'),
  plain('vat_rate', 'vatRate'),
  code('price_type', 'priceType', 'code'),
  entity('offer', 'offer', 'id'),
];

export const PAYMENT_FIELDS: readonly TrackedField[] = [
  code('status', 'status'),
  plain('amount', 'amount'),
  plain('paid_at', 'paidAt'),
  code('type', 'type'),
  plain('comment', 'comment'),
  plain('external_id', 'externalId'),
];

function at(owner: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Json)[key] : undefined),
    owner,
  );
}

function wrap(key: 'code' | 'id', value: unknown): Json | undefined {
  return value === undefined || value === null ? undefined : { [key]: value };
}
