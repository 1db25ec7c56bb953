import type { KnownOffer } from './snapshot.ts';

/** An offer whose value is to be sent. */
export interface DueOffer {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** In the words of the push; what is remembered once the CRM accepts it. */
  readonly value: string;
  /** Sent before the others: a shop must not sell what is gone. */
  readonly isUrgent: boolean;
}

/** How the values of one kind of push change. */
export interface PushRules {
  /**
   * The value that the CRM is to hold, of what it holds and what 1C says now; undefined if there is nothing to send. Most values
   * simply replace the ones before.
   */
  merged(accepted: string | undefined, now: string): string | undefined;
  /** What is remembered of a value that the CRM has accepted; empty if there is nothing more to know. */
  held(value: string): string;
  /** Whether the new value must not wait: goods fell to zero. */
  isUrgent(value: string, accepted: string | undefined): boolean;
  /** What is missing of an offer that is in none of the site's groups any more. */
  missingOfVanished(accepted: string): string;
  /**
   * The value of an offer of which the same thing was missing in two full reads in a row.
   *
   * @param accepted what the CRM holds, or would hold if nothing were missing.
   */
  withoutMissing(accepted: string, missing: string): string;
}

const DAY_MS = 24 * 60 * 60_000;

/** An offer that the CRM did not know or refused is sent again in so many runs before it waits for the next day (D-44). */
export const EAGER_RESENDS = 2;

/** The run in which offers are compared. */
export interface DueContext {
  /** Everything is sent, changed or not. */
  readonly isFull: boolean;
  /** Number of the full read that is under way. */
  readonly read: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly rules: PushRules;
}

/**
 * Whether an offer is to be sent in this run: everything in a full one, but what the CRM has answered for in it already; else
 * what differs from what the CRM last accepted. An offer that the CRM does not know or refuses is sent in the next two runs, then
 * once a day (D-44).
 *
 * @returns undefined if there is nothing to send.
 */
export function planDue(
  { id, name, value }: Pick<DueOffer, 'id' | 'name' | 'value'>,
  known: KnownOffer | undefined,
  { isFull, read, now, rules }: DueContext,
): DueOffer | undefined {
  const isAsAccepted = known?.accepted === value;
  const isDone = isFull && known?.sent !== read ? false : isAsAccepted || isWaiting(known, now);
  return isDone ? undefined : { id, name, value, isUrgent: rules.isUrgent(value, known?.accepted) };
}

function isWaiting(known: KnownOffer | undefined, now: number): boolean {
  const { refusals = 0, refusedAt = 0 } = known ?? {};
  return refusals > EAGER_RESENDS && now - refusedAt < DAY_MS;
}

/** Offers by which a CRM takes a request: 250 (retailcrm-api 4). */
export const OFFERS_IN_BATCH = 250;

/**
 * The next batch, taken out of what waits: urgent offers first, each group in the order in which it was read.
 *
 * @returns an empty list if nothing waits.
 */
export function takeBatch(waiting: {
  readonly urgent: DueOffer[];
  readonly other: DueOffer[];
}): readonly DueOffer[] {
  const first = waiting.urgent.splice(0, OFFERS_IN_BATCH);
  return first.length === OFFERS_IN_BATCH
    ? first
    : [...first, ...waiting.other.splice(0, OFFERS_IN_BATCH - first.length)];
}
