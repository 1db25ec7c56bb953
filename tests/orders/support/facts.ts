import type { CrmOrder } from '../../../lib/crm/order.ts';
import type { VatRate } from '../../../lib/money/vat.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { VatRateFact } from '../../../lib/orders/dictionary-facts.ts';
import type { CustomerKeys } from '../../../lib/orders/order/desired-document.ts';
import type { DocumentFacts, Good, OrderDocument } from '../../../lib/orders/order/facts.ts';
import type { PlannedDocument } from '../../../lib/orders/order/plan-document.ts';
import type { Faults } from '../../../lib/orders/plan.ts';
import { proposedKeys } from '../../../lib/orders/proposed-keys.ts';
import { keys, testKey } from '../../settings/valid-settings.ts';
import { goodKey } from './crm-order.ts';

function rate(number: number, name: string, percent: number, isExempt = false): VatRateFact {
  return {
    key: testKey(500 + number),
    name,
    rate: (percent * 100) as VatRate,
    isExempt,
    isChoosable: true,
    isMain: false,
    validFrom: undefined,
    validTo: undefined,
  };
}

export const rates = {
  exempt: rate(0, 'Без НДС', 0, true),
  vat0: rate(1, '0%', 0),
  vat10: rate(10, '10%', 10),
  vat20: rate(20, '20%', 20),
  vat22: rate(22, '22%', 22),
  vat20of120: { ...rate(120, '20/120', 20), isChoosable: false },
} as const;

export const customer: CustomerKeys = {
  id: 4976,
  partner: testKey(9001),
  counterparty: testKey(9002),
};

/** Product `number` of 1C, at 20 %. */
export function good(number: number, changes: Partial<Good> = {}): Good {
  return {
    key: goodKey(number),
    characteristic: EMPTY_KEY,
    name: `Товар ${number}`,
    isService: false,
    vatRateKey: rates.vat20.key,
    ...changes,
  };
}

const deliveryService: Good = good(0, { key: keys.deliveryItem, name: 'Доставка', isService: true });

/** What 1C knows when it knows every product of the order and has no such document yet. */
export function factsFor(order: CrmOrder, changes: Partial<DocumentFacts> = {}): DocumentFacts {
  return {
    release: release11520,
    goods: new Map(order.items.map((item) => [item.id, good(item.id)])),
    deliveryService,
    vatRates: Object.values(rates),
    currencies: new Map([[keys.currency, '643']]),
    agreement: undefined,
    contract: undefined,
    deliveryPoints: undefined,
    departments: new Map(),
    document: undefined,
    vanishedKey: undefined,
    proposed: proposedKeys('demo.example.ru'),
    rowIdentities: [],
    isShippedOrPaid: false,
    numberOfDocument: undefined,
    isCancelledByUs: false,
    customerOfDocument: undefined,
    contactOfDocument: undefined,
    ...changes,
  };
}

/** The plan itself. @throws {Error} if the order was refused: the test expected a plan. */
export function planned(result: PlannedDocument | Faults): PlannedDocument {
  if ('problems' in result) {
    throw new Error(result.problems.map(({ reason, message }) => `${reason}: ${message}`).join('\n'));
  }
  return result;
}

/** The reasons for which an order was refused. @throws {Error} if it was planned. */
export function refusedFor(result: PlannedDocument | Faults): readonly Faults['problems'][number][] {
  if (!('problems' in result)) {
    throw new Error(`planned ${result.writes.length} writes`);
  }
  return result.problems;
}

/** The body of the create or update of the document. @throws {Error} if nothing is written. */
export function bodyOf(plan: PlannedDocument): Partial<OrderDocument> {
  const write = plan.writes.find(({ action }) => action === 'create' || action === 'update');
  if (write === undefined || !('body' in write)) {
    throw new Error('the plan writes nothing');
  }
  return write.body as Partial<OrderDocument>;
}

const SERVER_FIELDS = {
  DataVersion: 'AAAAAAAAAAE=',
  DeletionMark: false,
  Posted: true,
  Number: 'ТД00-000001',
};

/** The document as 1C would answer it after the plan's create was written and posted. */
export function documentAfter(plan: PlannedDocument, changes: Partial<OrderDocument> = {}): OrderDocument {
  const body = bodyOf(plan);
  return {
    ЭтапыГрафикаОплаты: [],
    ...body,
    Ref_Key: testKey(9100),
    ...SERVER_FIELDS,
    Товары: (body.Товары ?? []).map((row, index) => ({ ...row, КодСтроки: String(index + 1) })),
    ...changes,
  } as OrderDocument;
}
