import type { CrmOrder } from '../../../crm/order.ts';
import { EMPTY_KEY } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { Problem } from '../../problems.ts';
import type { DocumentFacts, OrderDocument } from '../facts.ts';

type Site = Settings['sites'][number];

/**
 * Whose the order's document is.
 *
 * - `own`: of the site's organisation, or not in 1C yet.
 * - `moved`: of the organisation of another site, which the order has left: the whole document moves with it.
 * - `foreign`: of an organisation that no site has (any more): it keeps what belongs to an organisation.
 */
export type Belonging = 'own' | 'moved' | 'foreign';

/** @param document the order as 1C holds it. @param sites all of the settings. */
export function belongingOf(
  document: Pick<OrderDocument, 'Организация_Key'> | undefined,
  site: Site,
  sites: readonly Site[],
): Belonging {
  const held = document?.Организация_Key;
  if (held === undefined || held === site.organization || held === EMPTY_KEY) {
    return 'own';
  }
  return sites.some(({ organization }) => organization === held) ? 'moved' : 'foreign';
}

/** The order is another organisation's now, and what was shipped or paid stays with the former one. */
export function organizationDiffers(
  order: CrmOrder,
  site: Site,
  { document }: DocumentFacts,
  sites: readonly Site[],
): Problem {
  const former = sites.find(({ organization }) => organization === document?.Организация_Key);
  const number = document?.Number ?? '';
  return {
    reason: 'organizationDiffers',
    message:
      `Заказ ${order.number} перенесён в RetailCRM в магазин «${site.name}», а его документ ${number} в 1С — на организации магазина «${former?.name ?? ''}», ` +
      `и по нему уже есть отгрузка или оплата. В 1С ничего не изменено. Верните заказ в прежний магазин, или отмените документ и отгрузку в 1С, ` +
      `затем выполните failed retry ${order.id}.`,
    details: {
      order: order.number,
      document: number,
      organization: document?.Организация_Key ?? '',
      siteOrganization: site.organization,
    },
  };
}
