import { NO_MONEY } from '../../../../lib/money/kopecks.ts';
import type { OrderState, Parties } from './state.ts';

export interface BlankOrderParts {
  readonly id: number;
  readonly site: string;
  readonly parties: Parties;
  /** The account's local time. */
  readonly at: string;
  /** Numbers of orders from programs end in `A`, of those from people in `C`. */
  readonly fromApi: boolean;
}

/** An order before anything is put into it, with the defaults of the account. */
export function blankOrder({ id, site, parties, at, fromApi }: BlankOrderParts): OrderState {
  return {
    id,
    number: `${id}${fromApi ? 'A' : 'C'}`,
    site,
    createdAt: at,
    statusUpdatedAt: at,
    status: 'new',
    fromApi,
    ...partyIds(parties),
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
    contragent: parties.company?.contragent ?? { contragentType: 'individual' },
    customFields: {},
  };
}

/** Of a person the customer alone is kept. */
export function partyIds({
  customer,
  contact,
  company,
}: Parties): Pick<OrderState, 'customerId' | 'contactId' | 'companyId'> {
  return {
    customerId: customer.id,
    ...(contact.id === customer.id ? {} : { contactId: contact.id }),
    ...(company === undefined ? {} : { companyId: company.id }),
  };
}
