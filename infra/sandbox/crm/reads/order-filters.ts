import { statusesOfGroup } from '../dictionaries.ts';
import type { OrderState } from '../orders/state.ts';
import { type Parameters, type ParameterValue, textOf, textsOf } from '../parameters.ts';
import { badInput } from '../refusal.ts';
import { filterOf } from './pagination.ts';

/** A filter with the value that the request gives it. */
type Filter = (value: ParameterValue) => (order: OrderState) => boolean;

const GROUP_SUFFIX = '-group';
const MAX_NUMBERS = 100;

const anyOf =
  (read: (order: OrderState) => unknown): Filter =>
  (value) => {
    const wanted = new Set(textsOf(value));
    return (order) => wanted.has(String(read(order)));
  };

const header = (field: keyof OrderState['header']): Filter => anyOf((order) => order.header[field]);

/** The filters of GET /orders that the sandbox knows (retailcrm-api 2.1); dates are whole days. */
const FILTERS: Readonly<Record<string, Filter>> = {
  ids: anyOf(({ id }) => id),
  numbers: anyOf(({ number }) => number),
  externalIds: header('externalId'),
  sites: anyOf(({ site }) => site),
  orderTypes: header('orderType'),
  orderMethods: header('orderMethod'),
  managers: header('managerId'),
  shipmentStores: header('shipmentStore'),
  deliveryTypes: anyOf(({ delivery }) => delivery.code),
  customerId: anyOf(({ customerId }) => customerId),
  email: header('email'),
  shipped: (value) => (order) => (order.header.shipped === true ? '1' : '0') === textOf(value),
  extendedStatus: (value) => (order) => textsOf(value).some((code) => hasStatus(order, code)),
  paymentTypes: (value) => (order) => order.payments.some(({ type }) => textsOf(value).includes(type)),
  paymentStatuses: (value) => (order) =>
    order.payments.some(({ status }) => status !== undefined && textsOf(value).includes(status)),
  createdAtFrom: (value) => (order) => order.createdAt.slice(0, 10) >= (textOf(value) ?? ''),
  createdAtTo: (value) => (order) => order.createdAt.slice(0, 10) <= (textOf(value) ?? ''),
};

/**
 * Whether an order passes the `filter` of the request.
 *
 * @throws {Refusal} 400 for a filter that the CRM does not have, more than 100 numbers, and dates with a time.
 */
export function orderFilter(parameters: Parameters): (order: OrderState) => boolean {
  const filter = filterOf(parameters, Object.keys(FILTERS));
  if (textsOf(filter.numbers).length > MAX_NUMBERS) {
    throw badInput('filter[numbers]', `This collection should contain ${MAX_NUMBERS} elements or less.`);
  }
  for (const name of ['createdAtFrom', 'createdAtTo']) {
    if (filter[name] !== undefined && !/^\d{4}-\d\d-\d\d$/.test(textOf(filter[name]) ?? '')) {
      throw badInput(`filter[${name}]`, 'This value is not a valid date.');
    }
  }
  const conditions = Object.entries(filter).flatMap(([name, value]) => FILTERS[name]?.(value) ?? []);
  return (order) => conditions.every((holds) => holds(order));
}

function hasStatus(order: OrderState, code: string): boolean {
  return code.endsWith(GROUP_SUFFIX)
    ? statusesOfGroup(code.slice(0, -GROUP_SUFFIX.length)).includes(order.status)
    : order.status === code;
}
