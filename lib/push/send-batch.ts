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
  /** It does not seem to be the offers: what the CRM says of all alike. The rest of the batch was not sent. */
  readonly general?: Refused | undefined;
}

/** What the CRM has said in a run so far; every batch adds to it. */
export interface RunVerdicts {
  /** Requests that it has taken. */
  taken: number;
  /** Offers that it has refused one by one. */
  refused: number;
}

/** So many offers that are refused one by one, and not one request taken in the run, mean that it is not the offers. */
const ENOUGH_REFUSED = 4;

type Refused = CrmRequestRefused | CrmUploadPartlyRefused;

const isRefused = (error: unknown): error is Refused =>
  error instanceof CrmRequestRefused || error instanceof CrmUploadPartlyRefused;

/**
 * Sends a batch; where the CRM refuses it, its halves, and so on down to the offers that are at fault: one bad offer never
 * costs the others. A half is every second offer: goods that stand together and are at fault together do not look
 * like all of them.
 *
 * @param run what the CRM has said in this run; changed in place.
 * @throws whatever `upload` throws but for refusals.
 */
export async function sendBatch(
  batch: readonly DueOffer[],
  upload: Upload,
  run: RunVerdicts,
): Promise<BatchOutcome> {
  const accepted: DueOffer[] = [];
  const unknown: DueOffer[] = [];
  const rejected: RejectedOffer[] = [];
  let general: Refused | undefined;

  async function send(offers: readonly DueOffer[]): Promise<void> {
    if (general !== undefined) {
      return;
    }
    const refusal = await tryUpload(offers);
    if (refusal === undefined) {
      return;
    }
    const [offer, ...others] = offers;
    if (offer !== undefined && others.length === 0) {
      rejected.push({ offer, message: refusal.advice });
      run.refused += 1;
      general = run.taken === 0 && run.refused >= ENOUGH_REFUSED ? refusal : undefined;
      return;
    }
    await send(offers.filter((_, index) => index % 2 === 0));
    await send(offers.filter((_, index) => index % 2 === 1));
  }

  async function tryUpload(offers: readonly DueOffer[]): Promise<Refused | undefined> {
    try {
      const missing = await upload(offers);
      run.taken += 1;
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
  return { accepted, unknown, rejected, general };
}
