import * as z from 'zod/mini';
import { ORDER_STATES, ORDER_STATUSES, SUPPLY_OPTIONS } from '../platform/ut-enumerations.ts';
import { choice, choiceOrNull, code, flag, list, section } from './values.ts';

/** CRM status of an order → what it does in 1C. Also the list of statuses that are imported at all (original-import 1.4). */
export const statuses = list(
  section({
    crm: code,
    onec: choiceOrNull(ORDER_STATUSES),
    supply: choiceOrNull(SUPPLY_OPTIONS),
    shipment: flag,
    cancel: flag,
    return: flag,
    close: flag,
  }),
);

/** 1C's computed state or order status → CRM status; the first row that matches wins (original-export 4.5). */
export const states = list(
  section({
    state: z.exactOptional(choice(ORDER_STATES)),
    status: z.exactOptional(choice(ORDER_STATUSES)),
    allRowsShipping: z.exactOptional(flag),
    crm: code,
    shipped: flag,
  }),
);

/** CRM status of an item ↔ supply option of the row (I-58). */
export const itemStatuses = list(section({ crm: code, supply: choice(SUPPLY_OPTIONS), cancel: flag }));
