import type { OnecClient } from '../../../onec/client.ts';
import { and, eq, text } from '../../../onec/filter.ts';
import { контрагенты } from '../../../onec/ut/objects/customers.ts';
import { findFormer, notedObject } from '../../former-ids.ts';
import { isCalled } from '../choose-candidate.ts';
import type { Counterparty, Partner } from '../facts.ts';
import type { CustomerSources } from '../find-customer.ts';
import { livingCounterparties, livingPartners, NOT_DELETED } from '../look-up.ts';
import { isContactOf } from '../own-contacts.ts';
import { findByContacts } from '../search-contacts.ts';
import { searchedContacts } from '../searched-contacts.ts';
import type { Company } from './company.ts';

/** A company that was looked for without a link. */
export interface SearchedCompany {
  readonly counterparty: Counterparty | undefined;
  /** Beside which the former extension kept the id of the customer's card. */
  readonly partner: Partner | undefined;
  /** Several counterparties have these tax ids; one of them was taken. */
  readonly isDoubled: boolean;
  /** Several share the phone or the e-mail, so none of them was taken. */
  readonly isAmbiguous: boolean;
}

/**
 * A company of 1C by the first that answers (original-import 5.2 fixed): the former extension's ids, ИНН and КПП, a unique phone or
 * e-mail of one that has no other tax ids.
 *
 * @throws whatever the client throws.
 */
export async function searchCompany(company: Company, sources: CustomerSources): Promise<SearchedCompany> {
  const { onec } = sources;
  const { card, companyId } = company;
  const payer = companyId ?? (card.isCorporate ? undefined : card.id);
  const notes = await findFormer({ partner: card.id, counterparty: payer }, sources);
  const contacts = searchedContacts(company, sources.ignoredContacts);
  const hasContacts = contacts.email !== '' || contacts.phones.length > 0;
  const isLike = (held: Partner | Counterparty) =>
    [company.name, company.partnerName].some((name) => isCalled(held.Description, name)) ||
    (hasContacts && isContactOf(held.КонтактнаяИнформация ?? [], contacts));
  const partner = await notedObject(notes.partner, livingPartners(onec), isCompany, isLike);
  const noted = await notedObject(
    notes.counterparty,
    livingCounterparties(onec),
    (held) => isOfForm(held, company) && !isAnother(held, company),
    (held) => isLike(held) || hasSameTaxId(held, company),
  );
  if (noted !== undefined) {
    return { counterparty: noted, partner, isDoubled: false, isAmbiguous: false };
  }
  const { found, isDoubled } = await findByTaxIds(company, onec);
  if (found !== undefined) {
    return { counterparty: found, partner, isDoubled, isAmbiguous: false };
  }
  const known = await findByContacts(
    onec,
    { surname: company.name },
    contacts,
    (held) => isOfForm(held, company) && mayBe(held, company),
  );
  return { counterparty: known.found, partner, isDoubled: false, isAmbiguous: known.isAmbiguous };
}

const isCompany = ({ ЮрФизЛицо }: Partner): boolean => ЮрФизЛицо === 'Компания';

/** A sole trader is another payer than a company, and than the person who trades (C-14). */
const isOfForm = ({ ЮрФизЛицо }: Counterparty, { form }: Company): boolean =>
  form === 'ИндивидуальныйПредприниматель'
    ? ЮрФизЛицо === form
    : ЮрФизЛицо === 'ЮрЛицо' || ЮрФизЛицо === 'ЮрЛицоНеРезидент';

/** The tax id of the one place where 1C keeps it. */
const numberOf = ({ details }: Company) =>
  details.ИНН === ''
    ? ({ property: 'НалоговыйНомер', value: details.НалоговыйНомер } as const)
    : ({ property: 'ИНН', value: details.ИНН } as const);

const hasSameTaxId = (held: Counterparty, company: Company): boolean => {
  const { property, value } = numberOf(company);
  return value !== '' && held[property]?.trim() === value;
};

/** Both are known, and they differ: another legal person, or another branch of it. */
export function isAnother(held: Counterparty, company: Company): boolean {
  const { property, value } = numberOf(company);
  const [own, kpp] = [held[property]?.trim() ?? '', held.КПП?.trim() ?? ''];
  const differs = (one: string, other: string) => one !== '' && other !== '' && one !== other;
  return differs(own, value) || differs(kpp, company.details.КПП);
}

/** One of whom the tax ids do not say that they are somebody else: whoever has the same ones would have been found by them. */
const mayBe = (held: Counterparty, company: Company): boolean => {
  const { property, value } = numberOf(company);
  return value === '' || (held[property]?.trim() ?? '') === '';
};

/**
 * Who has the tax ids (I-33): with a КПП the branch of that КПП, else one that 1C knows no КПП of; without one whoever has the ИНН,
 * the head office before its branches.
 */
export async function findByTaxIds(
  company: Company,
  onec: OnecClient,
): Promise<{ readonly found: Counterparty | undefined; readonly isDoubled: boolean }> {
  const { property, value } = numberOf(company);
  if (value === '') {
    return { found: undefined, isDoubled: false };
  }
  const all = await onec.list(контрагенты, { filter: and(eq(property, text(value)), NOT_DELETED) });
  const ofForm = all.filter((held) => isOfForm(held, company));
  const { КПП } = company.details;
  const withKpp = (kpp: string) => ofForm.filter((held) => (held.КПП?.trim() ?? '') === kpp);
  const exact = КПП === '' ? ofForm : withKpp(КПП);
  const suitable = exact.length > 0 ? exact : withKpp('');
  const [found] = suitable.toSorted(headOfficeFirst);
  return { found, isDoubled: КПП !== '' && suitable.length > 1 };
}

/** In an order that is the same for everybody. */
function headOfficeFirst(one: Counterparty, other: Counterparty): number {
  const isBranch = ({ ОбособленноеПодразделение }: Counterparty) => (ОбособленноеПодразделение ? 1 : 0);
  return isBranch(one) - isBranch(other) || (one.Ref_Key < other.Ref_Key ? -1 : 1);
}
