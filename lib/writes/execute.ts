import type { OnecClient } from '../onec/client.ts';
import { LinkConflict } from '../state/errors.ts';
import type { DocumentHolders, Links } from '../state/links.ts';
import { LinkedMeanwhile } from './errors.ts';
import type { Execution, MadeWrite } from './execution.ts';
import { realKey, realValues } from './references.ts';
import type { AddWrite, CreateWrite, UpdateWrite, Write } from './write.ts';

/** What writing into 1C needs. */
export interface WriteDeps {
  readonly onec: OnecClient;
  readonly links: Links;
  readonly holders: DocumentHolders;
  /** Asked before whatever changes an object. @throws {LeaseOver} once the order's lease is over. */
  readonly assertMine: () => void;
}

/**
 * Carries out planned writes one after the other. Every create is written down as an intent before and confirmed after
 * (design, principle 3), so that whoever comes after a crash knows what to search.
 *
 * @param execution told of every write that was made, and of the keys of what is created; it may know those of earlier plans.
 * @throws whatever the 1C client throws, at the first write that fails; earlier writes stay, and `execution` names them.
 */
export async function execute(
  writes: readonly Write[],
  execution: Execution,
  deps: WriteDeps,
): Promise<void> {
  for (const write of writes) {
    await executeOne(write, execution, deps);
  }
}

async function executeOne(write: Write, execution: Execution, deps: WriteDeps): Promise<void> {
  switch (write.action) {
    case 'create':
      return create(write, execution, deps);
    case 'add':
      return add(write, execution, deps);
    case 'update':
      return update(write, execution, deps);
  }
  const key = realKey(execution.keys, write.key);
  switch (write.action) {
    case 'post':
      // Whoever has the order now, posting what stands in the document takes nothing from him.
      await deps.onec.post(write.object, key);
      break;
    case 'unpost':
      deps.assertMine();
      await deps.onec.unpost(write.object, key);
      break;
    case 'mark':
      deps.assertMine();
      await deps.onec.update(write.object, key, { DeletionMark: true });
      break;
  }
  execution.made.push({ write, key });
}

async function create(write: CreateWrite, execution: Execution, deps: WriteDeps): Promise<void> {
  const { ref, proposedKey } = write;
  const { keys, made } = execution;
  const body = realValues(keys, write.body);
  const sent = Object.fromEntries(
    Object.entries(write.sent).map(([name, value]) => [name, realKey(keys, value)]),
  );
  // Each of these steps may take long: an intent that comes late would hide what another worker has sent since.
  deps.assertMine();
  const intended = await deps.links.intend(ref, { proposedKey, sent }, write.vanishedKey);
  if (intended.key !== undefined) {
    throw new LinkedMeanwhile(write);
  }
  deps.assertMine();
  // Taken before it exists, so that no order of the same number finds it free in between.
  await take(write, proposedKey, deps);
  deps.assertMine();
  const created = await deps.onec.create(write.object, body);
  const key = created.Ref_Key;
  keys.set(proposedKey, key);
  made.push({ write, key, ...nameOf(created) });
  if (key !== proposedKey) {
    await take(write, key, deps);
  }
  await link(write, key, deps);
}

/** What 1C answers to a create or a change; only documents have a number. */
interface Created {
  readonly Ref_Key: string;
  readonly Number?: string;
  readonly Date?: string;
}

const nameOf = ({ Number: number, Date: date }: Created): Pick<MadeWrite, 'document'> =>
  number === undefined || date === undefined ? {} : { document: { number, date } };

/** A document serves one subject, of whatever kind; an element of a catalog may serve several. */
async function take({ object, ref }: CreateWrite, key: string, { holders }: WriteDeps): Promise<void> {
  if (object.kind === 'document') {
    await holders.take(key, ref);
  }
}

/**
 * Links what was just created; that much is told even when the lease is over, since nobody else knows of it. A base that
 * chooses keys itself takes a second object for one intent; if somebody else's is linked by now, ours is of no use to
 * anybody, and nothing refers to it yet.
 */
async function link(write: CreateWrite, key: string, { links, onec }: WriteDeps): Promise<void> {
  try {
    await links.created(write.ref, key);
  } catch (error) {
    if (error instanceof LinkConflict) {
      await onec.update(write.object, key, { DeletionMark: true });
      throw new LinkedMeanwhile(write);
    }
    throw error;
  }
}

async function add(write: AddWrite, { keys, made }: Execution, deps: WriteDeps): Promise<void> {
  deps.assertMine();
  const added = await deps.onec.create(write.object, realValues(keys, write.body));
  keys.set(write.proposedKey, added.Ref_Key);
  made.push({ write, key: added.Ref_Key });
}

async function update(write: UpdateWrite, { keys, made }: Execution, deps: WriteDeps): Promise<void> {
  const key = realKey(keys, write.key);
  deps.assertMine();
  const updated = await deps.onec.update(write.object, key, realValues(keys, write.body));
  made.push({ write, key, ...nameOf(updated) });
}
