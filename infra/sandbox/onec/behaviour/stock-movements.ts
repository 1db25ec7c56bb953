import { parseQuantity } from '../../../../lib/money/kopecks.ts';
import type { ReleaseRules } from '../release-rules.ts';
import { emptyRow, typeName } from '../schema/empty.ts';
import type { BalanceSchema } from '../schema/schema.ts';
import { type Entity, numberOf, type Row, setHeld, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import { liveRows, openUnits } from './order-rows.ts';
import { isService, type Place, POSTED_SET, placeOf, STOCK_SET } from './stock.ts';

/** What a register holds of one thing in one place. */
export interface Movement {
  /** Every dimension of the register. */
  readonly place: Readonly<Row>;
  /** Thousandths of a unit by resource, signed; resources without a change are left out. */
  readonly changes: Readonly<Record<string, number>>;
}

/** The register that knows what lies in a warehouse and nothing of orders. */
const PHYSICAL = 'AccumulationRegister_ТоварыНаСкладах';
const ON_HAND = 'ВНаличии';

/**
 * The movements of a stock register: the units on hand and, for registers of free stock, the rows of posted orders by
 * their supply option (ut-filling 5). They follow from what is posted, so that they are never out of step with it.
 */
export function movementsOf(
  register: BalanceSchema,
  transaction: Transaction,
  rules: ReleaseRules,
): Movement[] {
  const stock = transaction
    .list(STOCK_SET)
    .map((balance) => ({ place: dimensionsOf(register, placeOf(balance)), changes: onHand(balance) }));
  if (register.set === PHYSICAL) {
    return stock;
  }
  const ordered = transaction
    .list(POSTED_SET)
    .flatMap((order) => liveRows(order).map((row) => ({ order, row })))
    .filter(({ row }) => !isService(row, transaction))
    .flatMap(({ order, row }) => rowMovement(register, order, row, rules));
  return [...stock, ...ordered];
}

const onHand = (balance: Readonly<Entity>): Movement['changes'] => ({
  [ON_HAND]: parseQuantity(numberOf(balance, ON_HAND)),
});

/**
 * A row that ships takes its units out of the stock at once, once its order is agreed; any other row is demand of its
 * order for its date.
 */
function rowMovement(
  register: BalanceSchema,
  order: Readonly<Entity>,
  row: Readonly<Row>,
  { shipping, demandResources }: ReleaseRules,
): Movement[] {
  const option = textOf(row, 'ВариантОбеспечения');
  const units = openUnits(row);
  const place = dimensionsOf(register, placeOf(row, order));
  if (shipping.has(option) && textOf(order, 'Статус') !== 'НеСогласован') {
    return [{ place, changes: { [ON_HAND]: -units } }];
  }
  const resource = demandResources.get(option);
  if (resource === undefined) {
    return [];
  }
  setHeld(place, {
    Заказ: textOf(order, 'Ref_Key'),
    Заказ_Type: typeName('Document_ЗаказКлиента'),
    ДатаСобытия: textOf(row, 'ДатаОтгрузки'),
  });
  return [{ place, changes: { [resource]: units } }];
}

function dimensionsOf({ dimensions }: BalanceSchema, { item, characteristic, warehouse }: Place): Row {
  const row = emptyRow(dimensions);
  setHeld(row, { Номенклатура_Key: item, Характеристика_Key: characteristic, Склад_Key: warehouse });
  // A warehouse that may also be a department is a composite dimension.
  setHeld(row, { Склад: warehouse, Склад_Type: typeName('Catalog_Склады') });
  return row;
}
