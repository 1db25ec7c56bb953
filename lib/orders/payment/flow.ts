import { kopecksToNumber, parseKopecks } from '../../money/kopecks.ts';
import { sayKopecks } from '../../money/russian.ts';
import { realKey } from '../../writes/references.ts';
import type { Flow } from '../flow.ts';
import { presentDateTime } from '../onec-dates.ts';
import { DocumentVanished } from '../order/errors.ts';
import type { OrderDocument } from '../order/facts.ts';
import { vanishedKeyOf } from '../order/order-memory.ts';
import type { OrderState } from '../order-state.ts';
import type { PaymentFacts } from './facts.ts';
import { findPayments } from './find-payments.ts';
import { PAYMENT_KINDS } from './payment-kinds.ts';
import { type PaymentMemory, rememberPayment } from './payment-memory.ts';
import { paymentRefunded } from './payment-problems.ts';
import { type PaymentPlan, planPayments } from './plan-payments.ts';
import { isRefunded } from './read-refunds.ts';

/** What planning payments needs; nothing where there is nothing to plan. */
interface FoundPayments {
  readonly document: OrderDocument;
  readonly facts: PaymentFacts;
}

/** The payments of an order: `Document_ПриходныйКассовыйОрдер`, `…ПоступлениеБезналичныхДенежныхСредств`, `…ОперацияПоПлатежнойКарте`. */
export const paymentFlow: Flow<OrderState, FoundPayments | undefined, PaymentPlan> = {
  find: async (state, deps) => {
    const { document } = state;
    if (document === undefined || document.DeletionMark) {
      return undefined;
    }
    const facts = await findPayments(state, document, deps);
    return facts && { document, facts };
  },

  plan: ({ order, site, current }, found) =>
    found === undefined
      ? []
      : planPayments({ order, site, settings: current.settings, document: found.document }, found.facts),

  project: (state) => state,

  refuse: async ({ order }, { held, payment, writes }, _, { onec }) => {
    const isTouched = writes.some(({ action }) => ['unpost', 'mark', 'update'].includes(action));
    if (held === undefined || !isTouched) {
      return undefined;
    }
    const { traits } = await onec.release();
    const { kind, document } = held;
    return (await isRefunded(kind, document.Ref_Key, traits.has('edition11520'), onec))
      ? { skip: paymentRefunded(order, payment, kind, document) }
      : undefined;
  },

  begin: async ({ ref, document, memory }, { ref: own, held, payment, writes }, deps) => {
    if (held?.isLinked === false) {
      await deps.holders.take(held.document.Ref_Key, own);
    }
    const isNew = writes.some(({ action }) => action === 'create');
    if (document !== undefined && memory === undefined && isNew) {
      deps.assertMine();
      await rememberPayment(ref, document.Ref_Key, payment, deps.links);
    }
  },

  verify: async (state, plan, { keys }, deps) => {
    const { ref, kind, writes, held } = plan;
    if (writes.length === 0 && held?.isLinked !== false) {
      return { state, warnings: [], message: plan.unchanged };
    }
    const created = writes.find((write) => write.action === 'create');
    const key = created === undefined ? (held?.document.Ref_Key ?? '') : realKey(keys, created.proposedKey);
    const ofKind = created === undefined ? (held?.kind ?? kind) : kind;
    const { object, title } = PAYMENT_KINDS[ofKind];
    const document = await deps.onec.read(object, key, [
      'DataVersion',
      'Posted',
      'DeletionMark',
      'Number',
      'Date',
      'СуммаДокумента',
    ]);
    if (document === undefined) {
      throw new DocumentVanished(key);
    }
    const memory: PaymentMemory = { document: ofKind, dataVersion: document.DataVersion };
    const link = await deps.links.read(ref);
    deps.assertMine();
    await deps.links.confirm(ref, key, { ...memory }, vanishedKeyOf(link, key));
    const name = `${title} ${document.Number} от ${presentDateTime(document.Date)}`;
    const amount = sayKopecks(parseKopecks(document.СуммаДокумента));
    return {
      state,
      document: { key, number: document.Number, date: document.Date },
      warnings: differences(plan, document.СуммаДокумента, name),
      message: document.DeletionMark
        ? `Помечен на удаление: ${name}`
        : `${document.Posted ? 'Проведен' : 'Проведение отменено'}: ${name} на ${amount}`,
    };
  },
};

/** 1C keeps the sum that is sent; anything else is for a person to look at. */
function differences({ writes }: PaymentPlan, held: number, name: string) {
  const sent = writes.flatMap((write) =>
    'body' in write && 'СуммаДокумента' in write.body ? [write.body.СуммаДокумента] : [],
  );
  return sent.every((amount) => amount === kopecksToNumber(parseKopecks(held)))
    ? []
    : [
        {
          code: 'documentDiffers' as const,
          message: `1С сохранила документ «${name}» не так, как он был отправлен: СуммаДокумента. Проверьте документ.`,
        },
      ];
}
