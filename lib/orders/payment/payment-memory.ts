import type { Link, LinkRef, Links } from '../../state/links.ts';
import { memoryOf } from '../order/order-memory.ts';
import { ALL_KINDS, PAYMENT_KINDS, type PaymentKind } from './payment-kinds.ts';

/** What the link of a payment remembers beside the key. */
export interface PaymentMemory {
  readonly document: PaymentKind;
  /** `DataVersion` after the bridge's own last write. */
  readonly dataVersion: string;
}

/** The kind of document behind a link; of an intent, what it was going to be. */
export function kindOf({ memory, intent }: Link): PaymentKind {
  const known = ALL_KINDS.find(
    (kind) => memory.document === kind || intent.sent.Document === PAYMENT_KINDS[kind].object.set,
  );
  return known ?? 'cashReceipt';
}

/**
 * Writes down with a closed order, whose own flow wrote nothing, which payment it gets a document for (D-17).
 *
 * @param key of the order's document.
 */
export async function rememberPayment(
  order: LinkRef,
  key: string,
  id: number,
  links: Pick<Links, 'read' | 'confirm'>,
): Promise<void> {
  const memory = memoryOf(await links.read(order));
  const known = memory.payments ?? [];
  if (!known.includes(id)) {
    await links.confirm(order, key, { ...memory, payments: [...known, id] });
  }
}
