import type { OnecClient } from '../../onec/client.ts';
import type { Dictionaries } from '../dictionaries.ts';
import { findOffers } from '../document/find-goods.ts';
import type { VersionedSettings } from '../import/import-order.ts';
import { awaitedOffers, awaitsOnec, type NewKnowledge, type ParkedOrder, planReplay } from './plan-replay.ts';

export interface ReplayDeps {
  readonly parked: () => Promise<readonly ParkedOrder[]>;
  readonly settings: () => Promise<VersionedSettings>;
  readonly onec: OnecClient;
  readonly dictionaries: Pick<Dictionaries, 'vatRates'>;
  /** Puts an order into the queue. */
  readonly send: (orderId: number) => Promise<void>;
  /** Whether 1C may be asked this time: nobody waits for the second, and 1C has other work. */
  readonly mayAskOnec: () => Promise<boolean>;
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
  const isAsking = awaitsOnec(parked) && (await deps.mayAskOnec());
  const known: NewKnowledge = {
    settingsVersion: current.version,
    offers: isAsking ? await findOffers(awaitedOffers(parked), current.settings, deps.onec) : new Set(),
    vatRates: isAsking ? await deps.dictionaries.vatRates() : [],
  };
  const due = planReplay(parked, known);
  for (const orderId of due) {
    await deps.send(orderId);
  }
  return due;
}
