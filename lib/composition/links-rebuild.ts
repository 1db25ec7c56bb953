import { createDictionaries } from '../orders/dictionaries.ts';
import { proposedKeys } from '../orders/proposed-keys.ts';
import { type RelinkProgress, rebuildLinks } from '../orders/relink/rebuild-links.ts';
import type { RelinkReport } from '../orders/relink/report.ts';
import type { Config } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { createLeases } from '../state/table-leases.ts';
import { createLinks } from '../state/table-links.ts';
import { composeSlots, limitsInForce } from './limits.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { composeStores } from './stores.ts';
import { composeSystems, type SharedState } from './systems.ts';

const DICTIONARY_LIFETIME_MS = 60 * 60_000;

/** Rebuilds the links by the settings in force. @param isDryRun writes nothing. */
export type RebuildLinks = (
  isDryRun: boolean,
  onProgress?: (progress: RelinkProgress) => void,
) => Promise<RelinkReport>;

/** Reading all orders of a large base is the longest piece of work between two slots. */
const SLOT_MS = 10 * 60_000;

/** Orders go first; the rebuilding waits for a slot as long as they take. */
const SLOT_PATIENCE_MS = 10 * 60_000;

/** The rebuilding of a stage's links, behind its orders in the CRM's budget and in the slots of 1C. */
export function composeLinksRebuild(
  config: Config<'crm' | 'onec' | 'state' | 'files'>,
  log: Log,
  state: SharedState = composeStores(config),
  runtime: Runtime = systemRuntime,
): RebuildLinks {
  const { table, settings } = state;
  const { clock } = runtime;
  const leases = createLeases({ table, clock, makeId: randomId });
  const slots = composeSlots(leases, SLOT_MS, limitsInForce(settings, clock), runtime);
  const { crm, onec } = composeSystems(config, log, state, 'bulk', runtime);
  const deps = {
    crm,
    onec,
    dictionaries: createDictionaries(onec, clock, DICTIONARY_LIFETIME_MS),
    links: createLinks(table),
    holders: createDocumentHolders(table),
    proposed: proposedKeys(new URL(config.CRM_URL).host),
    inSlot: <Result>(work: () => Promise<Result>) =>
      slots.within('bulk', clock.now() + SLOT_PATIENCE_MS, work),
  };
  return async (isDryRun, onProgress) => {
    const current = await settings.load();
    return rebuildLinks(
      { settings: current.settings, isDryRun, ...(onProgress === undefined ? {} : { onProgress }) },
      deps,
    );
  };
}
