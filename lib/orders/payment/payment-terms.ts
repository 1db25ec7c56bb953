import type { CrmPayment } from '../../crm/order.ts';
import { MalformedFigure } from '../../money/decimal.ts';
import { type Kopecks, parseKopecks } from '../../money/kopecks.ts';
import { EMPTY_KEY, isEmptyKey, toOnecDate, typeOfSet } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import type { OrderDocument } from '../order/facts.ts';
import type { Settled } from './desired-payment.ts';
import type { KnownPayment, MoneyPlace, PaymentFacts } from './facts.ts';
import { PAYMENT_KINDS } from './payment-kinds.ts';

/** The amount of a payment. @returns undefined for one that cannot be read exactly, or that no document can hold. */
export function amountOf({ amount }: CrmPayment): Kopecks | undefined {
  try {
    const kopecks = parseKopecks(amount ?? '');
    return kopecks > 0 ? kopecks : undefined;
  } catch (error) {
    if (error instanceof MalformedFigure) {
      return undefined;
    }
    throw error;
  }
}

/** The row's place if it takes money of the order's organisation and currency, else the site's (contract 3). */
export function placeOf(
  row: Settings['payments'][number],
  { site, document }: { readonly site: Settings['sites'][number]; readonly document: OrderDocument },
  { places }: PaymentFacts,
): MoneyPlace | undefined {
  const name = PAYMENT_KINDS[row.document].place;
  return [row[name], site[name]]
    .map((key) => (key === undefined || key === null ? undefined : places.get(key)))
    .find(
      (place) => place?.organization === document.Организация_Key && place.currency === document.Валюта_Key,
    );
}

/** The CRM's time; a day is its beginning; without either, that of the document, else today's day (D-17). */
export function dateOf(
  { paidAt }: CrmPayment,
  known: KnownPayment | undefined,
  { today }: PaymentFacts,
): string {
  if (paidAt !== undefined) {
    return toOnecDate(paidAt);
  }
  const sent = known?.link.key === undefined ? known?.link.intent.sent.Date : undefined;
  return known?.document?.Date ?? sent ?? toOnecDate(today);
}

const ORDER_TYPE = typeOfSet('Document_ЗаказКлиента');

/**
 * What the rows settle: the order's object, the contract's where that is settled, nothing where shipments are (then the
 * payment is an advance: ut-filling 0.2, 1.2).
 *
 * @returns undefined if the order should have an object and has none.
 */
export function settledBy(
  document: OrderDocument,
  { release, contractObject }: PaymentFacts,
): Settled | undefined {
  // A document that is only planned may leave it to 1C.
  const settlementOrder = document.ПорядокРасчетов ?? '';
  const isByContract = settlementOrder.startsWith('ПоДоговорам');
  if (release.orders.settledBy === 'document') {
    return isByContract
      ? { Заказ: document.Договор_Key, Заказ_Type: typeOfSet('Catalog_ДоговорыКонтрагентов') }
      : { Заказ: document.Ref_Key, Заказ_Type: ORDER_TYPE };
  }
  if (settlementOrder === 'ПоНакладным') {
    return { ОбъектРасчетов_Key: EMPTY_KEY };
  }
  const object = isByContract ? contractObject : document.ОбъектРасчетов_Key;
  // A document that is only planned has no such property yet: 1C gives it one.
  return object !== undefined && isEmptyKey(object) ? undefined : { ОбъектРасчетов_Key: object ?? EMPTY_KEY };
}
