import { CrmRequestRefused, CrmUploadPartlyRefused } from '../crm/errors.ts';
import type { DueOffer } from './plan-due.ts';

/**
 * Sends some offers in as few requests as the CRM takes.
 *
 * @returns ids of those that the CRM does not know; it has taken the others.
 * @throws whatever the CRM client throws; values are absolute, so sending them again is always safe.
 */
export type Upload = (offers: readonly DueOffer[]) => Promise<ReadonlySet<string>>;

/** An offer that the CRM does not take, and why, in Russian. */
export interface RejectedOffer {
  readonly offer: DueOffer;
  readonly message: string;
}

/** What became of a batch. */
export interface BatchOutcome {
  readonly accepted: readonly DueOffer[];
  /** The CRM has no such offer: the catalogue was not read since it appeared. */
  readonly unknown: readonly DueOffer[];
  readonly rejected: readonly RejectedOffer[];
}

/** So many offers that are refused one by one, and none accepted, mean that it is not the offers. */
const ENOUGH_REFUSED = 4;

type Refused = CrmRequestRefused | CrmUploadPartlyRefused;

const isRefused = (error: unknown): error is Refused =>
  error instanceof CrmRequestRefused || error instanceof CrmUploadPartlyRefused;

/**
 * Sends a batch; where the CRM refuses it, its halves, and so on down to the offers that are at fault: one bad offer never
 * costs the others (issue: each batch on its own).
 *
 * @throws the refusal itself if it is not about single offers, and whatever else `upload` throws.
 */
export async function sendBatch(batch: readonly DueOffer[], upload: Upload): Promise<BatchOutcome> {
  const accepted: DueOffer[] = [];
  const unknown: DueOffer[] = [];
  const rejected: RejectedOffer[] = [];

  async function send(offers: readonly DueOffer[]): Promise<void> {
    const refusal = await tryUpload(offers);
    if (refusal === undefined) {
      return;
    }
    const [offer, ...others] = offers;
    if (offer !== undefined && others.length === 0) {
      rejected.push({ offer, message: refusal.advice });
      if (accepted.length === 0 && rejected.length >= Math.min(ENOUGH_REFUSED, batch.length)) {
        throw refusal;
      }
      return;
    }
    const middle = Math.ceil(offers.length / 2);
    await send(offers.slice(0, middle));
    await send(offers.slice(middle));
  }

  async function tryUpload(offers: readonly DueOffer[]): Promise<Refused | undefined> {
    try {
      const missing = await upload(offers);
      for (const offer of offers) {
        (missing.has(offer.id) ? unknown : accepted).push(offer);
      }
      return undefined;
    } catch (error) {
      if (isRefused(error)) {
        return error;
      }
      throw error;
    }
  }

  await send(batch);
  return { accepted, unknown, rejected };
}
