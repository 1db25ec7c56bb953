import type { OnecClient } from '../../onec/client.ts';
import { and, dateTime, eq, flag, guid, type Literal } from '../../onec/filter.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Digest } from '../../platform/digest.ts';
import type { Link } from '../../state/links.ts';
import type { Counterparty, Partner } from './facts.ts';
import { isAsSent } from './sent-contacts.ts';

/** Where what a link leads to is looked for. */
export interface LookUpSources {
  readonly onec: OnecClient;
  readonly digest: Digest;
}

/** Marked for deletion, as UT marks doubles when it merges them, is as good as gone. */
export const NOT_DELETED = eq('DeletionMark', flag(false));

/** What a link leads to. */
export interface LookedUp<Entity> {
  readonly entity: Entity | undefined;
  /** The key of an attempt that left nothing, to be proposed once more: 1C may still be about to carry it out. */
  readonly intended?: string;
  /** The key of an object that is of no use any more: 1C would refuse another one under it (B-2). */
  readonly taken?: string;
}

/**
 * The entity behind a link: by its key, or, where a create was tried and never confirmed, by the key that was proposed
 * and then by the natural key as it was sent (design, principle 3). One that is marked for deletion counts as gone: UT marks
 * duplicates when it merges them, and what is left is found anew.
 */
export async function lookUp<Entity extends { readonly DeletionMark: boolean }>(
  link: Link | undefined,
  read: (key: string) => Promise<Entity | undefined>,
  search: (sent: Link['intent']['sent']) => Promise<Entity | undefined>,
): Promise<LookedUp<Entity>> {
  if (link === undefined) {
    return { entity: undefined };
  }
  const key = link.key ?? link.intent.proposedKey;
  const held = await read(key);
  if (held !== undefined && !held.DeletionMark) {
    return { entity: held };
  }
  if (link.key !== undefined) {
    return { entity: undefined, taken: key };
  }
  const found = await search(link.intent.sent);
  return held === undefined ? { entity: found, intended: key } : { entity: found, taken: key };
}

/** What an intent keeps says of a person only digests: 1C is asked by the rest, and the candidates are told apart here. */
export async function searchPartner(
  sent: Link['intent']['sent'],
  { onec, digest }: LookUpSources,
): Promise<Partner | undefined> {
  const candidates = await onec.list(партнеры, {
    filter: and(eq('ДатаРегистрации', dateTime(sent.ДатаРегистрации ?? '')), NOT_DELETED),
  });
  return candidates.find((partner) => isAsSent(partner, sent, digest));
}

export async function searchCounterparty(
  sent: Link['intent']['sent'],
  { onec, digest }: LookUpSources,
): Promise<Counterparty | undefined> {
  const candidates = await onec.list(контрагенты, {
    filter: and(eq('Партнер_Key', guid(sent.Партнер_Key ?? EMPTY_KEY)), NOT_DELETED),
  });
  return candidates.find(({ Description }) => digest('name', Description) === sent.Description);
}

/** A partner that is gone or marked for deletion counts as none (original-import 5.2). */
export async function partnerOf(
  onec: OnecClient,
  counterparty: Counterparty | undefined,
): Promise<Partner | undefined> {
  const key = counterparty?.Партнер_Key ?? EMPTY_KEY;
  const partner = key === EMPTY_KEY ? undefined : await onec.read(партнеры, key);
  return partner?.DeletionMark ? undefined : partner;
}

/** Reads partners by their keys, without those that are marked for deletion. */
export const livingPartners =
  (onec: OnecClient) =>
  (values: readonly Literal[]): Promise<readonly Partner[]> =>
    onec.listByValues(партнеры, { property: 'Ref_Key', values, and: NOT_DELETED });

/** Reads counterparties by their keys, without those that are marked for deletion. */
export const livingCounterparties =
  (onec: OnecClient) =>
  (values: readonly Literal[]): Promise<readonly Counterparty[]> =>
    onec.listByValues(контрагенты, { property: 'Ref_Key', values, and: NOT_DELETED });
