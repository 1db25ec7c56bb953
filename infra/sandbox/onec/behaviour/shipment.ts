import { kopecksToNumber, parseKopecks, sumKopecks } from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import { EMPTY_KEY, typeName } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, rowsOf, setHeld, textOf } from '../store/entity.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';
import {
  add,
  refreshOrders,
  rowsOfOrder,
  shippableOf,
  shippedOf,
  shippingKey,
  tooMuch,
} from './order-snapshot.ts';
import { postedDocument, setPostedDocument } from './posted-documents.ts';
import { hasParties, isSettledByOrder, settlementKey, writeSettlementObject } from './settlement-object.ts';
import { moveStock, POSTED_SET } from './stock.ts';

const ORDER = 'Document_ЗаказКлиента';
const TABLE = 'Товары';
/** What a shipment shares with its order, or its settlement object is not found (ut-filling 0.1). */
const SHARED = ['Организация_Key', 'Контрагент_Key', 'Партнер_Key', 'Валюта_Key'];

/** What UT does by itself when a shipment is written, posted and un-posted (ut-filling 1.3). */
export const shipment: Behaviour = {
  beforeWrite(draft, context) {
    complete(draft, context);
    if (context.occasion === 'post') {
      refusePosting(draft, context);
      completePosting(draft, context);
    }
  },

  afterWrite(draft, context) {
    const { base, transaction, occasion, own } = context;
    if (ownsObject(draft, context)) {
      writeSettlementObject(draft, context);
    }
    if (occasion === 'write' && flagOf(draft, 'Posted')) {
      return;
    }
    const key = textOf(draft, 'Ref_Key');
    const before = postedDocument(own.set, key, transaction);
    if (before !== undefined && textOf(before, 'Статус') !== 'КПредоплате') {
      moveStock(before, 1, transaction);
    }
    const isPosted = occasion === 'post';
    if (isPosted && textOf(draft, 'Статус') !== 'КПредоплате') {
      moveStock(draft, -1, transaction);
    }
    const about = setPostedDocument(
      own.set,
      key,
      isPosted ? draft : undefined,
      isPosted ? ordersOf(draft) : [],
      transaction,
    );
    refreshOrders(about, base, transaction);
  },
};

/** Every write. */
function complete(draft: Entity, { transaction }: WriteContext): void {
  const rows = rowsOf(draft, TABLE);
  draft.СуммаДокумента = kopecksToNumber(
    sumKopecks(rows.map((row) => parseKopecks(numberOf(row, 'СуммаСНДС')))),
  );
  const order = textOf(draft, 'ЗаказКлиента');
  if (flagOf(draft, 'РеализацияПоЗаказам') && isOrder(draft)) {
    for (const row of rows.filter((candidate) => !isOrder(candidate))) {
      Object.assign(row, { ЗаказКлиента: order, ЗаказКлиента_Type: typeName(ORDER) });
    }
  }
  if (textOf(draft, 'ПорядокРасчетов') === '') {
    draft.ПорядокРасчетов = textOf(transaction.get(ORDER, order) ?? {}, 'ПорядокРасчетов') || 'ПоНакладным';
  }
}

const isOrder = (record: Readonly<Entity>): boolean =>
  textOf(record, 'ЗаказКлиента_Type') === typeName(ORDER) &&
  !['', EMPTY_KEY].includes(textOf(record, 'ЗаказКлиента'));

const ordersOf = (draft: Readonly<Entity>): readonly string[] => [
  ...new Set(
    rowsOf(draft, TABLE)
      .filter(isOrder)
      .map((row) => textOf(row, 'ЗаказКлиента')),
  ),
];

/** A shipment is what is settled under ПоНакладным and its kin, or where it has no order (ut-filling 0.1). */
function ownsObject(draft: Readonly<Entity>, { base }: WriteContext): boolean {
  return (
    hasParties(draft) &&
    (textOf(draft, 'ПорядокРасчетов').endsWith('Накладным') ||
      (isSettledByOrder(draft, base.rules) && ordersOf(draft).length === 0))
  );
}

function refusePosting(draft: Readonly<Entity>, context: WriteContext): void {
  const { base, transaction } = context;
  if (base.switches.automaticDiscounts && !flagOf(draft, 'СкидкиРассчитаны')) {
    throw innerError('Не рассчитаны автоматические скидки (наценки)');
  }
  for (const key of ordersOf(draft)) {
    const order = transaction.get(POSTED_SET, key);
    if (isSettledByOrder(draft, base.rules)) {
      demandSameParties(draft, order ?? transaction.get(ORDER, key) ?? {});
    }
    controlOrder(draft, key, order, context);
  }
}

function demandSameParties(draft: Readonly<Entity>, order: Readonly<Entity>): void {
  if (SHARED.some((name) => textOf(draft, name) !== textOf(order, name))) {
    throw innerError('Не удалось найти объект расчетов по заказу: реквизиты накладной отличаются от заказа');
  }
}

/** No more may be shipped of an order than it lets ship; nothing of one that is not posted. */
function controlOrder(
  draft: Readonly<Entity>,
  key: string,
  order: Readonly<Entity> | undefined,
  { base, transaction }: WriteContext,
): void {
  const allowed =
    order === undefined ? new Map<string, number>() : shippableOf(order, base.rules, transaction);
  const shipped = shippedOf(key, transaction, textOf(draft, 'Ref_Key'));
  for (const row of rowsOfOrder(draft, key)) {
    add(shipped, shippingKey(row, draft, transaction), row);
  }
  for (const [place, amount] of shipped) {
    const rest = amount - (allowed.get(place) ?? 0);
    if (rest > 0) {
      throw tooMuch(place, rest, transaction);
    }
  }
}

function completePosting(draft: Entity, { base, transaction }: WriteContext): void {
  draft.СуммаВзаиморасчетов = numberOf(draft, 'СуммаДокумента');
  for (const row of rowsOf(draft, TABLE)) {
    row.СуммаВзаиморасчетов = numberOf(row, 'СуммаСНДС');
    if (textOf(row, 'ИдентификаторСтроки') === '') {
      row.ИдентификаторСтроки = base.makeId();
    }
    const order = transaction.get(ORDER, textOf(row, 'ЗаказКлиента'));
    if (order !== undefined) {
      setHeld(row, { ОбъектРасчетов_Key: settlementKey(order) });
    }
  }
}
