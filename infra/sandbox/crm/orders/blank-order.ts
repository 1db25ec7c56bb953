import { NO_MONEY } from '../../../../lib/money/kopecks.ts';
import type { OrderState } from './state.ts';

export interface BlankOrderParts {
  readonly id: number;
  readonly site: string;
  readonly customerId: number;
  /** The account's local time. */
  readonly at: string;
  /** Numbers of orders from programs end in `A`, of those from people in `C`. */
  readonly fromApi: boolean;
}

/** An order before anything is put into it, with the defaults of the account. */
export function blankOrder({ id, site, customerId, at, fromApi }: BlankOrderParts): OrderState {
  return {
    id,
    number: `${id}${fromApi ? 'A' : 'C'}`,
    site,
    createdAt: at,
    statusUpdatedAt: at,
    status: 'new',
    fromApi,
    customerId,
    header: {
      orderType: 'eshop-individual',
      orderMethod: 'shopping-cart',
      countryIso: 'RU',
      call: false,
      expired: false,
      shipped: false,
    },
    discountManualAmount: NO_MONEY,
    discountManualPercent: 0,
    items: [],
    delivery: { cost: NO_MONEY, netCost: NO_MONEY, address: {} },
    payments: [],
    contragent: { contragentType: 'individual' },
    customFields: {},
  };
}
