import type { CrmItem, CrmOrder } from '../../crm/order.ts';
import { type Kopecks, kopecksToNumber, NO_MONEY, ONE_UNIT, parsePrice } from '../../money/kopecks.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Problem, Warning } from '../problems.ts';
import type { LineAmounts, OrderAmounts } from './amounts.ts';
import type { DocumentFacts, NoGood } from './facts.ts';
import {
  cancelFields,
  discountFields,
  goodFields,
  moneyFields,
  priceKindOf,
  quantityFields,
  type RowFields,
} from './row-fields.ts';
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

/** The rows that can be planned, and every fault of those that cannot. */
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
  const taxed = taxedAmount({
    ...context,
    order,
    amount: line.amount,
    good,
    crmRate: item.vatRate,
    rates: facts.vatRates,
    source: settings.vatRate,
  });
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
        ...goodFields(facts.proposed.row(order.id, item.id), good, context),
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
  const taxed = taxedAmount({
    ...context,
    order,
    amount: cost,
    good: service,
    crmRate: undefined,
    rates: facts.vatRates,
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

/** The CRM marks cancelling statuses itself; the table of item statuses may mark more of them. */
function isItemCanceled(item: CrmItem, settings: Settings): boolean {
  return item.isCanceled || settings.itemStatuses.some((row) => row.cancel && row.crm === item.status);
}
