/** What has one object in 1C each: CRM objects, and what follows from one of 1C's own (a return from its shipment). */
export const LINK_KINDS = [
  'order',
  'partner',
  'counterparty',
  'contact',
  'account',
  'payment',
  'shipment',
  'return',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/**
 * What a link is kept under: the id is the CRM's, or for what the CRM does not number the key of the object of 1C that it
 * follows from, as `return <guid of the shipment>`.
 */
export interface LinkRef {
  readonly kind: LinkKind;
  readonly id: string;
}

/** @param id the CRM's number, or a key of 1C. */
export const refTo = (kind: LinkKind, id: number | string): LinkRef => ({ kind, id: String(id) });

/** `order 7001`: for logs and errors. */
export const nameOfRef = ({ kind, id }: LinkRef): string => `${kind} ${id}`;

/** Whether two refs mean the same subject. */
export const sameRef = (left: LinkRef, right: LinkRef): boolean =>
  left.kind === right.kind && left.id === right.id;

/** What is kept with a link beside the key; each kind defines its own shape, JSON values only. */
export type LinkMemory = Readonly<Record<string, unknown>>;

/** What the bridge is about to create in 1C, written down before it does. */
export interface Intent {
  /** The `Ref_Key` that is proposed to 1C; whether 1C keeps it is not documented. */
  readonly proposedKey: string;
  /** The natural key exactly as it is sent (cut texts included): what a repeated attempt searches. */
  readonly sent: Readonly<Record<string, string>>;
}

/** Subject → 1C key. Without `key` it is an intent: the create was tried and its outcome is not known. */
export interface Link {
  readonly ref: LinkRef;
  readonly intent: Intent;
  readonly key?: string;
  readonly memory: LinkMemory;
}

/** Which subject a document of 1C belongs to: numbers may repeat among shops, a document serves one subject of any kind. */
export interface DocumentHolders {
  /** Whoever holds a document, if anybody does. */
  holderOf(documentKey: string): Promise<LinkRef | undefined>;
  /**
   * Takes a document for a subject, for ever; may be repeated.
   *
   * @throws {DocumentTaken} if another one holds it.
   */
  take(documentKey: string, ref: LinkRef): Promise<void>;
}

/** Links of subjects to 1C objects (design, principle 3). Every write is one conditional write of one item. */
export interface Links {
  read(ref: LinkRef): Promise<Link | undefined>;
  /** Links of several subjects of one kind, by id; unknown ids are missing. */
  readMany(kind: LinkKind, ids: readonly (number | string)[]): Promise<ReadonlyMap<string, Link>>;
  /**
   * Writes an intent down, or replaces an earlier one that was never confirmed.
   *
   * @param vanishedKey key of a confirmed link whose object is gone from 1C: that link is replaced too.
   * @returns the link as it is now: if it had been confirmed meanwhile, that confirmed link, unchanged.
   */
  intend(ref: LinkRef, intent: Intent, vanishedKey?: string): Promise<Link>;
  /**
   * Confirms an intent: the object was created under `key`. What is remembered stays.
   *
   * @throws {LinkConflict} if the subject is linked to another key by now.
   */
  created(ref: LinkRef, key: string): Promise<void>;
  /**
   * Confirms the link: the object exists in 1C under `key`. The memory is replaced.
   *
   * @param vanishedKey key of a confirmed link whose object is gone from 1C: that link is replaced too.
   * @throws {LinkConflict} if the subject is linked to another key.
   */
  confirm(ref: LinkRef, key: string, memory: LinkMemory, vanishedKey?: string): Promise<void>;
}
