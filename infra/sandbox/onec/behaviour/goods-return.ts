import { kopecksToNumber, parseKopecks, sumKopecks } from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import { EMPTY_KEY, typeName } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, type Row, rowsOf, setHeld, textOf } from '../store/entity.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';
import { add, refreshOrders, SHIPMENT_SET, tooMuch } from './order-snapshot.ts';
import { postedDocument, postedDocumentsOf, setPostedDocument } from './posted-documents.ts';
import { hasParties, settlementKey, writeSettlementObject } from './settlement-object.ts';
import { settledOrders } from './settlements.ts';
import { isGoods, moveStock } from './stock.ts';

const TABLE = 'Товары';
const SETTLED = 'РасшифровкаПлатежа';

/** What UT does by itself when a return of goods is written, posted and un-posted (ut-filling 1.4). */
export const goodsReturn: Behaviour = {
  beforeWrite(draft, context) {
    complete(draft, context);
    if (context.occasion === 'post') {
      refusePosting(draft, context);
    }
  },

  afterWrite(draft, context) {
    const { base, transaction, occasion, own } = context;
    if (hasParties(draft)) {
      writeSettlementObject(draft, context);
    }
    if (occasion === 'write' && flagOf(draft, 'Posted')) {
      return;
    }
    const key = textOf(draft, 'Ref_Key');
    const before = postedDocument(own.set, key, transaction);
    if (before !== undefined) {
      moveStock(before, -1, transaction);
    }
    const isPosted = occasion === 'post';
    if (isPosted) {
      moveStock(draft, 1, transaction);
    }
    // Returns of a shipment are found by it, those that settle an order also by that.
    const about = isPosted ? [...shipmentsOf(draft), ...settledOrders(draft, transaction)] : [];
    const changed = setPostedDocument(own.set, key, isPosted ? draft : undefined, about, transaction);
    refreshOrders(changed, base, transaction);
  },
};

/** Every write. */
function complete(draft: Entity, { base, schema }: WriteContext): void {
  const rows = rowsOf(draft, TABLE);
  for (const row of rows) {
    if (textOf(row, 'СпособОпределенияСебестоимости') !== 'ИзДокументаПродажи') {
      Object.assign(row, { ДокументРеализации: EMPTY_KEY, ДокументРеализации_Type: '' });
    }
    if (textOf(row, 'ИдентификаторСтроки') === '') {
      row.ИдентификаторСтроки = base.makeId();
    }
  }
  draft.СуммаДокумента = kopecksToNumber(
    sumKopecks(rows.map((row) => parseKopecks(numberOf(row, 'СуммаСНДС')))),
  );
  if (hasParties(draft) && schema.sets.has('Catalog_ОбъектыРасчетов')) {
    const own = settlementKey(draft);
    setHeld(draft, { ОбъектРасчетов_Key: own });
    for (const row of rowsOf(draft, SETTLED).filter((each) => each.ОбъектРасчетов_Key === EMPTY_KEY)) {
      row.ОбъектРасчетов_Key = own;
    }
  }
}

const shipmentOf = (row: Readonly<Row>): string | undefined =>
  textOf(row, 'ДокументРеализации_Type') === typeName(SHIPMENT_SET)
    ? textOf(row, 'ДокументРеализации')
    : undefined;

const shipmentsOf = (draft: Readonly<Entity>): readonly string[] => [
  ...new Set(
    rowsOf(draft, TABLE)
      .map(shipmentOf)
      .filter((key) => key !== undefined),
  ),
];

function refusePosting(draft: Readonly<Entity>, context: WriteContext): void {
  for (const [index, row] of rowsOf(draft, TABLE).entries()) {
    const [price, sum, vat] = ['Цена', 'Сумма', 'СуммаНДС'].map((name) => parseKopecks(numberOf(row, name)));
    if (price === 0 || sum === 0) {
      throw innerError(`Не заполнена колонка "${price === 0 ? 'Цена' : 'Сумма'}" в строке ${index + 1}`);
    }
    if ((vat ?? 0) > (sum ?? 0)) {
      throw innerError(`Сумма НДС больше суммы в строке ${index + 1} списка "Товары"`);
    }
  }
  for (const shipment of shipmentsOf(draft)) {
    controlShipment(draft, shipment, context);
  }
}

/** Goods of a shipment come back no more than once; a shipment that is not posted has shipped nothing. */
function controlShipment(
  draft: Readonly<Entity>,
  shipment: string,
  { transaction, own }: WriteContext,
): void {
  const shipped = new Map<string, number>();
  const posted = postedDocument(SHIPMENT_SET, shipment, transaction);
  for (const row of rowsOf(posted ?? {}, TABLE)) {
    add(shipped, goodOf(row), row);
  }
  const others = postedDocumentsOf(shipment, [own.set], transaction).filter(
    ({ Ref_Key }) => Ref_Key !== draft.Ref_Key,
  );
  const returned = new Map<string, number>();
  for (const row of [draft, ...others].flatMap((document) => goodsRows(document, shipment, transaction))) {
    add(returned, goodOf(row), row);
  }
  for (const [good, amount] of returned) {
    const rest = amount - (shipped.get(good) ?? 0);
    if (rest > 0) {
      throw tooMuch(good, rest, transaction);
    }
  }
}

const goodsRows = (document: Readonly<Entity>, shipment: string, transaction: Transaction): readonly Row[] =>
  rowsOf(document, TABLE).filter((row) => shipmentOf(row) === shipment && isGoods(row, transaction));

const goodOf = (row: Readonly<Row>): string =>
  [textOf(row, 'Номенклатура_Key'), textOf(row, 'Характеристика_Key'), textOf(row, 'Назначение_Key')].join(
    '|',
  );
