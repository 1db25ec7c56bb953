import { kopecksToNumber, parseKopecks, parseQuantity, sumKopecks } from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf, setHeld, textOf } from '../store/entity.ts';
import type { WriteContext } from './behaviour.ts';

const TABLE = 'Товары';

/** Of a row of an order as posted: thousandths of a unit that posted shipments took of it. */
export const SHIPPED = 'sandbox_shipped';

/** Thousandths of a unit of a row that are not shipped yet; of an order that was not posted yet, all. */
export const openUnits = (row: Readonly<Row>): number =>
  parseQuantity(numberOf(row, 'Количество')) - numberOf(row, SHIPPED);

/** Rows that are not cancelled. */
export const liveRows = (order: Readonly<Entity>): Row[] =>
  rowsOf(order, TABLE).filter((row) => !flagOf(row, 'Отменено'));

/** Gives every new row a code that no row of the order ever had; codes in use stay (onec-odata F1). */
export function numberRowCodes(draft: Entity): void {
  const rows = rowsOf(draft, TABLE);
  const known = [numberOf(draft, 'МаксимальныйКодСтроки'), ...rows.map((row) => numberOf(row, 'КодСтроки'))];
  let last = Math.max(...known);
  for (const row of rows.filter((candidate) => numberOf(candidate, 'КодСтроки') === 0)) {
    last += 1;
    row.КодСтроки = String(last);
  }
  draft.МаксимальныйКодСтроки = String(last);
}

/** `СуммаДокумента` = Σ `СуммаСНДС` of the rows that are not cancelled, whatever the client sent. */
export function totalRows(draft: Entity): void {
  const amounts = liveRows(draft).map((row) => parseKopecks(numberOf(row, 'СуммаСНДС')));
  draft.СуммаДокумента = kopecksToNumber(sumKopecks(amounts));
}

/** Piece goods are sold in whole pieces: a fraction is rounded (ut-filling 1.1). */
export function roundPieces(draft: Entity, { transaction, report }: WriteContext): void {
  for (const row of rowsOf(draft, TABLE)) {
    const item = transaction.get('Catalog_Номенклатура', textOf(row, 'Номенклатура_Key'));
    const unit = transaction.get(
      'Catalog_УпаковкиЕдиницыИзмерения',
      textOf(item ?? {}, 'ЕдиницаИзмерения_Key'),
    );
    const quantity = numberOf(row, 'Количество');
    const isPieces = textOf(unit ?? {}, 'ТипИзмеряемойВеличины') === 'КоличествоШтук';
    if (isPieces && !Number.isInteger(quantity)) {
      row.Количество = Math.round(quantity);
      report('roundedQuantity', `${TABLE}.Количество`, 'piece goods are sold in whole pieces');
    }
  }
}

/** The header's shipping date follows the rows, or the rows follow the header (`НеОтгружатьЧастями`). */
export function synchronizeShippingDates(draft: Entity): void {
  if (flagOf(draft, 'НеОтгружатьЧастями')) {
    for (const row of rowsOf(draft, TABLE)) {
      row.ДатаОтгрузки = textOf(draft, 'ДатаОтгрузки');
    }
    return;
  }
  draft.ДатаОтгрузки = earliestShipping(draft);
}

/** The earliest shipping date of the rows that are not cancelled; empty if none has one. */
export function earliestShipping(order: Readonly<Entity>): string {
  const dates = liveRows(order)
    .map((row) => textOf(row, 'ДатаОтгрузки'))
    .filter((date) => date !== EMPTY_DATE);
  return dates.sort()[0] ?? EMPTY_DATE;
}

/** Posting fills `ИдентификаторСтроки` where it is empty; where the base does not keep a client's, everywhere. */
export function identifyRows(draft: Entity, { base }: WriteContext): void {
  for (const row of rowsOf(draft, TABLE)) {
    if (textOf(row, 'ИдентификаторСтроки') === '' || !base.switches.keepRowIds) {
      setHeld(row, { ИдентификаторСтроки: base.makeId() });
    }
  }
}

/** A row without a product cannot make movements. @throws {ODataFault} 500 code -1 naming the row. */
export function demandProducts(draft: Readonly<Entity>, { transaction }: WriteContext): void {
  for (const [index, row] of rowsOf(draft, TABLE).entries()) {
    const key = textOf(row, 'Номенклатура_Key');
    if (key === EMPTY_KEY || transaction.get('Catalog_Номенклатура', key) === undefined) {
      throw innerError(`Не заполнена колонка "Номенклатура" в строке ${index + 1} списка "Товары"`);
    }
  }
}
