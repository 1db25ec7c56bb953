import type { Link } from '../../state/links.ts';
import type { RowIdentity } from './facts.ts';

/** What the link of an order remembers beside the key, once an import of the order was finished. */
export interface OrderMemory {
  /** For whom the document was last written: of a person the CRM id of the card, of a company what its counterparty's link is kept under. */
  readonly customer: number | string;
  /** CRM id of the contact person with whom the document was last written. */
  readonly contact?: number;
  readonly rows: readonly RowIdentity[];
  /** `DataVersion` after the bridge's own last write. */
  readonly dataVersion: string;
  /** Of the order and the settings that were last imported, see `import/open-order.ts`. */
  readonly fingerprint: string;
  /** Number of the order in the CRM when it was last imported; 1C keeps the first one (D-8). */
  readonly number?: string;
  /** CRM ids of the payments that documents were made of. */
  readonly payments?: readonly number[];
  /** The bridge itself has closed the document, since the order was cancelled (D-7). */
  readonly isCancelled?: boolean;
  /** The document was about to be changed and is not known to have been posted since. */
  readonly postingDue?: boolean;
}

/**
 * What the link of an order remembers. Only some of it where an import was cut off, the link was rebuilt or the order was
 * cancelled because the CRM does not know it any more; nothing without a link.
 */
export const memoryOf = (link: Link | undefined): Partial<OrderMemory> =>
  (link?.memory ?? {}) as Partial<OrderMemory>;

/**
 * The key under which an order was linked before its document vanished from 1C; the link is replaced only by whoever names
 * it (ADR 0002).
 *
 * @param key of the document that the order has now, if it has one.
 * @returns undefined if the order was never linked, or is linked to that very document.
 */
export const vanishedKeyOf = (link: Link | undefined, key: string | undefined): string | undefined =>
  link?.key === key ? undefined : link?.key;

/** Whether the document was last written for this very customer of the CRM: then people's choice of the parties stays (5.6). */
export const isCustomerOf = (
  { id, mergedFrom }: { readonly id: number | string; readonly mergedFrom?: number | string },
  before: number | string | undefined,
): boolean => before !== undefined && (before === id || before === mergedFrom);
