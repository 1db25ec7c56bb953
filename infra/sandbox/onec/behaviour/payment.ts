import { innerError } from '../odata/fault.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf, setHeld, textOf } from '../store/entity.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';
import { refreshOrders } from './order-snapshot.ts';
import { setPostedDocument } from './posted-documents.ts';
import { hasParties, isSettlementObject, settlementKey, writeSettlementObject } from './settlement-object.ts';
import { settledOrders } from './settlements.ts';

const ROWS = 'РасшифровкаПлатежа';

/** What UT does by itself when a payment of a customer is written, posted and un-posted (ut-filling 1.2). */
export const payment: Behaviour = {
  beforeWrite(draft, context) {
    complete(draft, context);
    if (context.occasion === 'post') {
      refusePosting(draft, context);
      for (const row of rowsOf(draft, ROWS)) {
        setHeld(row, { Организация_Key: textOf(draft, 'Организация_Key') });
      }
    }
  },

  afterWrite(draft, context) {
    const { transaction, base, occasion, own } = context;
    if (isUnallocated(draft)) {
      writeSettlementObject(draft, context);
    }
    if (occasion === 'write' && flagOf(draft, 'Posted')) {
      return;
    }
    const isPosted = occasion === 'post';
    const orders = isPosted ? settledOrders(draft, transaction) : [];
    const about = setPostedDocument(
      own.set,
      textOf(draft, 'Ref_Key'),
      isPosted ? draft : undefined,
      orders,
      transaction,
    );
    refreshOrders(about, base, transaction);
  },
};

/** Every write. `СуммаДокумента` is not computed: what was sent stays. */
function complete(draft: Entity, context: WriteContext): void {
  const rows = rowsOf(draft, ROWS);
  const partners = new Set(rows.map((row) => textOf(row, 'Партнер_Key')));
  const [partner] = partners;
  const counterparty = context.transaction.get('Catalog_Контрагенты', textOf(draft, 'Контрагент_Key'));
  setHeld(draft, {
    Партнер_Key:
      partners.size === 1 && partner !== undefined && partner !== EMPTY_KEY
        ? partner
        : textOf(counterparty ?? {}, 'Партнер_Key') || EMPTY_KEY,
  });
  for (const row of rows) {
    completeRow(row, draft, context);
  }
}

function completeRow(row: Row, draft: Readonly<Entity>, { base }: WriteContext): void {
  if (textOf(row, 'ВалютаВзаиморасчетов_Key') === EMPTY_KEY) {
    row.ВалютаВзаиморасчетов_Key = textOf(draft, 'Валюта_Key');
  }
  if (numberOf(row, 'СуммаВзаиморасчетов') === 0) {
    row.СуммаВзаиморасчетов = numberOf(row, 'Сумма');
  }
  // A row without a settlement object is an advance of the payment's own, whatever its basis says.
  if (row.ОбъектРасчетов_Key === EMPTY_KEY && hasParties(draft)) {
    row.ОбъектРасчетов_Key = settlementKey(draft);
  }
  if (row.ИдентификаторСтроки === '') {
    row.ИдентификаторСтроки = base.makeId();
  }
}

const isUnallocated = (draft: Readonly<Entity>): boolean =>
  hasParties(draft) && rowsOf(draft, ROWS).some((row) => row.ОбъектРасчетов_Key === settlementKey(draft));

function refusePosting(draft: Readonly<Entity>, { transaction }: WriteContext): void {
  if (textOf(draft, 'Date') === EMPTY_DATE) {
    throw innerError('Не заполнена дата документа');
  }
  for (const [index, row] of rowsOf(draft, ROWS).entries()) {
    const object = textOf(row, 'ОбъектРасчетов_Key');
    const isOwn = object === settlementKey(draft);
    if (
      'ОбъектРасчетов_Key' in row &&
      object !== EMPTY_KEY &&
      !isOwn &&
      !isSettlementObject(object, transaction)
    ) {
      throw innerError(`Не удалось найти объект расчетов в строке ${index + 1} расшифровки платежа`);
    }
  }
}
