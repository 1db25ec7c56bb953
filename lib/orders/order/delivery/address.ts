import type { CrmAddress } from '../../../crm/order.ts';

/** The delivery address in one line: index, city, metro and text, single blanks between (original-import 4, I-26). */
export function addressLine(address: CrmAddress | undefined): string {
  return [address?.index, address?.city, address?.metro, address?.text]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}
