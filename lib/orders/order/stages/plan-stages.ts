import { allocate } from '../../../money/allocate.ts';
import { type Kopecks, kopecksToNumber } from '../../../money/kopecks.ts';
import type { OrderTraits } from '../../../onec/ut/order-traits.ts';
import { addDays, earlierOf, laterOf, onecDay } from '../../onec-dates.ts';
import type { AgreementFact, AgreementStage, PaymentStage } from '../facts.ts';

/** Properties of a payment stage; `LineNumber` included. */
export type StageBody = Readonly<Partial<PaymentStage>>;

/** What decides when an order is to be paid. */
export interface StageQuestion {
  /** Sum of the document, VAT on top included. */
  readonly total: Kopecks;
  readonly documentDate: string;
  readonly shipmentDate: string;
  readonly delayDays: number;
  readonly agreement: AgreementFact | undefined;
  /** `ПорядокРасчетов` that the document will have; empty where 1C is to choose. */
  readonly settlementOrder: string;
  /** Who fills the stages that the agreement prescribes. */
  readonly agreementStages: OrderTraits['agreementStages'];
  readonly isCanceled: boolean;
}

/** Without debts there is nothing to plan: UT itself empties the table under this order of settlements (ut-filling 1.1). */
const SETTLED_BY_SHIPMENT = 'ПоНакладным';
const FROM_ORDER_DATE = 'ОтДатыЗаказа';
const PERCENT_SCALE = 100;

/**
 * The payment stages of an order: one of 100 % on the shipping date (I-52), or those that the agreement prescribes;
 * none for a cancelled order or one without a sum. No date is ever before the document's (design, decisions).
 *
 * @returns undefined where the table is left to 1C: the agreement prescribes stages, and posting fills them.
 */
export function planStages(question: StageQuestion): readonly StageBody[] | undefined {
  const { agreement, isCanceled, total } = question;
  const isPrescribed = (agreement?.stages.length ?? 0) > 0 || (agreement?.paymentSchedule ?? '') !== '';
  if (!isCanceled && isPrescribed && question.agreementStages === 'filledByPosting') {
    return undefined;
  }
  if (isCanceled || total <= 0 || question.settlementOrder === SETTLED_BY_SHIPMENT) {
    return [];
  }
  return prescribedStages(question) ?? [onlyStage(question)];
}

/** Undefined if nothing is prescribed, or the sum is too small to be divided: 1C takes no stage without a sum. */
function prescribedStages(question: StageQuestion): readonly StageBody[] | undefined {
  const stages = (question.agreement?.stages ?? []).filter(({ share }) => share > 0);
  if (stages.length === 0) {
    return undefined;
  }
  const amounts = allocate(
    question.total,
    stages.map(({ share }) => share),
  );
  return amounts.some((amount) => amount === 0)
    ? undefined
    : stages.map((stage, index) => ({
        LineNumber: String(index + 1),
        ВариантОплаты: stage.option,
        ВариантОтсчета: stage.countedFrom || FROM_ORDER_DATE,
        Сдвиг: String(stage.days),
        ДатаПлатежа: paymentDate(stage, question),
        ПроцентПлатежа: stage.share / PERCENT_SCALE,
        СуммаПлатежа: kopecksToNumber(amounts[index] ?? question.total),
      }));
}

/** UT's own rule for orders: a credit counts from the shipment, an advance from the order and is due by the shipment. */
function paymentDate({ option, days }: AgreementStage, question: StageQuestion): string {
  const ordered = onecDay(question.documentDate);
  const shipped = laterOf(onecDay(question.shipmentDate), ordered);
  const isCredit = option === 'КредитПослеОтгрузки' || option === 'КредитСдвиг';
  const due = isCredit ? addDays(shipped, days) : earlierOf(addDays(ordered, days), shipped);
  return laterOf(due, ordered);
}

function onlyStage(question: StageQuestion): StageBody {
  return {
    LineNumber: '1',
    ВариантОплаты: 'КредитПослеОтгрузки',
    ВариантОтсчета: FROM_ORDER_DATE,
    Сдвиг: String(question.delayDays),
    ДатаПлатежа: laterOf(onecDay(question.shipmentDate), onecDay(question.documentDate)),
    ПроцентПлатежа: 100,
    СуммаПлатежа: kopecksToNumber(question.total),
  };
}
