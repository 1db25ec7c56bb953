import type { CrmOrder } from '../../../crm/order.ts';
import {
  type Kopecks,
  kopecksToNumber,
  NO_MONEY,
  ONE_UNIT,
  type Price,
  parsePrice,
  type Quantity,
} from '../../../money/kopecks.ts';
import { EMPTY_KEY } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { Problem, Warning } from '../../problems.ts';
import type { DocumentFacts, NoGood } from '../facts.ts';
import type { LineAmounts, OrderAmounts } from './amounts.ts';
import {
  cancelFields,
  discountFields,
  goodFields,
  moneyFields,
  priceKindOf,
  quantityFields,
  type RowFields,
} from './row-fields.ts';
import { rowFault } from './row-limits.ts';
import { itemStatusUnmapped, productUnknown } from './row-problems.ts';
import { taxedAmount } from './row-vat.ts';
import { prescribedSupply, type Supply, supplyOfService } from './supply.ts';

/** A row as the CRM wants it, not yet laid over what 1C holds. */
export interface PlannedRow {
  readonly item: number | 'delivery';
  readonly isService: boolean;
  readonly fields: RowFields;
  /** null leaves an existing row's supply option as it is. */
  readonly supply: Supply | null;
  /** What only a row that 1C does not have yet gets beside `fields`: a cancelled row keeps the figures it was ordered with. */
  readonly fieldsOfNew?: RowFields;
}

/** What the rows inherit from the document, the site and the order's status. */
export interface RowContext {
  readonly taxation: string;
  readonly vatIncluded: boolean;
  /** Of the document, 1C date-time: the day whose VAT rates hold. */
  readonly documentDate: string;
  readonly warehouse: string;
  /** 1C date. */
  readonly shipmentDate: string;
  readonly status: Settings['statuses'][number];
  /** The whole order is cancelled by its status. */
  readonly isCanceled: boolean;
  /** The document goes to another organisation, whose kinds of prices are others. */
  readonly isMoved: boolean;
}

/** The rows that can be planned, and every fault of those that cannot. */
export interface PlannedRows {
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Name of the delivery row's text and of its part in row identities (original-import 6.9). */
const DELIVERY_TEXT = 'Доставка';
const NO_UNITS = 0 as Quantity;
const NO_PRICE = 0 as Price;

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
  if (amounts.delivery > 0 && !context.isCanceled) {
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
  const taxed = taxedAmount({
    ...context,
    order,
    amount: line.amount,
    good,
    crmRate: item.vatRate,
    rates: facts.vatRates,
    newVatRates: facts.release.orders.newVatRates,
    source: settings.vatRate,
  });
  if ('problem' in taxed) {
    return taxed;
  }
  const isCanceled = context.isCanceled || line.canceledBy !== undefined;
  const figures = {
    ...quantityFields(line.quantity),
    ...discountFields(line),
    ...taxed.fields,
  };
  // Nobody orders nothing: such a row is cancelled with the figures that it has in 1C (D-11).
  const isWithoutFigures = isCanceled && (line.quantity === 0 || rowFault(line) !== undefined);
  return {
    row: {
      item: item.id,
      isService: good.isService,
      supply: supply !== null && good.isService ? supplyOfService(supply) : supply,
      fields: {
        ...goodFields(facts.proposed.row(order.id, item.id), good, context),
        ...(good.isService ? { Содержание: good.name } : {}),
        ...(context.isMoved ? { ВидЦены_Key: EMPTY_KEY } : {}),
        ...priceKindOf(item, settings),
        ...(isWithoutFigures ? {} : figures),
        ...cancelFields(isCanceled, settings),
      },
      ...(isWithoutFigures ? { fieldsOfNew: noFigures(taxed.fields) } : {}),
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
        message: `Услуга доставки из настроек (deliveryItem ${settings.deliveryItem}) не найдена в 1С или помечена на удаление, заказ ${order.number} не загружен. Укажите в настройках существующую услугу.`,
        details: { order: order.number, path: 'deliveryItem', deliveryItem: settings.deliveryItem },
      },
    };
  }
  const taxed = taxedAmount({
    ...context,
    order,
    amount: cost,
    good: service,
    crmRate: order.delivery.vatRate,
    rates: facts.vatRates,
    newVatRates: facts.release.orders.newVatRates,
    source: settings.vatRate,
  });
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
        ...goodFields(facts.proposed.row(order.id, 'delivery'), service, context),
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

/** A row of which nothing is ordered, at the rate of its product. */
const noFigures = ({ СтавкаНДС_Key: rate = EMPTY_KEY }: RowFields): RowFields => ({
  ...quantityFields(NO_UNITS),
  ...moneyFields(NO_PRICE, NO_MONEY, NO_MONEY, 0),
  СтавкаНДС_Key: rate,
  СуммаНДС: 0,
  СуммаСНДС: 0,
});
