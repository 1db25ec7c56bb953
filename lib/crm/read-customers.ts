import { CrmRequestRefused } from './errors.ts';
import type { CrmGet } from './transport.ts';

/** The card of a customer; persons and corporate customers are numbered each for themselves. */
export interface CustomerCard {
  readonly id: number;
  readonly isCorporate: boolean;
}

/**
 * The customer into whom another one was merged: the CRM answers 404 for the merged one and names the survivor in `combinedTo`
 * (facts of 2026-11; its shape is not documented, so an id and a map with one are both taken).
 *
 * @returns undefined for a customer who exists, or whom the CRM does not know at all.
 * @throws whatever `get` throws but that 404.
 */
export async function readSurvivor(
  get: CrmGet,
  { id, isCorporate }: CustomerCard,
): Promise<number | undefined> {
  try {
    await get(`/api/v5/${isCorporate ? 'customers-corporate' : 'customers'}/${id}`, { by: 'id' });
    return undefined;
  } catch (error) {
    if (error instanceof CrmRequestRefused && error.isNotFound) {
      return error.mergedInto;
    }
    throw error;
  }
}
