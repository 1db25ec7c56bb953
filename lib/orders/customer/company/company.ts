import type { CrmContragent, CrmCustomer, CrmOrder } from '../../../crm/order.ts';
import type { Digest } from '../../../platform/digest.ts';
import type { Settings } from '../../../settings/schema.ts';
import { fullName } from '../full-name.ts';
import { tidyPhone } from '../phone.ts';
import { type LegalFacts, legalDetailsOf } from './legal-details.ts';

/** A company, or a sole trader, as an order names them. Texts that the CRM does not know are `""`. */
export interface Company extends LegalFacts {
  /** The customer's card: of a corporate customer, or of a person whose order has legal details. */
  readonly card: { readonly id: number; readonly isCorporate: boolean };
  /** CRM id of the company; undefined where the order names none, or corporate customers are not used. */
  readonly companyId: number | undefined;
  /** Of the counterparty; the partner's too where the base keeps both as one (D-41). */
  readonly name: string;
  readonly fullName: string;
  readonly partnerName: string;
  readonly partnerFullName: string;
  /** Partner and counterparty are one in the base: every payer has a partner of its own. */
  readonly isOwnPartner: boolean;
  readonly phone: string;
  /** Lower case. */
  readonly email: string;
  /** CRM id of the contact person whose phone and e-mail these are. */
  readonly contactId: number | undefined;
  /** `YYYY-MM-DD HH:MM:SS`: when the card was made; the order's own date if the CRM does not say. */
  readonly registeredAt: string;
}

/** Whether the order belongs to a company: a corporate card, a company, or legal details of one. */
export function isCompanyOrder(order: CrmOrder): boolean {
  const type = order.contragent?.contragentType;
  return (
    order.customer?.type === 'customer_corporate' ||
    order.company !== undefined ||
    type === 'legal-entity' ||
    type === 'enterpreneur'
  );
}

/** What of the settings decides how companies are kept. */
export type CompanySettings = Pick<Settings, 'corporateCustomers' | 'ut'>;

/**
 * The company behind an order (D-41; original-import 5.1): of a corporate customer the company that the order names, else what
 * the legal details of the order say. Whoever has no card that can be read is known by the order's own id, as persons are (D-1).
 *
 * @returns undefined if the CRM names no customer card at all.
 */
export function companyOf(order: CrmOrder, settings: CompanySettings): Company | undefined {
  const card = order.customer ?? order.contact;
  const id = card?.id ?? (order.unreadable.includes('customer.id') ? -order.id : undefined);
  if (id === undefined) {
    return undefined;
  }
  const isCorporate = card?.type === 'customer_corporate';
  const contragent = contragentOf(order);
  const names = namesOf(order, contragent, `Организация ${id}`);
  const isOne = settings.ut.partnersAreCounterparties;
  const corporate = settings.corporateCustomers ? order.company : undefined;
  return {
    card: { id, isCorporate },
    companyId: corporate?.id,
    ...names,
    partnerName: isOne ? names.name : partnerNameOf(order, card, names.name),
    partnerFullName: isOne ? names.fullName : partnerNameOf(order, card, names.name),
    ...legalDetailsOf(contragent, order.countryIso),
    isOwnPartner: isOne && !isCorporate,
    phone: [order.phone, ...(order.contact?.phones ?? [])].map(tidyPhone).find((phone) => phone !== '') ?? '',
    email: (order.email ?? order.contact?.email ?? '').trim().toLowerCase(),
    contactId: settings.corporateCustomers && isCorporate ? order.contact?.id : undefined,
    registeredAt: card?.createdAt ?? order.createdAt,
  };
}

/**
 * The company's own legal details, and of the order's what these lack: the order keeps those of the day it was made on. Details of
 * another tax id are another payer's, and are not mixed in.
 */
function contragentOf({ company, contragent = {} }: CrmOrder): CrmContragent {
  const own = company?.contragent ?? {};
  return own.INN !== undefined && contragent.INN !== undefined && own.INN !== contragent.INN
    ? own
    : { ...contragent, ...own };
}

function namesOf(
  { company, customer }: CrmOrder,
  { legalName }: CrmContragent,
  nameless: string,
): Pick<Company, 'name' | 'fullName'> {
  const known = [company?.name, legalName, customer?.nickName].map((name) => name?.trim() ?? '');
  const name = known.find((candidate) => candidate !== '') ?? nameless;
  return { name, fullName: legalName?.trim() || name };
}

/** What a corporate customer is called, or the person whose card it is. */
function partnerNameOf(order: CrmOrder, card: CrmCustomer | undefined, company: string): string {
  const ofCard = card?.type === 'customer_corporate' ? card.nickName?.trim() : fullName(order);
  return ofCard || company;
}

/** Ids under which the links of a company are kept. */
export interface CompanyIds {
  readonly partner: string;
  readonly counterparty: string;
}

/**
 * What the links of a company are kept under. The CRM numbers persons, corporate customers and companies each for themselves, so
 * that the kinds have prefixes (C-14). A payer that has no id of its own is told apart by its tax ids, which are digested: a
 * sole trader's is a person's (design, principle 9).
 */
export function companyIds(company: Company, digest: Digest): CompanyIds {
  const { card, companyId, isOwnPartner } = company;
  const ofCard = `${card.isCorporate ? 'corporate' : 'payer'}-${card.id}`;
  // Without tax ids two payers of one person's card differ in their names only.
  const mark =
    digest('taxId', taxIdsOf(company).join('/')) ||
    (card.isCorporate ? '' : digest('name', company.fullName));
  const ofPayer = mark === '' ? ofCard : `${ofCard}-${mark}`;
  const counterparty = companyId === undefined ? ofPayer : `company-${companyId}`;
  return { partner: isOwnPartner ? counterparty : ofCard, counterparty };
}

/** The tax id and the КПП, as far as there are any; a КПП alone says nothing. */
export function taxIdsOf({ details: { ИНН, КПП, НалоговыйНомер } }: Company): readonly string[] {
  const own = ИНН || НалоговыйНомер;
  return own === '' ? [] : [own, КПП].filter((id) => id !== '');
}
