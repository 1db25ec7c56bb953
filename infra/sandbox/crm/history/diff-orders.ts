import { isDeepStrictEqual } from 'node:util';
import { kopecksToNumber, parseKopecks, parseQuantity, sumKopecks } from '../../../../lib/money/kopecks.ts';
import type { Json } from '../json.ts';
import { multiply } from '../orders/line-prices.ts';
import type { FieldChange } from './record.ts';
import { ITEM_FIELDS, ORDER_FIELDS, PAYMENT_FIELDS, type TrackedField } from './tracked-fields.ts';

/**
 * The history records of one save, from the order's answers before and after it (retailcrm-api 2.2): one per field,
 * one per added or removed line and payment. Works on any JSON, since orders may be patched by hand.
 */
export function diffOrders(before: Json, after: Json): FieldChange[] {
  return [
    ...diffFields(ORDER_FIELDS, before, after),
    ...diffCustomFields(before, after),
    ...diffItems(before, after),
    ...diffPayments(before, after),
  ];
}

function diffFields(fields: readonly TrackedField[], before: Json, after: Json): FieldChange[] {
  return fields.flatMap(({ field, read }) => {
    const oldValue = read(before) ?? null;
    const newValue = read(after) ?? null;
    return isDeepStrictEqual(oldValue, newValue) ? [] : [{ field, oldValue, newValue }];
  });
}

function diffCustomFields(before: Json, after: Json): FieldChange[] {
  const old = mapOf(before.customFields);
  const current = mapOf(after.customFields);
  const codes = [...new Set([...Object.keys(old), ...Object.keys(current)])];
  return codes.flatMap((code) =>
    diffFields([{ field: `custom_${code}`, read: (fields) => fields[code] }], old, current),
  );
}

function diffItems(before: Json, after: Json): FieldChange[] {
  const old = byId(before.items);
  const current = byId(after.items);
  const removed = [...old.values()].filter((item) => !current.has(item.id));
  return [
    ...[...current.values()].flatMap((item) => {
      const previous = old.get(item.id);
      return previous === undefined
        ? [{ field: 'order_product', oldValue: null, newValue: itemIdentity(item), item }]
        : diffFields([...ITEM_FIELDS, LINE_SUM], previous, item).map((change) => ({
            ...change,
            field: `order_product.${change.field}`,
            item: itemIdentity(item),
          }));
    }),
    ...removed.map((item) => ({
      field: 'order_product',
      oldValue: itemIdentity(item),
      newValue: null,
      item,
    })),
  ];
}

function diffPayments(before: Json, after: Json): FieldChange[] {
  const old = byId(before.payments);
  const current = byId(after.payments);
  const removed = [...old.values()].filter((payment) => !current.has(payment.id));
  const identity = ({ id, type }: Json): Json => ({ id, type });
  return [
    ...[...current.values()].flatMap((payment) => {
      const previous = old.get(payment.id);
      return previous === undefined
        ? [{ field: 'payments', oldValue: null, newValue: identity(payment), payment }]
        : diffFields(PAYMENT_FIELDS, previous, payment).map((change) => ({
            ...change,
            field: `payments.${change.field}`,
            payment: identity(payment),
          }));
    }),
    ...removed.map((payment) => ({
      field: 'payments',
      oldValue: identity(payment),
      newValue: null,
      payment: identity(payment),
    })),
  ];
}

/** `order_product.summ`: the line after all discounts, as in the captured history. */
const LINE_SUM: TrackedField = {
  field: 'summ',
  read: (item) => {
    const prices = listOf(item.prices).filter(
      ({ price, quantity }) => typeof price === 'number' && typeof quantity === 'number',
    );
    return kopecksToNumber(
      sumKopecks(
        prices.map(({ price, quantity }) =>
          multiply(parseKopecks(Number(price)), parseQuantity(Number(quantity))),
        ),
      ),
    );
  },
};

function itemIdentity(item: Json): Json {
  const { id, externalId, xmlId } = mapOf(item.offer);
  const offer = { id, externalId, xmlId };
  return { id: item.id, ...(id === undefined ? {} : { offer }) };
}

/** Entries of a list, or of a map keyed by id, as payments are. */
function byId(value: unknown): Map<unknown, Json> {
  const entries = Array.isArray(value) ? listOf(value) : listOf(Object.values(mapOf(value)));
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}

function mapOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
