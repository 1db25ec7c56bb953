import * as z from 'zod/mini';
import { code, optionalSection } from './values.ts';

/** CRM codes that rules refer to; the defaults are those of a new RetailCRM account and of the manual. */
export const codes = optionalSection(
  {
    itemReturned: z._default(code, 'returned'),
    itemPartlyReturned: z._default(code, 'chastichnyi-vozvrat'),
    itemSold: z._default(code, 'sold'),
    itemCompleted: z._default(code, 'completed'),
    itemConfirming: z._default(code, 'confirming'),
    itemFailure: z._default(code, 'failure'),
    orderReturn: z._default(code, 'return'),
    orderPartlyReturned: z._default(code, 'partially-returned'),
    orderPartlyCompleted: z._default(code, 'partially-completed'),
    orderCancelled: z._default(code, 'cancel-other'),
    paid: z._default(code, 'paid'),
    notPaid: z._default(code, 'not-paid'),
    refunded: z._default(code, 'returned'),
    offline: z._default(code, 'offline'),
  },
  {},
);
