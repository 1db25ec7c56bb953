import type { CrmItem, CrmOrder } from '../../crm/order.ts';
import { divideRounded } from '../../money/decimal.ts';
import {
  type Kopecks,
  kopecksToNumber,
  lineAmount,
  NO_MONEY,
  ONE_UNIT,
  type Price,
  parsePrice,
  priceToNumber,
  type Quantity,
  quantityToNumber,
} from '../../money/kopecks.ts';
import { NO_VAT, vatOf, withVat } from '../../money/vat.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import { deterministicId } from '../../platform/ids.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Problem, Warning } from '../problems.ts';
import type { LineAmounts, OrderAmounts } from './amounts.ts';
import type { DocumentFacts, Good, NoGood, OrderRow } from './facts.ts';
import { itemStatusUnmapped, productUnknown, vatRateUnknown } from './row-problems.ts';
import { prescribedSupply, type Supply, supplyOfService } from './supply.ts';
import { chooseRate } from './vat-rates.ts';

/** Properties of a row that the CRM decides; everything else of an existing row stays as 1C holds it. */
export type RowFields = {
  readonly [Name in keyof Omit<OrderRow, 'LineNumber' | 'КодСтроки'>]?: OrderRow[Name];
};

export interface PlannedRow {
  readonly item: number | 'delivery';
  readonly isService: boolean;
  readonly fields: RowFields;
  /** null leaves an existing row's supply option as it is. */
  readonly supply: Supply | null;
}

/** What the rows inherit from the document, the site and the order's status. */
export interface RowContext {
  readonly taxation: string;
  readonly vatIncluded: boolean;
  readonly warehouse: string;
  /** 1C date. */
  readonly shipmentDate: string;
  readonly status: Settings['statuses'][number];
  /** The whole order is cancelled by its status. */
  readonly isCanceled: boolean;
}

export interface PlannedRows {
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Name of the delivery row's text and of its part in row identities (original-import 6.9). */
const DELIVERY_TEXT = 'Доставка';

/**
 * The rows that the order should have in 1C, in the CRM's order, the delivery row last (original-import 6.7 and 6.9).
 * Every fault of every row is reported, not only the first.
 */
export function planRows(
  order: CrmOrder,
  amounts: OrderAmounts,
  facts: DocumentFacts,
  settings: Settings,
  context: RowContext,
): PlannedRows {
  const rows: PlannedRow[] = [];
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const take = (result: RowResult) => {
    if ('problem' in result) {
      problems.push(result.problem);
    } else {
      rows.push(result.row);
      warnings.push(...result.warnings);
    }
  };
  for (const line of amounts.lines) {
    take(planGoodsRow(order, line, facts, settings, context));
  }
  if (amounts.delivery !== NO_MONEY && !context.isCanceled) {
    take(planDeliveryRow(order, amounts.delivery, facts, settings, context));
  }
  return { rows, problems, warnings };
}

type RowResult =
  | { readonly row: PlannedRow; readonly warnings: readonly Warning[] }
  | { readonly problem: Problem };

function planGoodsRow(
  order: CrmOrder,
  line: LineAmounts,
  facts: DocumentFacts,
  settings: Settings,
  context: RowContext,
): RowResult {
  const { item } = line;
  const good = facts.goods.get(item.id) ?? ({ missing: 'absent' } satisfies NoGood);
  if ('missing' in good) {
    return { problem: productUnknown(order, item, good.missing, settings.offers) };
  }
  const supply = prescribedSupply(item, context.status, settings);
  if (supply !== null && typeof supply === 'object') {
    return { problem: itemStatusUnmapped(order, item, supply.unmapped) };
  }
  const taxed = taxedAmount(order, line.amount, good, item.vatRate, facts, settings, context);
  if ('problem' in taxed) {
    return taxed;
  }
  const isCanceled = context.isCanceled || isItemCanceled(item, settings);
  return {
    row: {
      item: item.id,
      isService: good.isService,
      supply: supply !== null && good.isService ? supplyOfService(supply) : supply,
      fields: {
        ...goodFields(order.id, String(item.id), good, context),
        ...(good.isService ? { Содержание: good.name } : {}),
        ...priceKindOf(item, settings),
        ...quantityFields(line.quantity),
        ...discountFields(line),
        ...taxed.fields,
        ...cancelFields(isCanceled, settings),
      },
    },
    warnings: taxed.warnings,
  };
}

function planDeliveryRow(
  order: CrmOrder,
  cost: Kopecks,
  facts: DocumentFacts,
  settings: Settings,
  context: RowContext,
): RowResult {
  const service = facts.deliveryService;
  if (service === undefined) {
    return {
      problem: {
        reason: 'settingsIncomplete',
        message: `Услуга доставки из настроек (deliveryItem ${settings.deliveryItem}) не найдена в 1С, заказ ${order.number} не загружен. Укажите в настройках существующую услугу.`,
        details: { order: order.number, deliveryItem: settings.deliveryItem },
      },
    };
  }
  const taxed = taxedAmount(order, cost, service, undefined, facts, settings, context);
  if ('problem' in taxed) {
    return taxed;
  }
  const price = parsePrice(kopecksToNumber(cost));
  return {
    row: {
      item: 'delivery',
      isService: true,
      supply: null,
      fields: {
        ...goodFields(order.id, 'delivery', service, context),
        Содержание: DELIVERY_TEXT,
        ...quantityFields(ONE_UNIT),
        ...moneyFields(price, cost, NO_MONEY, 0),
        ...taxed.fields,
        ...cancelFields(false, settings),
      },
    },
    warnings: taxed.warnings,
  };
}

function goodFields(orderId: number, row: string, good: Good, context: RowContext): RowFields {
  return {
    ИдентификаторСтроки: deterministicId('row', orderId, row),
    Номенклатура_Key: good.key,
    Характеристика_Key: good.characteristic,
    Упаковка_Key: EMPTY_KEY,
    Склад_Key: good.isService ? EMPTY_KEY : context.warehouse,
    ДатаОтгрузки: context.shipmentDate,
  };
}

function priceKindOf(item: CrmItem, settings: Settings): RowFields {
  const mapped = settings.prices.types.find((type) => type.crm === item.priceType);
  return mapped === undefined ? {} : { ВидЦены_Key: mapped.onec };
}

function quantityFields(quantity: Quantity): RowFields {
  return { Количество: quantityToNumber(quantity), КоличествоУпаковок: quantityToNumber(quantity) };
}

/** The discount is whatever lies between the full price and the final amount, so that the three always agree. */
function discountFields(line: LineAmounts): RowFields {
  const full = lineAmount(line.price, line.quantity);
  const discount = (full - line.amount) as Kopecks;
  return moneyFields(line.price, line.amount, discount, full === 0 ? 0 : percentOf(discount, full));
}

function moneyFields(price: Price, amount: Kopecks, discount: Kopecks, percent: number): RowFields {
  return {
    Цена: priceToNumber(price),
    Сумма: kopecksToNumber(amount),
    СуммаРучнойСкидки: kopecksToNumber(discount),
    ПроцентРучнойСкидки: percent,
  };
}

/** `part` of `whole` in percent with two decimals, the precision of `ПроцентРучнойСкидки` (5,2). */
function percentOf(part: Kopecks, whole: Kopecks): number {
  return kopecksToNumber(divideRounded(BigInt(part) * 10_000n, BigInt(whole)) as Kopecks);
}

type Taxed =
  | { readonly fields: RowFields; readonly warnings: readonly Warning[] }
  | { readonly problem: Problem };

function taxedAmount(
  order: CrmOrder,
  amount: Kopecks,
  good: Good,
  crmRate: string | undefined,
  facts: DocumentFacts,
  settings: Settings,
  context: RowContext,
): Taxed {
  const question = {
    taxation: context.taxation,
    productRateKey: good.vatRateKey,
    crmRate,
    source: settings.vatRate,
  };
  const chosen = chooseRate(facts.vatRates, question);
  if (chosen === undefined) {
    return { problem: vatRateUnknown(order, good, crmRate, settings.vatRate) };
  }
  const { fact, differsFromCrm } = chosen;
  const vat = vatOf(amount, fact.isExempt ? NO_VAT : fact.rate, context.vatIncluded);
  return {
    fields: {
      СтавкаНДС_Key: fact.key,
      СуммаНДС: kopecksToNumber(vat),
      СуммаСНДС: kopecksToNumber(withVat(amount, vat, context.vatIncluded)),
    },
    warnings: differsFromCrm
      ? [
          {
            code: 'vatRateDiffers',
            message: `Ставка НДС товара «${good.name}» в 1С — ${fact.name}, в RetailCRM — ${crmRate}. Взята ставка 1С.`,
          },
        ]
      : [],
  };
}

/** The CRM marks cancelling statuses itself; the table of item statuses may mark more of them. */
function isItemCanceled(item: CrmItem, settings: Settings): boolean {
  return item.isCanceled || settings.itemStatuses.some((row) => row.cancel && row.crm === item.status);
}

function cancelFields(isCanceled: boolean, settings: Settings): RowFields {
  return {
    Отменено: isCanceled,
    ПричинаОтмены_Key: isCanceled ? (settings.cancelReason ?? EMPTY_KEY) : EMPTY_KEY,
  };
}
