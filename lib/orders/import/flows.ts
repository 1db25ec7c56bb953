import { type CancellationState, cancellationFlow } from '../cancellation/cancellation-flow.ts';
import { companyFlow } from '../customer/company/flow.ts';
import { contactPersonFlow } from '../customer/contact-person/flow.ts';
import { customerFlow } from '../customer/flow.ts';
import { type MissingOrderState, missingOrderFlow } from '../missing/missing-order-flow.ts';
import { orderFlow } from '../order/flow.ts';
import type { OrderState } from '../order-state.ts';
import { paymentFlow } from '../payment/flow.ts';
import type { Flows } from './run-flows.ts';

/** What an order of the CRM becomes in 1C. A new kind of documents is a folder of its own and one line here. */
export const ORDER_FLOWS: Flows<OrderState> = {
  base: [customerFlow, companyFlow, contactPersonFlow, orderFlow],
  following: [paymentFlow],
};

/** What becomes of a cancelled order that cannot be planned as others are. */
export const CANCELLATION_FLOWS: Flows<CancellationState> = {
  base: [cancellationFlow],
  following: [],
};

/** What becomes in 1C of an order that the CRM does not know any more. */
export const MISSING_ORDER_FLOWS: Flows<MissingOrderState> = {
  base: [missingOrderFlow],
  following: [],
};
