import type { Release } from '../../../lib/onec/ut/release.ts';
import { type LinkKind, refTo } from '../../../lib/state/links.ts';
import { createLinks } from '../../../lib/state/table-links.ts';
import type { Stage } from './stage.ts';

/** What became of 1C and what the bridge remembers of it, free of what 1C gives out by chance: keys and versions. */
export interface FinalState {
  /** All that was not there at the start as it is now, by set. */
  readonly onec: Readonly<Record<string, readonly unknown[]>>;
  /** Keys and memories of the order's links. Intents are left out: an object that was found was never intended. */
  readonly links: readonly unknown[];
  readonly messages: number;
  readonly parked: readonly unknown[];
  readonly deadLetters: readonly number[];
}

export interface Leniency {
  /** Properties that may differ beside keys and versions. */
  readonly properties: readonly string[];
  /** Whether objects that are marked for deletion count as gone, and what 1C itself keeps about them. */
  readonly markedAreGone: boolean;
}

/** What the sandbox keeps beside the published sets: orders as they were last posted, and the stock. */
const BEHIND_THE_SETS = ['sandbox_posted', 'sandbox_stock'];

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const VERSIONS = ['DataVersion', 'dataVersion'];

const STRICT: Leniency = { properties: [], markedAreGone: false };

/** Remembers what a base holds from the start; @returns what reads the final state of the stage. */
export function watchState(
  stage: Stage,
  release: Release,
  { properties, markedAreGone }: Leniency = STRICT,
): (orderId: number) => Promise<FinalState> {
  const sets = [...release.objects.keys(), ...BEHIND_THE_SETS];
  const held = (set: string) => stage.onec.control.entities(set);
  const seed = new Set(sets.flatMap(held));
  const seededKeys = new Set(JSON.stringify([...seed]).match(GUID));
  const ignored = new Set([...VERSIONS, ...properties]);

  return async (orderId) => {
    const marked = new Set(
      sets.flatMap(held).flatMap(({ DeletionMark, Ref_Key }) => (DeletionMark === true ? [Ref_Key] : [])),
    );
    // The sandbox replaces what it changes, so what it never touched is still the same object.
    const touched = (set: string) =>
      held(set).filter(
        (entity) =>
          !seed.has(entity) && !(markedAreGone && (marked.has(entity.Ref_Key) || marked.has(entity.Объект))),
      );
    const onec = Object.fromEntries(sets.map((set) => [set, touched(set)]));
    const state = { onec, links: await linksOf(stage, orderId) };
    const names = new Map<string, string>();
    const nameOf = (key: string): string => {
      names.set(key, names.get(key) ?? `new key ${names.size + 1}`);
      return names.get(key) ?? key;
    };
    const text = JSON.stringify(state, (name, value: unknown) => (ignored.has(name) ? undefined : value));
    const named = text.replace(GUID, (key) => (seededKeys.has(key) ? key : nameOf(key)));
    return {
      ...(JSON.parse(named) as Pick<FinalState, 'onec' | 'links'>),
      messages: stage.queue.size(),
      parked: (await stage.outcomes.listParked()).records,
      deadLetters: stage.queue.deadLetters(),
    };
  };
}

async function linksOf(stage: Stage, orderId: number): Promise<readonly unknown[]> {
  const links = createLinks(stage.table);
  const read = async (kind: LinkKind, id: number | string) => {
    const link = await links.read(refTo(kind, id));
    return link && { kind, key: link.key, memory: link.memory };
  };
  const order = await read('order', orderId);
  const customer = order?.memory.customer;
  if (typeof customer === 'string') {
    return [order, await read('counterparty', customer), ...(await companyLinks(stage, orderId, read))];
  }
  const card = Number(customer);
  return [order, await read('partner', card), await read('counterparty', card)];
}

/** Partner and contact person of a corporate customer. */
async function companyLinks(
  { crm }: Stage,
  orderId: number,
  read: (kind: LinkKind, id: string) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const { customer, contact } = crm.order(orderId) as Readonly<Record<string, { readonly id: number }>>;
  const card = `corporate-${customer?.id}`;
  return [await read('partner', card), await read('contact', `${contact?.id}-${card}`)];
}
