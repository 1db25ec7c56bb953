import type { PARK_REASONS, SKIP_REASONS, WARNINGS } from './reasons.ts';

/**
 * Why an order cannot be imported as it stands: it is parked with the reason, and as far as the plan goes 1C is not touched
 * (design, decisions).
 */
export type ParkReason = keyof typeof PARK_REASONS;

/** One reason with its place. `message` is for the administrator: what happened, what it means, what to do. */
export interface Problem {
  readonly reason: ParkReason;
  readonly message: string;
  /** Codes, ids and figures; never people's data. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Why an order is deliberately left out: nothing is wrong and nobody has to act. */
export type SkipReason = keyof typeof SKIP_REASONS;

/** An order left out, and why in words. */
export interface Skip {
  readonly reason: SkipReason;
  /** Russian. */
  readonly message: string;
}

/** What a warning is about. */
export type WarningCode = keyof typeof WARNINGS;

/** Something that a person may want to look at although the order was imported. */
export interface Warning {
  readonly code: WarningCode;
  /** Russian. */
  readonly message: string;
}
