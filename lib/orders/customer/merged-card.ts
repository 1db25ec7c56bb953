import type { CrmClient } from '../../crm/client.ts';
import { CrmKeyRefused } from '../../crm/errors.ts';
import type { CustomerCard } from '../../crm/read-customers.ts';

/** Merged cards may have been merged again; nobody merges so often. */
const MOST_STEPS = 5;

/** A customer as an order's link remembers who it was for. */
type RememberedCustomer = number | string | undefined;

/** Whose card it was; undefined of a company, which a merging of cards leaves as it is. */
export function cardOf(customer: RememberedCustomer): CustomerCard | undefined {
  if (typeof customer === 'number') {
    return { id: customer, isCorporate: false };
  }
  const [, kind, id] = /^(corporate|payer)-(\d+)/u.exec(customer ?? '') ?? [];
  return kind === undefined ? undefined : { id: Number(id), isCorporate: kind === 'corporate' };
}

/**
 * Whether the customer for whom an order was last imported is now the given one because the CRM has merged the cards: then it is the
 * same customer, whose links go on. Asked only where an imported order names another customer than before.
 *
 * @throws whatever the CRM client throws; a key without the right to read customers cannot tell, so that they count as different.
 */
export async function isMergedInto(
  before: RememberedCustomer,
  now: CustomerCard,
  crm: Pick<CrmClient, 'survivorOf'>,
): Promise<boolean> {
  let card = cardOf(before);
  try {
    for (let step = 0; card !== undefined && card.id > 0 && step < MOST_STEPS; step += 1) {
      const survivor: number | undefined =
        card.isCorporate === now.isCorporate && card.id !== now.id ? await crm.survivorOf(card) : undefined;
      if (survivor === now.id) {
        return true;
      }
      card = survivor === undefined ? undefined : { id: survivor, isCorporate: card.isCorporate };
    }
  } catch (error) {
    if (!(error instanceof CrmKeyRefused && error.isRightMissing)) {
      throw error;
    }
  }
  return false;
}
