import type { CrmClient } from '../../crm/client.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import type { Settings } from '../../settings/schema.ts';
import type { DocumentHolders, Links } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { listSigns, type OrderSign, readSigns } from './documents.ts';
import { readFormerLinks } from './former-links.ts';
import { type Candidates, gatherCandidates, linkCustomers } from './link-customers.ts';
import { type LinkedOrders, linkOrders } from './link-orders.ts';
import { createLinkWriter, type WriteLink } from './link-writer.ts';
import type { FormerLinks } from './plan-former.ts';
import { type DocumentGroup, groupDocuments } from './plan-matches.ts';
import { type Counters, createCounters, type FormerState, type RebuildReport } from './report.ts';

/** What rebuilding links needs. */
export interface RebuildDeps {
  readonly crm: Pick<CrmClient, 'ordersByIds' | 'ordersByNumbers'>;
  readonly onec: UtClient;
  readonly dictionaries: Pick<Dictionaries, 'characteristics'>;
  readonly links: Links;
  readonly holders: DocumentHolders;
  readonly proposed: ProposedKeys;
  /** Runs a piece of work in one of the few slots of 1C. */
  readonly inSlot: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** How far the work is; `total` is absent while it is not known. */
export interface RebuildProgress {
  readonly phase: 'formerLinks' | 'documents' | 'orders' | 'customers';
  readonly done: number;
  readonly total?: number;
}

/** How links are to be rebuilt. */
export interface RebuildRequest {
  readonly settings: Settings;
  /** Writes nothing, and reports what would be linked. */
  readonly isDryRun: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/** Groups or customers worked off at once; the CRM takes a hundred numbers a request (retailcrm-api 2.1). */
const RUN = 100;

/**
 * Restores the links of the state table from 1C and the CRM (contract 4, `links rebuild`; design, principle 3): of orders by
 * the former extension's note, the bridge's own key, or number and day; of customers by what all their documents agree upon
 * and by the former extension's note. What could be two things is reported, never guessed; a different link is left alone
 * unless its object is gone.
 *
 * Every link is written at once, so a run that was cut off is simply repeated: confirmed links are not written again.
 *
 * @throws whatever the CRM, 1C or the state table throw; the links written until then stay.
 */
export async function rebuildLinks(request: RebuildRequest, deps: RebuildDeps): Promise<RebuildReport> {
  const { settings, isDryRun, onProgress = () => undefined } = request;
  const counters = createCounters();
  const write = createLinkWriter({ links: deps.links, holders: deps.holders, onec: deps.onec, isDryRun });
  await deps.onec.demand('linksRebuild', new Set());
  onProgress({ phase: 'formerLinks', done: 0 });
  const published = await deps.inSlot(() => readFormerLinks(deps.onec));
  const former = published ?? NO_FORMER_LINKS;
  onProgress({ phase: 'documents', done: 0 });
  const documents = await deps.inSlot(() => readDocuments(settings, former, deps.onec));
  const candidates: Candidates = new Map();
  const confirmations = { confirmed: 0, denied: 0 };
  const rebuildOrders = (groups: readonly DocumentGroup[]): Promise<void> =>
    inRuns(groups, 'orders', onProgress, async (run) => {
      const linked = await deps.inSlot(() => linkOrders(run, former, settings, { ...deps, write }));
      countOrders(linked, counters);
      gatherCandidates(candidates, linked.customers);
      confirmations.confirmed += linked.former.confirmed;
      confirmations.denied += linked.former.denied;
    });
  const { numbered, noted } = splitGroups(groupDocuments(documents, former.orders));
  await rebuildOrders(numbered);
  const state = published === undefined ? 'notPublished' : stateOf(former, confirmations);
  if (state === 'adopted') {
    await rebuildOrders(noted);
  }
  const trusted = state === 'adopted' ? former : NO_FORMER_LINKS;
  await rebuildCustomers(trusted, { candidates, write, counters, onProgress }, deps);
  return counters.report({ isDryRun, former: state, documents: documents.length });
}

const NO_FORMER_LINKS: FormerLinks = { orders: new Map(), partners: new Map(), counterparties: new Map() };

/** Documents that were noted, too, before the first day that is exchanged and without a number: 1C's own orders. */
async function readDocuments(
  { startDate }: Settings,
  former: FormerLinks,
  onec: UtClient,
): Promise<readonly OrderSign[]> {
  const listed = await listSigns(startDate, onec);
  const known = new Set(listed.map(({ Ref_Key }) => Ref_Key));
  const others = [...former.orders.keys()].filter((key) => !known.has(key));
  return [...listed, ...(await readSigns(others, onec))];
}

/** Documents without a number stand on the note alone, which has to be proven first by those that have one. */
const splitGroups = (groups: readonly DocumentGroup[]) => ({
  numbered: groups.filter(({ number }) => number !== ''),
  noted: groups.filter(({ number }) => number === ''),
});

function countOrders(run: LinkedOrders, counters: Counters): void {
  for (const result of run.written) {
    counters.written('order', result);
  }
  for (const issue of run.issues) {
    counters.issue(issue);
  }
}

/** Ids mean the same orders and people only in the account that gave them. */
function stateOf(former: FormerLinks, confirmations: { confirmed: number; denied: number }): FormerState {
  if (former.orders.size + former.partners.size + former.counterparties.size === 0) {
    return 'none';
  }
  return confirmations.confirmed > confirmations.denied ? 'adopted' : 'otherAccount';
}

interface CustomerWork {
  readonly candidates: Candidates;
  readonly write: WriteLink;
  readonly counters: Counters;
  readonly onProgress: (progress: RebuildProgress) => void;
}

async function rebuildCustomers(former: FormerLinks, work: CustomerWork, deps: RebuildDeps): Promise<void> {
  const { candidates, write, counters, onProgress } = work;
  const crmIds = new Set([...candidates.keys(), ...former.partners.keys(), ...former.counterparties.keys()]);
  await inRuns([...crmIds], 'customers', onProgress, async (run) => {
    const linked = await deps.inSlot(() => linkCustomers(run, candidates, former, { ...deps, write }));
    for (const { kind, result } of linked.written) {
      counters.written(kind, result);
    }
    for (const issue of linked.issues) {
      counters.issue(issue);
    }
  });
}

async function inRuns<Item>(
  items: readonly Item[],
  phase: RebuildProgress['phase'],
  onProgress: (progress: RebuildProgress) => void,
  work: (run: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += RUN) {
    onProgress({ phase, done: start, total: items.length });
    await work(items.slice(start, start + RUN));
  }
  onProgress({ phase, done: items.length, total: items.length });
}
