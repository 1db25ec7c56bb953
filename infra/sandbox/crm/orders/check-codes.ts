import { KNOWN_CODES } from '../dictionaries.ts';
import { badEntity } from '../refusal.ts';
import type { OrderInput } from './order-input.ts';

/**
 * Every code in the input must be one of the account's dictionaries.
 *
 * @throws {Refusal} 400 naming every field whose code is unknown.
 */
export function checkCodes(input: OrderInput, storeCodes: ReadonlySet<string>): void {
  const faults: Record<string, string> = {};
  const check = (field: string, code: string | null | undefined, known: ReadonlySet<string>): void => {
    if (typeof code === 'string' && code !== '' && !known.has(code)) {
      faults[field] = `"${field}" with code "${code}" does not exist.`;
    }
  };
  check('status', input.status, KNOWN_CODES.status);
  check('orderMethod', input.orderMethod, KNOWN_CODES.orderMethod);
  check('orderType', input.orderType, KNOWN_CODES.orderType);
  check('shipmentStore', input.shipmentStore, storeCodes);
  check('delivery.code', input.delivery?.code, KNOWN_CODES.deliveryType);
  for (const [index, item] of (input.items ?? []).entries()) {
    check(`items[${index}].status`, item.status, KNOWN_CODES.productStatus);
    check(`items[${index}].priceType.code`, item.priceType?.code, KNOWN_CODES.priceType);
  }
  for (const [index, payment] of (input.payments ?? []).entries()) {
    check(`payments[${index}].type`, payment.type, KNOWN_CODES.paymentType);
    check(`payments[${index}].status`, payment.status, KNOWN_CODES.paymentStatus);
  }
  if (Object.keys(faults).length > 0) {
    throw badEntity(faults);
  }
}
