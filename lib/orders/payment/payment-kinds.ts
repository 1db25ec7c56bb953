import {
  операцияПоПлатежнойКарте,
  поступлениеБезналичныхДенежныхСредств,
  приходныйКассовыйОрдер,
} from '../../onec/ut/objects/payments.ts';
import type { Settings } from '../../settings/schema.ts';

/** The document that a payment becomes, in the words of the settings. */
export type PaymentKind = Settings['payments'][number]['document'];

/** The documents of 1C, and what people call them. */
export const PAYMENT_KINDS = {
  cashReceipt: { object: приходныйКассовыйОрдер, title: 'Приходный кассовый ордер', place: 'cashDesk' },
  bankReceipt: {
    object: поступлениеБезналичныхДенежныхСредств,
    title: 'Поступление безналичных ДС',
    place: 'bankAccount',
  },
  cardPayment: { object: операцияПоПлатежнойКарте, title: 'Эквайринговая операция', place: 'terminal' },
} as const satisfies Record<PaymentKind, object>;

/** All of them, in a fixed order. */
export const ALL_KINDS = Object.keys(PAYMENT_KINDS) as readonly PaymentKind[];
