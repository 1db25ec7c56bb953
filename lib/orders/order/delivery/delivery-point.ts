import { fitBody } from '../../../onec/ut/fit-body.ts';
import { партнеры } from '../../../onec/ut/objects/customers.ts';
import { способДоставки25, точкиДоставки } from '../../../onec/ut/objects/delivery-points.ts';
import type { Release } from '../../../onec/ut/release.ts';
import { EMPTY_KEY, typeOfSet } from '../../../onec/values.ts';
import { deterministicId } from '../../../platform/ids.ts';
import { crm, from, named, rule } from '../../../writes/sources.ts';
import type { AddWrite } from '../../../writes/write.ts';
import type { DocumentFacts, HeaderPart, OrderDocument } from '../facts.ts';

const BY_POINT = rule('ut-filling 1.1');
const ADDRESS = crm('delivery.address');
const POINT_SOURCES = [
  named({ Description: ADDRESS, Адрес: ADDRESS, Owner: BY_POINT, Owner_Type: BY_POINT }),
];

/** A delivery as an order of a base with delivery points states it. */
export interface PointDelivery {
  readonly parts: readonly HeaderPart[];
  /** The point that has to be made first. */
  readonly point: AddWrite | undefined;
}

/**
 * How an order is to be delivered where the base uses "доставка 2.5" (ut-filling 1.1): UT takes the address over from the
 * delivery point and clears every property of a delivery that the order does not say it needs. A new order plans its
 * delivery by a separate document: planned by itself it could not be posted before somebody fills in the zones. Whatever
 * a person plans afterwards, row by row or in the order itself, stays.
 */
export function deliverToPoint(
  address: string,
  method: OrderDocument['СпособДоставки'],
  partner: string,
  facts: DocumentFacts,
): PointDelivery {
  const { document, deliveryPoints = [] } = facts;
  if (document?.СпособУказанияДоставки === 'ПоСтрокам') {
    return { parts: [], point: undefined };
  }
  const known = deliveryPoints.find((point) => point.owner === partner && point.address === address);
  const point = known === undefined ? newPoint(address, partner, facts.release) : undefined;
  return {
    parts: [
      from(BY_POINT, {
        ТребуетсяДоставка: true,
        СпособУказанияДоставки: 'НаВесьДокумент',
        ВидПланированияДоставки: document?.ВидПланированияДоставки || 'ОтдельнымДокументом',
        СпособДоставки25: способДоставки25(method),
      }),
      from(ADDRESS, {
        ТочкаДоставки_Key: known?.key ?? point?.proposedKey ?? EMPTY_KEY,
        АдресДоставки: address,
      }),
    ],
    point,
  };
}

/** The whole address is kept as such; what a list shows of it may be shorter. */
function newPoint(address: string, partner: string, release: Release): AddWrite {
  const { body } = fitBody(release, точкиДоставки.set, {
    Description: address,
    Owner: partner,
    Owner_Type: typeOfSet(партнеры.set),
    Адрес: address,
  });
  return {
    action: 'add',
    object: точкиДоставки,
    proposedKey: deterministicId('deliveryPoint', partner, address),
    body,
    sources: POINT_SOURCES,
    reason: 'У покупателя ещё нет точки доставки с этим адресом',
  };
}
