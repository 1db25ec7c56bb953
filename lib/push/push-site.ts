import { CrmBudgetExhausted, CrmOverloaded, CrmUnavailable } from '../crm/errors.ts';
import { createOutbox } from './outbox.ts';
import { type DueContext, type DueOffer, EAGER_RESENDS, type PushRules, planDue } from './plan-due.ts';
import {
  type BatchOutcome,
  type RejectedOffer,
  type RunVerdicts,
  sendBatch,
  type Upload,
} from './send-batch.ts';
import type { KnownOffer, PushMemory, ReadPosition } from './snapshot.ts';

/** An offer as 1C has it now. */
export interface OfferNow {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** What 1C has of it, in the words of the push. */
  readonly value: string;
  /** What the CRM may hold of it and 1C has no more; kept until a second full read. */
  readonly missing?: string | undefined;
}

/** Some offers, and where reading goes on behind them; undefined behind the last. */
export interface OfferPage {
  readonly offers: readonly OfferNow[];
  readonly next: ReadPosition | undefined;
}

/** One kind of push for one site: how it reads, what its values mean, how it sends. */
export interface SitePush {
  /** Reads the site's offers, each once, from where an unfinished run stopped. */
  readonly pages: (from: ReadPosition | undefined) => AsyncIterable<OfferPage>;
  readonly rules: PushRules;
  readonly upload: Upload;
}

export interface PushSiteOptions {
  /** Everything is sent, changed or not. */
  readonly isFull: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether another page may be read; ends early enough for what was read to be sent. */
  readonly mayRead: () => boolean;
  /** Whether another batch may begin. */
  readonly maySend: () => boolean;
  /** Batches under way at a time. */
  readonly inFlight: number;
  /** Told of every page that was read and every batch that was sent. */
  readonly onProgress?: ((progress: PushProgress) => void) | undefined;
}

/** Offers of the site so far. */
export interface PushProgress {
  readonly read: number;
  readonly due: number;
  readonly sent: number;
}

/** What a run did for one site. */
export interface PushSiteResult {
  readonly counts: PushProgress & { readonly unchanged: number; readonly rejected: number };
  /** Offers that the CRM does not know. */
  readonly unknown: readonly DueOffer[];
  readonly rejected: readonly RejectedOffer[];
  /** Batches that the CRM did not answer; what they held is sent by the next run. */
  readonly failures: readonly unknown[];
  /** The run ended at its time limit and goes on from what is remembered. */
  readonly isUnfinished: boolean;
}

/** A CRM that leaves so many batches without an answer, and takes none in between, is not asked again in this run. */
const MOST_FAILURES = 3;

/** Another batch may fare better. */
const isOfBatch = (error: unknown): boolean =>
  error instanceof CrmUnavailable || error instanceof CrmOverloaded || error instanceof CrmBudgetExhausted;

/**
 * Brings the CRM to what 1C has for one site: reads the offers, sends what differs from what the CRM last accepted, and
 * remembers what it accepts now. A failed batch is not remembered as sent.
 *
 * What the CRM says of all offers alike ends the run, and makes the next one a full one: among all offers, a few bad ones that
 * happened to be all that was due do not look like all.
 *
 * What vanished from 1C is taken away only after two complete reads in a row that did not find it (design, decisions; D-43).
 *
 * @param memory what is remembered; changed in place while the run goes on, so that a run that breaks off loses nothing.
 * @throws what reading throws, and what the CRM says of all offers alike.
 */
export async function pushSite(
  { pages, rules, upload }: SitePush,
  memory: PushMemory,
  options: PushSiteOptions,
): Promise<PushSiteResult> {
  const { unfinished, offers } = memory;
  const isFull = options.isFull || unfinished?.isFull === true;
  memory.read += unfinished === undefined ? 1 : 0;
  const { read } = memory;
  const context: DueContext = { isFull, read, now: options.now, rules };
  const counters = createCounters(memory, rules, options);
  const verdicts: RunVerdicts = { taken: 0, refused: 0 };
  const outbox = createOutbox({
    inFlight: options.inFlight,
    hasTime: options.maySend,
    send: async (batch) => {
      const outcome = await sendBatch(batch, upload, verdicts).catch((error: unknown) =>
        counters.batchFailed(error),
      );
      if (outcome === undefined) {
        return;
      }
      counters.batchSent(outcome);
      if (outcome.general !== undefined) {
        memory.unfinished = { isFull: true };
        throw outcome.general;
      }
    },
  });

  let position = unfinished?.position;
  memory.unfinished = { position, isFull };
  for await (const page of pages(position)) {
    const due = page.offers.flatMap((offer) => dueNow(offer, offers, context));
    counters.pageRead(page.offers, due);
    await outbox.add(due);
    position = page.next;
    if (position !== undefined && !options.mayRead()) {
      break;
    }
  }
  if (position === undefined) {
    const due = dueOfVanished(offers, context);
    counters.pageRead([], due);
    await outbox.add(due);
  }
  await outbox.finish();
  // What could not be sent any more is read again: where it stood is not behind the position then.
  const isAllSent = outbox.unsent() === 0;
  memory.unfinished =
    isAllSent && position === undefined
      ? undefined
      : { position: isAllSent ? position : unfinished?.position, isFull };
  if (memory.unfinished === undefined && isFull && counters.failures.length === 0) {
    memory.fullAt = options.now;
  }
  return { ...counters.result(), isUnfinished: memory.unfinished !== undefined };
}

/** Compares an offer with what is remembered of it, and remembers that it was seen. */
function dueNow(
  { id, name, value, missing }: OfferNow,
  offers: Map<string, KnownOffer>,
  context: DueContext,
): readonly DueOffer[] {
  const before = offers.get(id);
  const { missing: missedBefore, ...rest } = before ?? { read: context.read };
  offers.set(id, { ...rest, read: context.read, ...(missing === undefined ? {} : { missing }) });
  const merged = context.rules.merged(before?.accepted, value);
  const isGone = missing !== undefined && missing === missedBefore;
  const wanted = merged !== undefined && isGone ? context.rules.withoutMissing(merged, missing) : merged;
  const due = wanted === undefined ? undefined : planDue({ id, name, value: wanted }, before, context);
  return due === undefined ? [] : [due];
}

/** Offers that a complete read has not met: due when the one before had not met them either, then forgotten. */
function dueOfVanished(offers: Map<string, KnownOffer>, context: DueContext): readonly DueOffer[] {
  const due: DueOffer[] = [];
  for (const [id, offer] of offers) {
    if (offer.read !== context.read) {
      due.push(...dueOfOneVanished(id, offer, offers, context));
    }
  }
  return due;
}

function dueOfOneVanished(
  id: string,
  offer: KnownOffer,
  offers: Map<string, KnownOffer>,
  context: DueContext,
): readonly DueOffer[] {
  if (offer.accepted === undefined) {
    offers.delete(id);
    return [];
  }
  const missing = context.rules.missingOfVanished(offer.accepted);
  if (offer.missing !== missing) {
    offers.set(id, { ...offer, missing });
    return [];
  }
  const value = context.rules.withoutMissing(offer.accepted, missing);
  if (offer.accepted === value) {
    offers.delete(id);
    return [];
  }
  const due = planDue({ id, name: id, value }, offer, { ...context, isFull: false });
  return due === undefined ? [] : [due];
}

/** Counts what a run does, and writes into the memory what the CRM says. */
function createCounters(memory: PushMemory, rules: PushRules, { now, onProgress }: PushSiteOptions) {
  const { offers, read } = memory;
  const counts = { read: 0, due: 0, sent: 0, unchanged: 0, rejected: 0 };
  const unknown: DueOffer[] = [];
  const rejected: RejectedOffer[] = [];
  const failures: unknown[] = [];
  let failedInARow = 0;
  const refused = (id: string) => {
    const before = offers.get(id) ?? { read };
    const after = { ...before, sent: read, refusals: (before.refusals ?? 0) + 1, refusedAt: now };
    offers.set(id, after);
    return after;
  };
  const tell = (): void => onProgress?.({ read: counts.read, due: counts.due, sent: counts.sent });

  return {
    failures,
    pageRead: (page: readonly OfferNow[], due: readonly DueOffer[]): void => {
      counts.read += page.length;
      counts.due += due.length;
      counts.unchanged += Math.max(0, page.length - due.length);
      tell();
    },
    batchSent: (outcome: BatchOutcome): void => {
      failedInARow = 0;
      for (const { id, value } of outcome.accepted) {
        const { refusals: _, refusedAt: __, accepted: ___, ...rest } = offers.get(id) ?? { read };
        const held = rules.held(value);
        offers.set(id, { ...rest, ...(held === '' ? {} : { accepted: held }), sent: read });
      }
      for (const { id } of outcome.unknown) {
        const after = refused(id);
        // The CRM has nothing that could be taken away from an offer that it does not have.
        if (after.read !== read && after.refusals > EAGER_RESENDS) {
          offers.delete(id);
        }
      }
      for (const { offer } of outcome.rejected) {
        refused(offer.id);
      }
      unknown.push(...outcome.unknown);
      rejected.push(...outcome.rejected);
      counts.sent += outcome.accepted.length;
      counts.rejected += outcome.unknown.length + outcome.rejected.length;
      tell();
    },
    /** @throws the error unless the next batch may fare better. */
    batchFailed: (error: unknown): undefined => {
      failedInARow += 1;
      if (!isOfBatch(error) || failedInARow >= MOST_FAILURES) {
        throw error;
      }
      if (error instanceof CrmUnavailable) {
        // The CRM may have taken what it did not answer. If 1C goes back to the old value, no difference would tell.
        memory.fullAt = undefined;
      }
      failures.push(error);
    },
    result: () => ({ counts, unknown, rejected, failures }),
  };
}
