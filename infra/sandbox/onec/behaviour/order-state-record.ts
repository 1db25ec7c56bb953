import { parseKopecks } from '../../../../lib/money/kopecks.ts';
import type { Base } from '../base.ts';
import { compositeKey } from '../odata/address.ts';
import { EMPTY_DATE, emptyEntity, typeName } from '../schema/empty.ts';
import { type Entity, numberOf, type Row, textOf } from '../store/entity.ts';
import { Transaction } from '../store/transaction.ts';
import { refreshAvailable } from './available-stock.ts';
import { earliestShipping, liveRows, openUnits } from './order-rows.ts';
import { type OrderState, orderState, type StateInput } from './order-state.ts';
import { firstStageDate } from './payment-stages.ts';
import { isSettledByOrder } from './settlement-object.ts';
import { settledOf } from './settlements.ts';
import { isGoods, isWaiting, POSTED_SET } from './stock.ts';

const REGISTER = 'InformationRegister_СостоянияЗаказовКлиентов';
const ORDER = 'Document_ЗаказКлиента';

/** Computes the states of all posted orders and the available stock anew: what background jobs do after a change. */
export function refreshStates(base: Base): void {
  const transaction = new Transaction(base.store);
  for (const posted of transaction.list(POSTED_SET)) {
    writeState(posted, base, transaction);
  }
  refreshAvailable(base, transaction);
  transaction.commit();
}

/** Writes the state of an order as posted, if it changed (ut-filling 4). */
export function writeState(posted: Readonly<Entity>, base: Base, transaction: Transaction): void {
  const register = base.schema.sets.get(REGISTER);
  if (register === undefined) {
    return;
  }
  const key = compositeKey(textOf(posted, 'Ref_Key'), ORDER);
  const state = orderState(stateInput(posted, base, transaction));
  const date = eventDate(state, posted);
  const known = transaction.get(REGISTER, key);
  if (known?.Состояние !== state || known.ДатаСобытия !== date) {
    transaction.put(REGISTER, key, {
      ...emptyEntity(register),
      Заказ: textOf(posted, 'Ref_Key'),
      Заказ_Type: typeName(ORDER),
      Состояние: state,
      Состояние_Type: typeName('Enum_СостоянияЗаказовКлиентов'),
      ДатаСобытия: date,
    });
  }
}

/** An order that is not posted has no state. */
export function removeState(order: Readonly<Entity>, transaction: Transaction): void {
  transaction.remove(REGISTER, compositeKey(textOf(order, 'Ref_Key'), ORDER));
}

/** What posted payments and shipments have left of an order as posted. */
function stateInput(
  posted: Readonly<Entity>,
  { switches, rules }: Base,
  transaction: Transaction,
): StateInput {
  const rows = liveRows(posted);
  const shipping = rows.filter((row) => rules.shipping.has(textOf(row, 'ВариантОбеспечения')));
  const total = parseKopecks(numberOf(posted, 'СуммаДокумента'));
  const paid = settledOf(textOf(posted, 'Ref_Key'), transaction);
  return {
    status: textOf(posted, 'Статус'),
    byOrder: isSettledByOrder(posted, rules),
    total,
    advance: parseKopecks(numberOf(posted, 'СуммаАвансаДоОбеспечения')),
    prepayment: parseKopecks(numberOf(posted, 'СуммаПредоплатыДоОтгрузки')),
    paid,
    left: Math.max(0, total - paid),
    needsSupply: rows.some((row) => row.ВариантОбеспечения === 'НеТребуется' && isGoods(row, transaction)),
    waiting: isWaiting(posted, transaction, rules),
    allShip: shipping.length === rows.length,
    openQuantity: rows.some(isOpen),
    openInvoice: shipping.some(isOpen),
    openShipment: shipping.some((row) => isOpen(row) && isGoods(row, transaction)),
    ownershipState: rules.ownershipState,
    closedByHand: switches.closeOnlyShipped || switches.closeOnlyPaid,
  };
}

const isOpen = (row: Readonly<Row>): boolean => openUnits(row) > 0;

function eventDate(state: OrderState, posted: Readonly<Entity>): string {
  switch (state) {
    case 'ОжидаетсяСогласование':
      return textOf(posted, 'ДатаСогласования');
    case 'ОжидаетсяАвансДоОбеспечения':
    case 'ОжидаетсяПредоплатаДоОтгрузки':
    case 'ОжидаетсяОплатаПослеОтгрузки':
      return firstStageDate(posted);
    case 'ВПроцессеОтгрузки':
      return earliestShipping(posted);
    default:
      return EMPTY_DATE;
  }
}
