import { parseKopecks, parseQuantity, sumKopecks } from '../../money/kopecks.ts';
import { sayKopecks, sayQuantity } from '../../money/russian.ts';
import type { OrderDocument, OrderRow } from '../order/facts.ts';
import type { ExplainedField, Names } from './explain-write.ts';
import { maskName } from './mask-name.ts';
import { describeMoney, type MoneySheet } from './money-sheet.ts';

type ReportedRow = Pick<
  OrderRow,
  | 'LineNumber'
  | 'Номенклатура_Key'
  | 'Количество'
  | 'Цена'
  | 'Сумма'
  | 'СуммаРучнойСкидки'
  | 'СтавкаНДС_Key'
  | 'СуммаНДС'
  | 'СуммаСНДС'
  | 'Отменено'
  | 'ВариантОбеспечения'
>;

/** An order of 1C as much of it as a report shows; one that is only planned has no number and is not posted. */
export interface ReportedDocument
  extends Pick<
    OrderDocument,
    'Контрагент_Key' | 'Организация_Key' | 'Склад_Key' | 'Статус' | 'НомерПоДаннымКлиента' | 'СуммаДокумента'
  > {
  readonly Товары: readonly ReportedRow[];
}

/** An order with the names that its keys mean. A key without a name is shown as it is. */
export interface OrderReport {
  readonly document: ReportedDocument;
  readonly names: Names;
  /** What each planned write sets, in the order of the writes. */
  readonly steps: readonly (readonly ExplainedField[])[];
  /** How the sums come about; absent where the CRM does not know the order any more. */
  readonly money?: MoneySheet;
}

/** Whether the customer's name is shown in full; masked wherever more than the one order asked for is shown (design, decisions). */
export type CustomerShown = 'full' | 'masked';

/** What an administrator recognises an order by, in Russian, line by line, for a terminal. */
export function describeOrder(
  { document, names, money }: OrderReport,
  customerShown: CustomerShown,
): readonly string[] {
  const nameOf = (key: string): string => names.get(key) ?? key;
  const customer = nameOf(document.Контрагент_Key);
  const live = document.Товары.filter((row) => !row.Отменено);
  const vat = sumKopecks(live.map((row) => parseKopecks(row.СуммаНДС)));
  return [
    `Покупатель:  ${customerShown === 'full' ? customer : maskName(customer)}`,
    `Организация: ${nameOf(document.Организация_Key)}, склад: ${nameOf(document.Склад_Key)}`,
    `Статус:      ${document.Статус}, номер в RetailCRM: ${document.НомерПоДаннымКлиента}`,
    'Строки:',
    ...document.Товары.map((row) => `  ${describeRow(row, nameOf)}`),
    `НДС:   ${sayKopecks(vat)}`,
    `Сумма: ${sayKopecks(parseKopecks(document.СуммаДокумента))}`,
    ...(money === undefined ? [] : describeMoney(money)),
  ];
}

function describeRow(row: ReportedRow, nameOf: (key: string) => string): string {
  const discount = parseKopecks(row.СуммаРучнойСкидки);
  const parts = [
    `${row.LineNumber}. ${nameOf(row.Номенклатура_Key)}`,
    `${sayQuantity(parseQuantity(row.Количество))} × ${sayKopecks(parseKopecks(row.Цена))}`,
    ...(discount === 0 ? [] : [`скидка ${sayKopecks(discount)}`]),
    `= ${sayKopecks(parseKopecks(row.Сумма))}`,
    `НДС ${nameOf(row.СтавкаНДС_Key)} ${sayKopecks(parseKopecks(row.СуммаНДС))}`,
    row.Отменено ? 'отменена' : row.ВариантОбеспечения,
  ];
  return parts.join(' · ');
}
