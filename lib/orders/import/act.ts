import type { OnecClient } from '../../onec/client.ts';
import { describedDocument, describedObject } from '../../onec/ut/described-object.ts';
import { BridgeError } from '../../platform/errors.ts';
import { LinkConflict } from '../../state/errors.ts';
import type { DocumentHolders, Links } from '../../state/links.ts';
import type { AddWrite, CreateWrite, PlannedWrite } from '../plan.ts';

/** What writing into 1C needs. */
export interface ActingDeps {
  readonly onec: OnecClient;
  readonly links: Links;
  readonly holders: DocumentHolders;
  /** Asked before whatever changes an object. @throws {LeaseOver} once the order's lease is over. */
  readonly assertMine: () => void;
}

/**
 * Somebody else created the object after this plan was made: the lease was over before the work was. Planning anew finds
 * the object.
 */
class LinkedMeanwhile extends BridgeError {
  constructor({ object, crmId }: CreateWrite) {
    super(`${object} ${crmId} was created by another worker meanwhile`, {
      code: 'linkedMeanwhile',
      retryable: true,
      advice: 'Этот объект только что завел в 1С другой обработчик. Загрузка повторится сама и найдет его.',
      details: { object, crmId },
    });
  }
}

/** Proposed key → key that 1C answered; they differ where 1C chooses keys itself. */
export type RealKeys = Map<string, string>;

/**
 * Carries out planned writes one after the other. Every create is written down as an intent before and confirmed after
 * (design, principle 3), so that whoever comes after a crash knows what to search.
 *
 * @param keys filled with the keys of what is created; keys of earlier plans may already be in it.
 * @throws whatever the 1C client throws, at the first write that fails; earlier writes stay.
 */
export async function act(writes: readonly PlannedWrite[], keys: RealKeys, deps: ActingDeps): Promise<void> {
  for (const write of writes) {
    switch (write.action) {
      case 'create':
        await create(write, keys, deps);
        break;
      case 'add':
        await add(write, keys, deps);
        break;
      case 'update':
        deps.assertMine();
        await deps.onec.update(
          describedObject(write.set),
          realKey(keys, write.key),
          realValues(keys, write.body),
        );
        break;
      case 'post':
        // Whoever has the order now, posting what stands in the document takes nothing from him.
        await deps.onec.post(describedDocument(write.set), realKey(keys, write.key));
        break;
    }
  }
}

async function create(write: CreateWrite, keys: RealKeys, deps: ActingDeps): Promise<void> {
  const body = realValues(keys, write.body);
  const sent = Object.fromEntries(
    Object.entries(write.sent).map(([name, value]) => [name, realKey(keys, value)]),
  );
  const intent = { proposedKey: write.proposedKey, sent };
  const intended = await deps.links.intend(write.object, write.crmId, intent, write.vanishedKey);
  if (intended.key !== undefined) {
    throw new LinkedMeanwhile(write);
  }
  deps.assertMine();
  // Taken before it exists, so that no order of the same number finds it free in between.
  await take(write, write.proposedKey, deps);
  const created = await deps.onec.create(describedObject(write.set), body);
  keys.set(write.proposedKey, created.Ref_Key);
  if (created.Ref_Key !== write.proposedKey) {
    await take(write, created.Ref_Key, deps);
  }
  await link(write, created.Ref_Key, deps);
}

async function take({ object, crmId }: CreateWrite, key: string, { holders }: ActingDeps): Promise<void> {
  if (object === 'order') {
    await holders.take(key, crmId);
  }
}

/**
 * Links what was just created; that much is told even when the lease is over, since nobody else knows of it. A base that
 * chooses keys itself takes a second object for one intent; if somebody else's is linked by now, ours is of no use to
 * anybody, and nothing refers to it yet.
 */
async function link(write: CreateWrite, key: string, { links, onec }: ActingDeps): Promise<void> {
  try {
    await links.created(write.object, write.crmId, key);
  } catch (error) {
    if (error instanceof LinkConflict) {
      await onec.update(describedObject(write.set), key, { DeletionMark: true });
      throw new LinkedMeanwhile(write);
    }
    throw error;
  }
}

async function add(write: AddWrite, keys: RealKeys, { onec, assertMine }: ActingDeps): Promise<void> {
  assertMine();
  const added = await onec.create(describedObject(write.set), realValues(keys, write.body));
  keys.set(write.proposedKey, added.Ref_Key);
}

/** The key under which 1C holds what a plan knows by `key`: another one only for what was just created. */
export const realKey = (keys: ReadonlyMap<string, string>, key: string): string => keys.get(key) ?? key;

/** Puts real keys where a plan refers to objects by the keys it proposed; only header properties ever do. */
function realValues(
  keys: ReadonlyMap<string, string>,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' ? realKey(keys, value) : value,
    ]),
  );
}
