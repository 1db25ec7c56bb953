import type { OrderPart } from '../onec/ut/requirements.ts';
import type { Settings } from '../settings/schema.ts';

/** What of the order import these settings use: the rest is not demanded of the base. */
export function usedParts({
  ut,
  offers,
  sites,
  managers,
  defaultUser,
  corporateCustomers,
}: Settings): ReadonlySet<OrderPart> {
  const uses: Readonly<Record<OrderPart, boolean>> = {
    agreements:
      ut.agreements === 'standard'
        ? sites.some(({ agreement }) => agreement !== null)
        : ut.agreements !== 'none',
    contracts: ut.contracts,
    characteristics: offers.characteristics,
    companies: true,
    contactPersons: corporateCustomers,
    departments: managers.length > 0 || defaultUser !== null,
  };
  return new Set((Object.keys(uses) as OrderPart[]).filter((part) => uses[part]));
}
