import { createHash } from 'node:crypto';
import type { CrmOrder } from '../../crm/order.ts';

/**
 * A short mark of everything an import decides from apart from 1C itself: the order as the CRM answered it and the
 * version of the settings. Equal marks and an unchanged `DataVersion` mean that planning again would give nothing.
 */
export function fingerprintOf(order: CrmOrder, settingsVersion: number): string {
  return createHash('sha256')
    .update(JSON.stringify([settingsVersion, order]))
    .digest('base64url');
}
