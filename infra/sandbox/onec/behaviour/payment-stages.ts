import { divideRounded, parseScaled } from '../../../../lib/money/decimal.ts';
import {
  type Kopecks,
  kopecksToNumber,
  NO_MONEY,
  parseKopecks,
  sumKopecks,
} from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import { EMPTY_DATE, emptyRow } from '../schema/empty.ts';
import { type Entity, numberOf, type Row, rowsOf, textOf } from '../store/entity.ts';
import type { WriteContext } from './behaviour.ts';

const TABLE = 'ЭтапыГрафикаОплаты';
/** 100 % in hundredths of a percent. */
const WHOLE = 10_000;

/**
 * What posting does to the payment stages (ut-filling 1.1): cleared where nothing is settled by stages; since 11.5 filled
 * from the agreement where empty and redistributed by percents where their total is not the document's; then checked.
 * 11.4 does neither: the client's stages have to be complete (onec-odata F1).
 *
 * @throws {ODataFault} 500 code -1 for stages that UT refuses.
 */
export function settleStages(draft: Entity, context: WriteContext): void {
  const total = parseKopecks(numberOf(draft, 'СуммаДокумента'));
  if (textOf(draft, 'ПорядокРасчетов') === 'ПоНакладным' || total === NO_MONEY) {
    draft[TABLE] = [];
    return;
  }
  const sent = rowsOf(draft, TABLE);
  const stages = context.base.rules.stages === 'filled' ? filledStages(sent, total, draft, context) : sent;
  checkStages(stages, total, textOf(draft, 'Date'));
  draft[TABLE] = stages;
}

function filledStages(sent: Row[], total: Kopecks, draft: Entity, context: WriteContext): Row[] {
  const stages = sent.length > 0 ? sent : defaultStages(draft, context);
  if (sumKopecks(stages.map(amount)) !== total) {
    redistribute(stages, total);
  }
  return stages;
}

/** Sum of the stages of one kind (`АвансДоОбеспечения`, `ПредоплатаДоОтгрузки`), roubles. */
export function stagesOf(draft: Readonly<Entity>, kind: string): number {
  const stages = rowsOf(draft, TABLE).filter((stage) => stage.ВариантОплаты === kind);
  return kopecksToNumber(sumKopecks(stages.map(amount)));
}

/** The date of the first stage; empty if there is none. */
export function firstStageDate(order: Readonly<Entity>): string {
  const dates = rowsOf(order, TABLE).map((stage) => textOf(stage, 'ДатаПлатежа'));
  return dates.sort()[0] ?? EMPTY_DATE;
}

const amount = (stage: Readonly<Row>): Kopecks => parseKopecks(numberOf(stage, 'СуммаПлатежа'));
const percent = (stage: Readonly<Row>): number => parseScaled(numberOf(stage, 'ПроцентПлатежа'), 2);

function defaultStages(draft: Entity, { own, transaction }: WriteContext): Row[] {
  const shape = own.tables.get(TABLE);
  const empty: Row = shape === undefined ? {} : emptyRow(shape);
  const day = `${textOf(draft, 'Date').slice(0, 10)}T00:00:00`;
  const agreement = transaction.get('Catalog_СоглашенияСКлиентами', textOf(draft, 'Соглашение_Key'));
  const planned = rowsOf(agreement ?? {}, TABLE).map((stage) => ({
    ...empty,
    ВариантОплаты: textOf(stage, 'ВариантОплаты'),
    ВариантОтсчета: textOf(stage, 'ВариантОтсчета') || 'ОтДатыЗаказа',
    ПроцентПлатежа: numberOf(stage, 'ПроцентПлатежа'),
    Сдвиг: textOf(stage, 'Сдвиг'),
    ДатаПлатежа: addDays(day, numberOf(stage, 'Сдвиг')),
  }));
  const whole: Row = {
    ...empty,
    ВариантОплаты: 'КредитПослеОтгрузки',
    ВариантОтсчета: 'ОтДатыЗаказа',
    ПроцентПлатежа: 100,
    ДатаПлатежа: day,
  };
  return planned.length > 0 ? planned : [whole];
}

/** The last stage takes what rounding leaves. */
function redistribute(stages: readonly Row[], total: Kopecks): void {
  let left: number = total;
  for (const [index, stage] of stages.entries()) {
    const share = divideRounded(BigInt(total) * BigInt(percent(stage)), BigInt(WHOLE));
    const taken = index === stages.length - 1 ? left : share;
    stage.СуммаПлатежа = kopecksToNumber(taken as Kopecks);
    left -= taken;
  }
}

function checkStages(stages: readonly Row[], total: Kopecks, documentDate: string): void {
  if (stages.length === 0) {
    throw innerError('Необходимо заполнить этапы графика оплаты');
  }
  for (const [index, stage] of stages.entries()) {
    checkStage(stage, index + 1, documentDate);
  }
  const percents = stages.reduce((sum, stage) => sum + percent(stage), 0);
  if (percents !== WHOLE) {
    throw innerError('Процент платежей по этапам графика оплаты должен быть равен 100%');
  }
  if (sumKopecks(stages.map(amount)) !== total) {
    throw innerError('Сумма платежей по этапам графика оплаты не равна сумме документа');
  }
}

function checkStage(stage: Readonly<Row>, line: number, documentDate: string): void {
  const missing = [
    ['ВариантОплаты', textOf(stage, 'ВариантОплаты') === ''],
    ['ВариантОтсчета', stage.ВариантОтсчета === ''],
    ['ДатаПлатежа', textOf(stage, 'ДатаПлатежа') === EMPTY_DATE],
    ['ПроцентПлатежа', percent(stage) === 0],
    ['СуммаПлатежа', amount(stage) === 0],
  ].find(([, isMissing]) => isMissing);
  if (missing !== undefined) {
    throw innerError(`Не заполнена колонка "${missing[0]}" в строке ${line} списка "Этапы графика оплаты"`);
  }
  if (textOf(stage, 'ДатаПлатежа').slice(0, 10) < documentDate.slice(0, 10)) {
    throw innerError(`Дата платежа в строке ${line} этапов графика оплаты меньше даты документа`);
  }
}

function addDays(date: string, days: number): string {
  const moved = new Date(`${date}Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 19);
}
