import type { CrmOrder } from '../../crm/order.ts';
import { MalformedFigure } from '../../money/decimal.ts';
import { isWrite } from '../../onec/answer-fault.ts';
import { OnecRefused, OnecRequestFault } from '../../onec/errors.ts';
import { outsideText } from '../../platform/outside-text.ts';
import { withoutPeople } from '../customer/without-people.ts';
import type { Problem } from '../problems.ts';

/** An order as far as the CRM still knows it. */
type NumberedOrder = Pick<CrmOrder, 'number'> & Partial<CrmOrder>;

/**
 * What an error says of the very document that was worked on: a figure of the order cannot be read, or 1C said no to a write;
 * only a person can change that.
 *
 * @param order as far as the CRM still knows it.
 * @returns undefined for whatever is to be tried again; a read that 1C refuses says nothing about the order.
 */
export function problemOf(order: NumberedOrder, error: unknown): Problem | undefined {
  if (error instanceof MalformedFigure) {
    const figure = outsideText(error.figure);
    return {
      reason: 'orderMalformed',
      message: `В заказе ${order.number} число «${figure}», которое нельзя прочесть точно, заказ не загружен. Исправьте цену, количество или ставку НДС в RetailCRM.`,
      details: { order: order.number, figure },
    };
  }
  if (!(error instanceof OnecRefused || error instanceof OnecRequestFault) || !isWrite(error)) {
    return undefined;
  }
  return {
    reason: error.operation === 'post' ? 'postingRefused' : 'onecRefused',
    message: `Заказ ${order.number}: ${withoutPeople(error.advice, order)}`,
    details: { order: order.number, set: error.set, operation: error.operation },
  };
}
