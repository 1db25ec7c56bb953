/** CRM objects that have one object in 1C each. */
export type LinkKind = 'order' | 'partner' | 'counterparty';

/** What is kept with a link beside the key; each kind defines its own shape, JSON values only. */
export type LinkMemory = Readonly<Record<string, unknown>>;

/** What the bridge is about to create in 1C, written down before it does. */
export interface Intent {
  /** The `Ref_Key` that is proposed to 1C; whether 1C keeps it is not documented. */
  readonly proposedKey: string;
  /** The natural key exactly as it is sent (cut texts included): what a repeated attempt searches. */
  readonly sent: Readonly<Record<string, string>>;
}

/** CRM id → 1C key. Without `key` it is an intent: the create was tried and its outcome is not known. */
export interface Link {
  readonly kind: LinkKind;
  readonly crmId: number;
  readonly intent: Intent;
  readonly key?: string;
  readonly memory: LinkMemory;
}

/** Which order of the CRM a document of 1C belongs to: numbers may repeat among shops, a document serves one order. */
export interface DocumentHolders {
  /** The order that holds a document, if any does. */
  holderOf(documentKey: string): Promise<number | undefined>;
  /**
   * Takes a document for an order, for ever; may be repeated.
   *
   * @throws {DocumentTaken} if another order holds it.
   */
  take(documentKey: string, orderId: number): Promise<void>;
}

/** Links of CRM objects to 1C objects (design, principle 3). Every write is one conditional write of one item. */
export interface Links {
  read(kind: LinkKind, crmId: number): Promise<Link | undefined>;
  /** Links of several objects of one kind, by CRM id; unknown ids are missing. */
  readMany(kind: LinkKind, crmIds: readonly number[]): Promise<ReadonlyMap<number, Link>>;
  /**
   * Writes an intent down, or replaces an earlier one that was never confirmed.
   *
   * @param vanishedKey key of a confirmed link whose object is gone from 1C: that link is replaced too.
   * @returns the link as it is now: if it had been confirmed meanwhile, that confirmed link, unchanged.
   */
  intend(kind: LinkKind, crmId: number, intent: Intent, vanishedKey?: string): Promise<Link>;
  /**
   * Confirms an intent: the object was created under `key`. What is remembered stays.
   *
   * @throws {LinkConflict} if the object is linked to another key by now.
   */
  created(kind: LinkKind, crmId: number, key: string): Promise<void>;
  /**
   * Confirms the link: the object exists in 1C under `key`. The memory is replaced.
   *
   * @param vanishedKey key of a confirmed link whose object is gone from 1C: that link is replaced too.
   * @throws {LinkConflict} if the object is linked to another key.
   */
  confirm(
    kind: LinkKind,
    crmId: number,
    key: string,
    memory: LinkMemory,
    vanishedKey?: string,
  ): Promise<void>;
}
