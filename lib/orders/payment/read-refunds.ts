import type { OnecClient } from '../../onec/client.ts';
import { OnecSetNotPublished } from '../../onec/errors.ts';
import { and, castKey, eq, flag, text } from '../../onec/filter.ts';
import { операцияПоПлатежнойКарте, расходныйКассовыйОрдер } from '../../onec/ut/objects/payments.ts';
import type { PaymentKind } from './payment-kinds.ts';
import { PAYMENT_KINDS } from './payment-kinds.ts';

/**
 * The documents that give money of a kind back (ut-filling 1.2); a card's is of the same kind as its payment. One that sends
 * money from an account names no receipt (its `ДокументОснование` has no such type), so that nobody can see which it gives back.
 */
const REFUNDS = {
  cashReceipt: расходныйКассовыйОрдер,
  bankReceipt: undefined,
  cardPayment: операцияПоПлатежнойКарте,
} as const satisfies Record<PaymentKind, object | undefined>;

/**
 * Whether 1C has a refund that was entered by a payment: then the payment is left as it is (I-81).
 *
 * @param hasBasis whether the base's payments by card have a `ДокументОснование` at all; those of older builds have not.
 * @returns false also where refunds are not published: nobody can see them then.
 */
export async function isRefunded(
  kind: PaymentKind,
  key: string,
  hasBasis: boolean,
  onec: OnecClient,
): Promise<boolean> {
  const refund = REFUNDS[kind];
  if (refund === undefined || (kind === 'cardPayment' && !hasBasis)) {
    return false;
  }
  try {
    const refunds = await onec.list(refund, {
      filter: and(
        eq('ДокументОснование', castKey(key, PAYMENT_KINDS[kind].object.set)),
        eq('ХозяйственнаяОперация', text('ВозвратОплатыКлиенту')),
        eq('DeletionMark', flag(false)),
      ),
      select: ['Ref_Key'],
      top: 1,
    });
    return refunds.length > 0;
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return false;
    }
    throw error;
  }
}
