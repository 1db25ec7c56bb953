import { describe, expect, it } from 'vitest';
import type { Kopecks } from '../../../../lib/money/kopecks.ts';
import { sameRows } from '../../../../lib/orders/order/diff.ts';
import type { AgreementFact, AgreementStage, PaymentStage } from '../../../../lib/orders/order/facts.ts';
import { planStages, type StageQuestion } from '../../../../lib/orders/order/stages/plan-stages.ts';

const stage = (option: AgreementStage['option'], days: number, share: number): AgreementStage => ({
  option,
  countedFrom: '',
  days,
  share,
});

const agreement = (
  stages: readonly AgreementStage[],
  changes: Partial<AgreementFact> = {},
): AgreementFact => ({
  key: '',
  operation: '',
  settlementOrder: 'ПоЗаказамНакладным',
  paymentForm: '',
  paymentSchedule: '',
  isMarked: false,
  usesContracts: false,
  stages,
  ofRelease: {},
  ...changes,
});

const HALVES = [stage('ПредоплатаДоОтгрузки', 2, 5000), stage('КредитПослеОтгрузки', 10, 5000)];

/** An order of 5 March for 100.01, shipped on the 8th, in a base where posting fills no stages. */
const question = (changes: Partial<StageQuestion> = {}): StageQuestion => ({
  total: 10_001 as Kopecks,
  documentDate: '2026-03-05T10:30:00',
  shipmentDate: '2026-03-08T00:00:00',
  delayDays: 5,
  agreement: agreement(HALVES),
  settlementOrder: 'ПоЗаказамНакладным',
  agreementStages: 'sent',
  isCanceled: false,
  ...changes,
});

const datesOf = (stages: readonly AgreementStage[], changes: Partial<StageQuestion> = {}) =>
  planStages(question({ agreement: agreement(stages), ...changes }))?.map(({ ДатаПлатежа }) =>
    ДатаПлатежа?.slice(0, 'YYYY-MM-DD'.length),
  );

describe('stages that an agreement prescribes', () => {
  it('are left to a base whose posting fills them, be they its own or of a schedule', () => {
    expect(planStages(question({ agreementStages: 'filledByPosting' }))).toBeUndefined();
    const scheduled = agreement([], { paymentSchedule: 'a' });
    expect(
      planStages(question({ agreementStages: 'filledByPosting', agreement: scheduled })),
    ).toBeUndefined();
  });

  it('are sent computed to any other, to the kopeck', () => {
    expect(planStages(question())).toEqual([
      {
        LineNumber: '1',
        ВариантОплаты: 'ПредоплатаДоОтгрузки',
        ВариантОтсчета: 'ОтДатыЗаказа',
        Сдвиг: '2',
        ДатаПлатежа: '2026-03-07T00:00:00',
        ПроцентПлатежа: 50,
        СуммаПлатежа: 50.01,
      },
      {
        LineNumber: '2',
        ВариантОплаты: 'КредитПослеОтгрузки',
        ВариантОтсчета: 'ОтДатыЗаказа',
        Сдвиг: '10',
        ДатаПлатежа: '2026-03-18T00:00:00',
        ПроцентПлатежа: 50,
        СуммаПлатежа: 50,
      },
    ]);
  });

  it('an advance is due by the shipment at the latest, a credit counts from it', () => {
    const stages = [stage('АвансДоОбеспечения', 30, 1000), stage('КредитСдвиг', 30, 9000)];
    expect(datesOf(stages)).toEqual(['2026-03-08', '2026-04-07']);
  });

  it('no date is ever before the document’s, whatever the shift and the shipment are', () => {
    const early = [stage('АвансДоОбеспечения', -3, 5000), stage('КредитПослеОтгрузки', -30, 5000)];
    expect(datesOf(early)).toEqual(['2026-03-05', '2026-03-05']);
    expect(datesOf(HALVES, { shipmentDate: '2026-03-01T00:00:00' })).toEqual(['2026-03-05', '2026-03-15']);
  });

  it('stages without a share of the payment (deposits for packaging) are no part of it', () => {
    const stages = [stage('АвансДоОбеспечения', 0, 0), stage('КредитПослеОтгрузки', 0, 10_000)];
    expect(planStages(question({ agreement: agreement(stages) }))).toMatchObject([
      { LineNumber: '1', ПроцентПлатежа: 100, СуммаПлатежа: 100.01 },
    ]);
  });

  it('a sum too small to be divided is paid at once: 1C takes no stage without a sum', () => {
    expect(planStages(question({ total: 1 as Kopecks }))).toMatchObject([
      { LineNumber: '1', ВариантОплаты: 'КредитПослеОтгрузки', ПроцентПлатежа: 100, СуммаПлатежа: 0.01 },
    ]);
  });

  it.each<[string, Partial<StageQuestion>]>([
    ['a cancelled order', { isCanceled: true }],
    ['an order without a sum', { total: 0 as Kopecks }],
    ['settlements by shipment', { settlementOrder: 'ПоНакладным' }],
  ])('%s has none', (_, changes) => {
    expect(planStages(question(changes))).toEqual([]);
  });
});

it('stages that 1C holds beyond the planned ones are a change', () => {
  const [first, second] = (planStages(question()) ?? []) as readonly PaymentStage[];
  if (first === undefined || second === undefined) {
    throw new Error('two stages were expected');
  }
  expect(sameRows([first, second], [first, second])).toBe(true);
  expect(sameRows([first], [first, second])).toBe(false);
  expect(sameRows([], [first])).toBe(false);
});
