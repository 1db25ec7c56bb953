import type { OnecClient } from '../../onec/client.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Dictionaries } from '../dictionaries.ts';
import { findOffers } from '../order/goods/find-goods.ts';
import type { VersionedSettings } from '../order-state.ts';
import { awaitedOffers, awaitsOnec, type NewKnowledge, type ParkedOrder, planReplay } from './plan-replay.ts';

/** What finding out which parked orders have a chance now needs. */
export interface ReplayDeps {
  readonly parked: () => Promise<readonly ParkedOrder[]>;
  readonly settings: () => Promise<VersionedSettings>;
  readonly onec: OnecClient;
  readonly dictionaries: Pick<Dictionaries, 'vatRates' | 'characteristics'>;
  readonly clock: Clock;
  /** Puts an order into the queue. */
  readonly send: (orderId: number) => Promise<void>;
  /** Runs what asks 1C within one of its slots. */
  readonly inSlot: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * Queues the parked orders whose missing mapping or product has appeared meanwhile, so that nobody has to remember them.
 * Their records go when the import succeeds.
 *
 * @returns the ids of the queued orders.
 * @throws whatever the state table, 1C or the queue throws; what was queued before stays queued.
 */
export async function replayParked(deps: ReplayDeps): Promise<readonly number[]> {
  const parked = await deps.parked();
  if (parked.length === 0) {
    return [];
  }
  const current = await deps.settings();
  if (!current.settings.exchange.importOrders) {
    return [];
  }
  const learned = awaitsOnec(parked)
    ? await deps.inSlot(() => askOnec(parked, current, deps))
    : NOTHING_LEARNED;
  const due = planReplay(parked, { settingsVersion: current.version, now: deps.clock.now(), ...learned });
  for (const orderId of due) {
    await deps.send(orderId);
  }
  return due;
}

type Learned = Pick<NewKnowledge, 'offers' | 'vatRates'>;

const NOTHING_LEARNED: Learned = { offers: new Set(), vatRates: [] };

async function askOnec(
  parked: readonly ParkedOrder[],
  { settings }: VersionedSettings,
  { onec, dictionaries }: ReplayDeps,
): Promise<Learned> {
  const [offers, vatRates] = await Promise.all([
    findOffers(awaitedOffers(parked), settings, { onec, dictionaries }),
    dictionaries.vatRates(),
  ]);
  return { offers, vatRates };
}
