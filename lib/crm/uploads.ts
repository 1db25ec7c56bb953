import * as z from 'zod/mini';
import { CrmAnswerMalformed } from './errors.ts';
import type { CrmUpload } from './transport.ts';
import type { InventoryOffer, PricedOffer } from './warehouse-records.ts';
import { problemText } from './wire-values.ts';

/** The key may be missing, and an id may be a number (retailcrm-api 4). */
const answerSchema = z.object({
  notFoundOffers: z.optional(
    z.nullable(z.array(z.record(z.string(), z.optional(z.nullable(z.union([z.string(), z.number()])))))),
  ),
});

/** @returns ids of the offers that the CRM does not know. @throws as the CRM client does. */
export const uploadInventories = (
  upload: CrmUpload,
  site: string,
  offers: readonly InventoryOffer[],
): Promise<ReadonlySet<string>> => send(upload, 'inventories', { site, offers: JSON.stringify(offers) });

/** @returns ids of the offers that the CRM does not know. @throws as the CRM client does. */
export const uploadPrices = (
  upload: CrmUpload,
  offers: readonly PricedOffer[],
): Promise<ReadonlySet<string>> => send(upload, 'prices', { prices: JSON.stringify(offers) });

async function send(
  upload: CrmUpload,
  what: 'inventories' | 'prices',
  form: Readonly<Record<string, string>>,
): Promise<ReadonlySet<string>> {
  const path = `/api/v5/store/${what}/upload`;
  const answer = z.safeParse(answerSchema, await upload(path, form));
  if (!answer.success) {
    throw new CrmAnswerMalformed(`POST ${path}`, problemText(answer.error));
  }
  return new Set(
    (answer.data.notFoundOffers ?? []).flatMap(({ xmlId, externalId }) =>
      [xmlId, externalId].flatMap((id) => (id === undefined || id === null ? [] : [String(id)])),
    ),
  );
}
