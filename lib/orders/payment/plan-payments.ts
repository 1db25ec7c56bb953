import type { CrmOrder, CrmPayment } from '../../crm/order.ts';
import { parseKopecks } from '../../money/kopecks.ts';
import type { Settings } from '../../settings/schema.ts';
import { refTo } from '../../state/links.ts';
import type { Write } from '../../writes/write.ts';
import type { OrderDocument } from '../order/facts.ts';
import type { DocumentPlan } from '../plan.ts';
import type { Problem } from '../problems.ts';
import { bodyOfChanged, bodyOfNew, type DesiredPayment, type Settled } from './desired-payment.ts';
import type { KnownPayment, PaymentDocument, PaymentFacts } from './facts.ts';
import { PAYMENT_KINDS, type PaymentKind } from './payment-kinds.ts';
import {
  cardPaymentsOff,
  moneyPlaceMissing,
  paymentMalformed,
  paymentMarked,
  paymentUnmapped,
  settlementMissing,
} from './payment-problems.ts';
import { amountOf, dateOf, placeOf, settledBy } from './payment-terms.ts';

/** A payment's document that 1C has. */
interface HeldPayment {
  readonly kind: PaymentKind;
  readonly document: PaymentDocument;
  /** Behind the payment's link; not so one that was found by what was sent when the answer was lost. */
  readonly isLinked: boolean;
}

/** The plan of one payment's document. */
export interface PaymentPlan extends DocumentPlan {
  /** The CRM's id of the payment. */
  readonly payment: number;
  /** The kind of document that the payment is to have. */
  readonly kind: PaymentKind;
  /** What 1C has of it now, perhaps of another kind. */
  readonly held: HeldPayment | undefined;
}

/** An order and its document, as planning its payments needs them. */
export interface PaidOrder {
  readonly order: CrmOrder;
  /** As 1C holds it, or as it will. */
  readonly document: OrderDocument;
  readonly site: Settings['sites'][number];
  readonly settings: Settings;
}

/**
 * What is to be done about each payment of an order (original-import 7; D-17): paid ones have a posted document of the mapped
 * type, those that are not paid any more are un-posted, those that the CRM deleted are un-posted and marked. Other states of
 * the CRM say nothing. Pure; each plan stands by itself.
 */
export function planPayments(paid: PaidOrder, facts: PaymentFacts): readonly PaymentPlan[] {
  const { order, settings } = paid;
  const ids = new Set(order.payments.map(({ id }) => id));
  const gone = [...facts.known].filter(([id]) => !ids.has(id));
  return [
    ...order.payments.flatMap((payment) => {
      switch (payment.status) {
        case settings.codes.paid:
          return [planPaid(payment, paid, facts)];
        case settings.codes.notPaid:
          return planNotPaid(payment, paid, facts);
        default:
          return [];
      }
    }),
    ...gone.flatMap(([id, known]) => planDeleted(id, known, paid)),
  ];
}

const nothing = (order: CrmOrder, id: number, kind: PaymentKind): Omit<PaymentPlan, 'held'> => ({
  ref: refTo('payment', id),
  payment: id,
  kind,
  writes: [],
  warnings: [],
  problems: [],
  unchanged: `Оплата ${id} заказа ${order.number} в 1С уже такая же, как в RetailCRM`,
});

const heldAs = (known: KnownPayment | undefined): Pick<PaymentPlan, 'held' | 'current'> => {
  const document = known?.document;
  return document === undefined || known === undefined
    ? { held: undefined }
    : {
        held: { kind: known.kind, document, isLinked: known.link.key === document.Ref_Key },
        current: { key: document.Ref_Key, number: document.Number, date: document.Date },
      };
};

function planPaid(payment: CrmPayment, paid: PaidOrder, facts: PaymentFacts): PaymentPlan {
  const { order, settings } = paid;
  const known = facts.known.get(payment.id);
  const row = settings.payments.find(({ crm }) => crm === payment.type);
  const kind = row?.document ?? known?.kind ?? 'cashReceipt';
  const plan = { ...nothing(order, payment.id, kind), ...heldAs(known) };
  const parked = (problem: Problem): PaymentPlan => ({ ...plan, problems: [problem] });
  if (row === undefined) {
    return parked(paymentUnmapped(order, payment));
  }
  if (kind === 'cardPayment' && !settings.ut.cardPayments) {
    return { ...plan, warnings: [cardPaymentsOff(order, payment)] };
  }
  const amount = amountOf(payment);
  if (amount === undefined) {
    return parked(paymentMalformed(order, payment));
  }
  const place = placeOf(row, paid, facts);
  if (place === undefined) {
    return parked(moneyPlaceMissing(order, payment, kind));
  }
  const settled = settledBy(paid.document, facts);
  if (settled === undefined) {
    return parked(settlementMissing(order, payment, paid.document.Number));
  }
  const desired = { payment, kind, amount, place, date: dateOf(payment, known, facts) };
  return known?.document === undefined || known.document.DeletionMark || known.kind !== kind
    ? planNew(plan, desired, known, paid, settled, facts)
    : planHeld(plan, desired, known.document, paid, settled, facts);
}

/** A document of another type is given up, and a new one made (D-17); one that people marked is theirs. */
function planNew(
  plan: PaymentPlan,
  desired: DesiredPayment,
  known: KnownPayment | undefined,
  paid: PaidOrder,
  settled: Settled,
  facts: PaymentFacts,
): PaymentPlan {
  const { order } = paid;
  const { payment, kind } = desired;
  const before = known?.document;
  if (before !== undefined && known?.kind === kind) {
    return { ...plan, problems: [paymentMarked(order, payment, kind, before)] };
  }
  const { object, title } = PAYMENT_KINDS[kind];
  const proposedKey = facts.proposed.payment(payment.id, kind, known?.link.key);
  const { ref } = plan;
  const { body, sources } = bodyOfNew(desired, order, paid.document, settled, facts);
  const create: Write = {
    action: 'create',
    object,
    ref,
    proposedKey,
    vanishedKey: known?.link.key,
    sent: { Document: object.set, Date: desired.date, Контрагент_Key: paid.document.Контрагент_Key },
    body: { Ref_Key: proposedKey, ...body },
    sources,
    reason: `Оплаты ${payment.id} заказа ${order.number} ещё нет в 1С`,
  };
  return {
    ...plan,
    writes: [
      ...(before === undefined || known === undefined
        ? []
        : givenUp(before, known.kind, plan, `Тип оплаты ${payment.id} в RetailCRM изменился`)),
      create,
      { action: 'post', object, ref, key: proposedKey, reason: `${title}: новый документ проводится` },
    ],
  };
}

function planHeld(
  plan: PaymentPlan,
  desired: DesiredPayment,
  document: PaymentDocument,
  { document: orderDocument }: PaidOrder,
  settled: Settled,
  facts: PaymentFacts,
): PaymentPlan {
  const { payment, kind, amount, date } = desired;
  const { object, title } = PAYMENT_KINDS[kind];
  const target = { object, ref: plan.ref, key: document.Ref_Key };
  const changed = { amount: parseKopecks(document.СуммаДокумента) !== amount, date: document.Date !== date };
  const post: Write = { action: 'post', ...target, reason: `${title} ${document.Number} проводится` };
  if (!changed.amount && !changed.date) {
    return document.Posted ? plan : { ...plan, writes: [post] };
  }
  const { body, sources } = bodyOfChanged(desired, changed, orderDocument, settled, facts);
  const names = [...(changed.amount ? ['сумма'] : []), ...(changed.date ? ['дата'] : [])].join(', ');
  return {
    ...plan,
    writes: [
      // A change of a posted document leaves its registers as they were; un-posted, a crash in between leaves no doubt.
      ...(document.Posted ? unposted(target, `Оплата ${payment.id} изменяется`) : []),
      {
        action: 'update',
        ...target,
        before: document,
        body,
        sources,
        reason: `В RetailCRM изменилось: ${names}`,
      },
      post,
    ],
  };
}

function planNotPaid(payment: CrmPayment, { order }: PaidOrder, facts: PaymentFacts): readonly PaymentPlan[] {
  const known = facts.known.get(payment.id);
  if (known?.document === undefined || known.document.DeletionMark) {
    return [];
  }
  const { kind, document } = known;
  const plan = { ...nothing(order, payment.id, kind), ...heldAs(known) };
  if (!document.Posted) {
    return [plan];
  }
  const target = { object: PAYMENT_KINDS[kind].object, ref: plan.ref, key: document.Ref_Key };
  return [{ ...plan, writes: unposted(target, `Оплата ${payment.id} в RetailCRM больше не оплачена`) }];
}

function planDeleted(id: number, known: KnownPayment, { order }: PaidOrder): readonly PaymentPlan[] {
  const { kind, document } = known;
  if (document === undefined || document.DeletionMark) {
    return [];
  }
  const plan = { ...nothing(order, id, kind), ...heldAs(known) };
  return [{ ...plan, writes: givenUp(document, kind, plan, `Оплата ${id} удалена в RetailCRM`) }];
}

type Target = Omit<Extract<Write, { action: 'unpost' }>, 'action' | 'reason'>;

const unposted = (target: Target, reason: string): readonly Write[] => [
  { action: 'unpost', ...target, reason },
];

function givenUp(
  document: PaymentDocument,
  kind: PaymentKind,
  { ref }: Pick<PaymentPlan, 'ref'>,
  reason: string,
): readonly Write[] {
  const target = { object: PAYMENT_KINDS[kind].object, ref, key: document.Ref_Key };
  return [
    ...(document.Posted ? unposted(target, reason) : []),
    ...(document.DeletionMark ? [] : [{ action: 'mark', ...target, reason } as const]),
  ];
}
