import { type Kopecks, kopecksToNumber } from '../../money/kopecks.ts';
import { laterOf, onecDay } from '../onec-dates.ts';
import { changedFields } from './diff.ts';
import type { AgreementFact, PaymentStage } from './facts.ts';

/** Properties of the one payment stage; `LineNumber` included. */
export type StageBody = Readonly<Partial<PaymentStage>>;

export interface StageQuestion {
  /** Sum of the document, VAT on top included. */
  readonly total: Kopecks;
  readonly documentDate: string;
  readonly shipmentDate: string;
  readonly delayDays: number;
  readonly agreement: AgreementFact | undefined;
  readonly isCanceled: boolean;
}

/** Without debts there is nothing to plan: UT itself empties the table under this order of settlements (ut-filling 1.1). */
const SETTLED_BY_SHIPMENT = 'ПоНакладным';

/**
 * The payment stages of an order: one of 100 % on the shipping date, never before the document's date (case I-52; design,
 * decisions), none for a cancelled order or one without a sum.
 *
 * @returns undefined where the table is left to 1C: the agreement has stages of its own, and posting fills them.
 */
export function planStages(question: StageQuestion): readonly StageBody[] | undefined {
  const { agreement } = question;
  if (!question.isCanceled && (agreement?.hasStages || agreement?.paymentSchedule)) {
    return undefined;
  }
  if (question.isCanceled || question.total <= 0 || agreement?.settlementOrder === SETTLED_BY_SHIPMENT) {
    return [];
  }
  return [
    {
      LineNumber: '1',
      ВариантОплаты: 'КредитПослеОтгрузки',
      ВариантОтсчета: 'ОтДатыЗаказа',
      Сдвиг: String(question.delayDays),
      ДатаПлатежа: laterOf(onecDay(question.shipmentDate), onecDay(question.documentDate)),
      ПроцентПлатежа: 100,
      СуммаПлатежа: kopecksToNumber(question.total),
    },
  ];
}

/** Whether 1C already holds these stages. */
export function sameStages(wanted: readonly StageBody[], held: readonly PaymentStage[]): boolean {
  return (
    wanted.length === held.length &&
    wanted.every((stage, index) => Object.keys(changedFields(stage, held[index] ?? {})).length === 0)
  );
}
