import type { CrmAddress, CrmOrder } from '../../../crm/order.ts';
import { EMPTY_DATE } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import { crm, from, setting } from '../../../writes/sources.ts';
import type { AddWrite } from '../../../writes/write.ts';
import { onecTime } from '../../onec-dates.ts';
import type { Warning } from '../../problems.ts';
import type { DocumentFacts, HeaderPart, OrderDocument } from '../facts.ts';
import { addressLine } from './address.ts';
import { deliverToPoint } from './delivery-point.ts';

type Site = Settings['sites'][number];
type Method = OrderDocument['СпособДоставки'];

const PICKUP = 'Самовывоз';
/** Ways of delivery by somebody else's means: only they have a carrier (original-import 6.2). */
const BY_CARRIER = new Set(['СиламиПеревозчика', 'СиламиПеревозчикаПоАдресу']);
/** Ways of delivery for which UT keeps a time of the day (original-import 6.2, I-28). */
const WITH_TIME = new Set(['КПолучателюОпределяетСлужбаДоставки', 'СиламиПеревозчикаПоАдресу', 'ДоКлиента']);

const METHOD = setting('deliveries[].method');
const CARRIER = setting('deliveries[].carrier');
const TIME = crm('delivery.time');
const ADDRESS = crm('delivery.address');
const NOTES = crm('delivery.address.notes');

/** The delivery as the header states it. */
export interface PlannedDelivery {
  readonly parts: readonly HeaderPart[];
  /** The delivery point that has to be made before the document. */
  readonly point: AddWrite | undefined;
  readonly warnings: readonly Warning[];
}

/**
 * Cases I-26 and I-28: way, carrier, times, address and notes of the delivery.
 *
 * @param partner key of the document's Партнер, to whom a delivery point belongs.
 */
export function planDelivery(
  order: CrmOrder,
  site: Site,
  partner: string,
  facts: DocumentFacts,
  settings: Settings,
): PlannedDelivery {
  const { code, address } = order.delivery;
  const mapped = settings.deliveries.find((delivery) => delivery.crm === code);
  const method = mapped?.method ?? facts.document?.СпособДоставки ?? site.deliveryMethod;
  const place = placeOf(address, method, partner, facts);
  return {
    parts: [
      ...(mapped === undefined ? [] : [from(METHOD, { СпособДоставки: mapped.method })]),
      ...(place.isDelivered ? detailsOf(order, method, mapped?.carrier ?? null) : []),
      ...place.parts,
    ],
    point: place.point,
    warnings: code === undefined || mapped !== undefined ? [] : [deliveryUnmapped(order, code, method)],
  };
}

interface Place {
  readonly parts: readonly HeaderPart[];
  readonly point: AddWrite | undefined;
  /** Whether 1C keeps what else is said of the delivery. */
  readonly isDelivered: boolean;
}

/** The address as the order itself, or as a delivery point, states it; what the CRM does not say stays as it is. */
function placeOf(
  address: CrmAddress | undefined,
  method: Method,
  partner: string,
  facts: DocumentFacts,
): Place {
  const line = address && addressLine(address);
  if (facts.deliveryPoints === undefined) {
    const parts = line === undefined ? [] : [from(ADDRESS, { АдресДоставки: line })];
    return { parts, point: undefined, isDelivered: true };
  }
  if (line === undefined) {
    return { parts: [], point: undefined, isDelivered: facts.document?.ТребуетсяДоставка === true };
  }
  return method === PICKUP || line === ''
    ? { parts: [from(ADDRESS, { ТребуетсяДоставка: false })], point: undefined, isDelivered: false }
    : { ...deliverToPoint(line, method, partner, facts), isDelivered: true };
}

function detailsOf({ delivery }: CrmOrder, method: Method, carrier: string | null): readonly HeaderPart[] {
  const { timeFrom, timeTo, address } = delivery;
  // One end without the other is open: the end that the order had before is no more.
  const isTimed = WITH_TIME.has(method) && (timeFrom ?? timeTo) !== undefined;
  const timeOf = (time: string | undefined): string => (time === undefined ? EMPTY_DATE : onecTime(time));
  return [
    ...(carrier !== null && BY_CARRIER.has(method)
      ? [from(CARRIER, { ПеревозчикПартнер_Key: carrier })]
      : []),
    ...(isTimed ? [from(TIME, { ВремяДоставкиС: timeOf(timeFrom), ВремяДоставкиПо: timeOf(timeTo) })] : []),
    ...(address === undefined || method === PICKUP
      ? []
      : [from(NOTES, { ДополнительнаяИнформацияПоДоставке: address.notes ?? '' })]),
  ];
}

function deliveryUnmapped(order: CrmOrder, code: string, method: Method): Warning {
  return {
    code: 'deliveryUnmapped',
    message: `Способ доставки ${code} заказа ${order.number} не сопоставлен со способом 1С; оставлен «${method}».`,
  };
}
