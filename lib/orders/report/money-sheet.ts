import type { CrmOrder } from '../../crm/order.ts';
import {
  formatKopecks,
  type Kopecks,
  lineAmount,
  parseKopecks,
  parsePrice,
  parseQuantity,
  sumKopecks,
} from '../../money/kopecks.ts';
import { sayKopecks } from '../../money/russian.ts';
import type { OrderDocument } from '../order/facts.ts';

/** One row of the order as 1C would hold it; figures are decimal texts in roubles, `"1800.50"`. */
export interface MoneyLine {
  /** Key of the product. */
  readonly product: string;
  readonly quantity: string;
  readonly price: string;
  /** Price × quantity, to a kopeck. */
  readonly full: string;
  readonly discount: string;
  readonly amount: string;
  readonly vat: string;
  readonly withVat: string;
  readonly isCanceled: boolean;
}

/** How the sums of an order come about and meet the CRM's, to the kopeck (design, principle 5). Decimal texts, roubles. */
export interface MoneySheet {
  readonly lines: readonly MoneyLine[];
  /** Σ amounts of the rows that are not cancelled, delivery included. */
  readonly rows: string;
  /** `totalSumm` of the CRM. */
  readonly crmTotal: string;
  readonly difference: string;
  readonly vat: string;
  /** What 1C computes as `СуммаДокумента`; higher than `rows` by a VAT on top of the prices. */
  readonly documentTotal: string;
  /** What bonuses pay of it: it is in the rows' amounts already. */
  readonly bonuses?: string;
}

/** @param document the order as 1C would hold it. */
export function moneySheet(
  document: Pick<OrderDocument, 'Товары'>,
  order: Pick<CrmOrder, 'totalSumm' | 'bonusesChargeTotal'>,
): MoneySheet {
  const live = document.Товары.filter((row) => !row.Отменено);
  const sum = (column: 'Сумма' | 'СуммаНДС' | 'СуммаСНДС') =>
    sumKopecks(live.map((row) => parseKopecks(row[column])));
  const rows = sum('Сумма');
  const crmTotal = parseKopecks(order.totalSumm);
  const bonuses = parseKopecks(order.bonusesChargeTotal ?? '0');
  return {
    lines: document.Товары.map(lineOf),
    rows: formatKopecks(rows),
    crmTotal: formatKopecks(crmTotal),
    difference: formatKopecks((rows - crmTotal) as Kopecks),
    vat: formatKopecks(sum('СуммаНДС')),
    documentTotal: formatKopecks(sum('СуммаСНДС')),
    ...(bonuses === 0 ? {} : { bonuses: formatKopecks(bonuses) }),
  };
}

const lineOf = (row: OrderDocument['Товары'][number]): MoneyLine => ({
  product: row.Номенклатура_Key,
  quantity: String(row.Количество),
  price: formatKopecks(parseKopecks(row.Цена)),
  full: formatKopecks(lineAmount(parsePrice(row.Цена), parseQuantity(row.Количество))),
  discount: formatKopecks(parseKopecks(row.СуммаРучнойСкидки)),
  amount: formatKopecks(parseKopecks(row.Сумма)),
  vat: formatKopecks(parseKopecks(row.СуммаНДС)),
  withVat: formatKopecks(parseKopecks(row.СуммаСНДС)),
  isCanceled: row.Отменено,
});

/** How the sums meet, in Russian, line by line. */
export function describeMoney(sheet: MoneySheet): readonly string[] {
  const say = (figure: string) => sayKopecks(parseKopecks(figure));
  const onTop = parseKopecks(sheet.documentTotal) - parseKopecks(sheet.rows);
  return [
    `Сверка: строки и доставка ${say(sheet.rows)}, сумма заказа в RetailCRM ${say(sheet.crmTotal)}, разница ${say(sheet.difference)}`,
    ...(onTop === 0
      ? []
      : [`НДС сверх цены ${sayKopecks(onTop as Kopecks)}: сумма документа ${say(sheet.documentTotal)}`]),
    ...(sheet.bonuses === undefined
      ? []
      : [`Бонусами оплачено ${say(sheet.bonuses)}: эта скидка уже в суммах строк`]),
  ];
}
