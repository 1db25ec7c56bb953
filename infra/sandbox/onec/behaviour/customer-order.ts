import { parseKopecks } from '../../../../lib/money/kopecks.ts';
import { innerError } from '../odata/fault.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, numberOf, setHeld, textOf } from '../store/entity.ts';
import { refreshAvailable } from './available-stock.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';
import { settleDelivery } from './delivery.ts';
import {
  demandProducts,
  identifyRows,
  liveRows,
  numberRowCodes,
  openUnits,
  roundPieces,
  synchronizeShippingDates,
  totalRows,
} from './order-rows.ts';
import { takeSnapshot, withShipped } from './order-snapshot.ts';
import { removeState, writeState } from './order-state-record.ts';
import { settleStages, stagesOf } from './payment-stages.ts';
import { ownsSettlementObject, settlementKey, writeSettlementObject } from './settlement-object.ts';
import { settledOf } from './settlements.ts';
import { controlFreeStock, POSTED_SET } from './stock.ts';

/** What UT does by itself when a customer order is written, posted and un-posted (onec-odata F1, ut-filling 1.1). */
export const customerOrder: Behaviour = {
  beforeWrite(draft, context) {
    complete(draft, context);
    if (context.occasion === 'post') {
      refusePosting(draft, context);
      completePosting(draft, context);
    } else if (!flagOf(draft, 'Posted')) {
      setHeld(draft, { ОбъектРасчетов_Key: EMPTY_KEY });
    }
  },

  afterWrite(draft, context) {
    const { transaction, base, occasion } = context;
    if (ownsSettlementObject(draft, base.rules)) {
      writeSettlementObject(draft, context);
    }
    const key = textOf(draft, 'Ref_Key');
    const before = transaction.get(POSTED_SET, key);
    if (occasion === 'post') {
      takeSnapshot(draft, base, transaction);
      const snapshot = transaction.get(POSTED_SET, key);
      if (snapshot !== undefined && !base.switches.lazyStates) {
        writeState(snapshot, base, transaction);
      }
    } else if (occasion === 'delete' || !flagOf(draft, 'Posted')) {
      transaction.remove(POSTED_SET, key);
      removeState(draft, transaction);
    }
    if (!base.switches.lazyStates) {
      const posted = [before, transaction.get(POSTED_SET, key)].filter((order) => order !== undefined);
      refreshAvailable(base, transaction, posted);
    }
  },
};

/** Every write, posting or not. */
function complete(draft: Entity, context: WriteContext): void {
  const { base, occasion } = context;
  if (occasion === 'create') {
    setHeld(draft, { ЭтоЗаказКакСчет: !base.switches.extendedOrders });
  }
  roundPieces(draft, context);
  numberRowCodes(draft);
  totalRows(draft);
  agree(draft, context);
  draft.ИдентификаторПлатежа = textOf(draft, 'ИдентификаторПлатежа') || paymentId(draft);
  draft.ПорядокРасчетов = textOf(draft, 'ПорядокРасчетов') || settlementOrder(draft, context);
  synchronizeShippingDates(draft);
  if (!['', 'Наличная'].includes(textOf(draft, 'ФормаОплаты'))) {
    draft.Касса_Key = EMPTY_KEY;
  }
  if (base.rules.delivery25) {
    settleDelivery(draft, context);
  }
}

/** `Согласован` is UT's own: false on a plain write, true on posting unless the status says otherwise. */
function agree(draft: Entity, { occasion, base }: WriteContext): void {
  const agreed = occasion === 'post' && textOf(draft, 'Статус') !== 'НеСогласован';
  draft.Согласован = agreed;
  if (agreed && textOf(draft, 'ДатаСогласования') === EMPTY_DATE) {
    draft.ДатаСогласования = `${base.now().slice(0, 10)}T00:00:00`;
  }
}

/** `ЗК2606ТДЦБ0000020000`: year and month, the number without its dash, four zeros (as in a demo base). */
function paymentId(draft: Readonly<Entity>): string {
  const date = textOf(draft, 'Date');
  return `ЗК${date.slice(2, 4)}${date.slice(5, 7)}${textOf(draft, 'Number').replace('-', '')}0000`;
}

/** ut-filling 0.2: contract where the agreement has contracts, else agreement, else contract, else by order. */
function settlementOrder(draft: Readonly<Entity>, { transaction, base }: WriteContext): string {
  const agreement = transaction.get('Catalog_СоглашенияСКлиентами', textOf(draft, 'Соглашение_Key')) ?? {};
  const contract = transaction.get('Catalog_ДоговорыКонтрагентов', textOf(draft, 'Договор_Key')) ?? {};
  const ofContract = textOf(contract, 'ПорядокРасчетов');
  const ofAgreement = textOf(agreement, 'ПорядокРасчетов');
  const first = flagOf(agreement, 'ИспользуютсяДоговорыКонтрагентов') ? ofContract : ofAgreement;
  return first || ofContract || base.rules.settlementOrder;
}

function refusePosting(draft: Readonly<Entity>, context: WriteContext): void {
  const { switches } = context.base;
  const status = textOf(draft, 'Статус');
  if (flagOf(draft, 'ЭтоЗаказКакСчет') && status !== 'НеСогласован') {
    throw innerError('Заказ, используемый как счет, может быть проведен только в статусе "На согласовании"');
  }
  if (switches.automaticDiscounts && !flagOf(draft, 'СкидкиРассчитаны')) {
    throw innerError('Не рассчитаны автоматические скидки (наценки)');
  }
  if (
    textOf(draft, 'ПорядокРасчетов').startsWith('ПоДоговорам') &&
    textOf(draft, 'Договор_Key') === EMPTY_KEY
  ) {
    throw innerError('Не заполнен договор, по которому ведутся расчеты');
  }
  demandProducts(draft, context);
  const { transaction, base } = context;
  const snapshot = withShipped(draft, base.rules, transaction);
  if (status === 'Закрыт') {
    refuseClosing(snapshot, context);
  }
  controlFreeStock(snapshot, transaction, base.rules);
}

function refuseClosing(snapshot: Readonly<Entity>, { base: { switches }, transaction }: WriteContext): void {
  const total = parseKopecks(numberOf(snapshot, 'СуммаДокумента'));
  const isShipped = liveRows(snapshot).every((row) => openUnits(row) === 0);
  const isPaid = settledOf(textOf(snapshot, 'Ref_Key'), transaction) >= total;
  if (switches.closeOnlyShipped && !isShipped) {
    throw innerError('Заказ не может быть закрыт, так как он не полностью отгружен');
  }
  if (switches.closeOnlyPaid && !isPaid) {
    throw innerError('Заказ не может быть закрыт, так как он не полностью оплачен');
  }
}

function completePosting(draft: Entity, context: WriteContext): void {
  identifyRows(draft, context);
  settleStages(draft, context);
  draft.СуммаАвансаДоОбеспечения = stagesOf(draft, 'АвансДоОбеспечения');
  draft.СуммаПредоплатыДоОтгрузки = stagesOf(draft, 'ПредоплатаДоОтгрузки');
  const isOwner = ownsSettlementObject(draft, context.base.rules);
  setHeld(draft, { ОбъектРасчетов_Key: isOwner ? settlementKey(draft) : EMPTY_KEY });
}
