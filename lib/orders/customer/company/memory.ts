import type { Digest } from '../../../platform/digest.ts';
import { sentContacts } from '../sent-contacts.ts';
import type { Company } from './company.ts';
import type { CompanyMemory, UnchangedParts } from './facts.ts';

/**
 * What is remembered of a company once this order is imported. Its phone and e-mail are those of one contact person: another one's
 * order does not change them, or they would go to and fro with every order.
 *
 * @param before what was remembered until now.
 */
export function memoryAfter(company: Company, before: Partial<CompanyMemory>, digest: Digest): CompanyMemory {
  const { details, legalAddress, account, contactId } = company;
  const speaks = isSpeaker(company, before);
  const contact = speaks ? contactId : before.contact;
  return {
    ...(speaks ? sentContacts(company, digest) : { phone: before.phone ?? '', email: before.email ?? '' }),
    ...(contact === undefined ? {} : { contact }),
    details: digest('details', Object.values(details).join('\n')),
    address: digest('address', legalAddress),
    account: digest('account', account === undefined ? '' : `${account.bik}/${account.number}`),
    ...(before.partner === undefined ? {} : { partner: before.partner }),
  };
}

/** Whether this order's contact person is the one whose phone and e-mail the company has, or it has none yet. */
function isSpeaker({ contactId }: Company, before: Partial<CompanyMemory>): boolean {
  const hasContacts = (before.phone ?? '') !== '' || (before.email ?? '') !== '';
  return (
    contactId === undefined || before.contact === undefined || before.contact === contactId || !hasContacts
  );
}

/** What of a company is as it was last sent; nothing where nothing is remembered. */
export function unchangedParts(before: Partial<CompanyMemory>, now: CompanyMemory): UnchangedParts {
  const isSame = (part: keyof UnchangedParts) => before[part] === now[part];
  return {
    phone: isSame('phone'),
    email: isSame('email'),
    details: isSame('details'),
    address: isSame('address'),
    account: isSame('account'),
  };
}
