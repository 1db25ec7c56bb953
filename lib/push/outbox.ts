import { type DueOffer, OFFERS_IN_BATCH, takeBatch } from './plan-due.ts';

/** Sends what is due while more is still being read. */
export interface Outbox {
  /**
   * Takes offers that are due, and waits while too many of them are waiting.
   *
   * @throws the first failure of `send` that ends the run.
   */
  add(offers: readonly DueOffer[]): Promise<void>;
  /** Sends all that waits. @throws as {@link add}. */
  finish(): Promise<void>;
  /** How many offers were taken and never handed to `send`. */
  unsent(): number;
}

export interface OutboxOptions {
  /** Sends one batch and remembers what became of it. What it throws ends the run. */
  readonly send: (batch: readonly DueOffer[]) => Promise<void>;
  /** Batches under way at a time; enough to keep the budget busy at the CRM's usual delay. */
  readonly inFlight: number;
  /** Whether another batch may begin: a function must not begin what it cannot finish. */
  readonly hasTime: () => boolean;
}

/**
 * Nothing is sent before so many offers wait or all is read, so that in a usual run, which has fewer, those that fell to zero
 * go before all others.
 */
const BEGIN_WITH = 20 * OFFERS_IN_BATCH;
/** Reading pauses while so many wait: memory stays bounded. */
const MOST_WAITING = 80 * OFFERS_IN_BATCH;

/** The outbox of one run for one site. */
export function createOutbox({ send, inFlight, hasTime }: OutboxOptions): Outbox {
  const waiting = { urgent: [] as DueOffer[], other: [] as DueOffer[] };
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let isFinishing = false;

  const count = (): number => waiting.urgent.length + waiting.other.length;
  const mayBegin = (): boolean =>
    failures.length === 0 &&
    underWay.size < inFlight &&
    count() > 0 &&
    (isFinishing || count() >= BEGIN_WITH) &&
    hasTime();

  function begin(): void {
    while (mayBegin()) {
      const sending = send(takeBatch(waiting))
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => {
          underWay.delete(sending);
          begin();
        });
      underWay.add(sending);
    }
  }

  async function settle(isEnough: () => boolean): Promise<void> {
    begin();
    while (underWay.size > 0 && !isEnough()) {
      await Promise.race(underWay);
    }
    if (failures.length > 0) {
      await Promise.all(underWay);
      throw failures[0];
    }
  }

  return {
    add: async (offers) => {
      for (const offer of offers) {
        (offer.isUrgent ? waiting.urgent : waiting.other).push(offer);
      }
      await settle(() => count() < MOST_WAITING && failures.length === 0);
    },
    finish: async () => {
      isFinishing = true;
      await settle(() => false);
    },
    unsent: count,
  };
}
