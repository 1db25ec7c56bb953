import type { LinkMemory } from '../../../state/links.ts';
import type { BankFact, ContactKinds } from '../../dictionary-facts.ts';
import type { Counterparty, Partner } from '../facts.ts';
import type { CompanyIds } from './company.ts';

/**
 * What the links of a company remember, people's data and legal details as digests (D-25): only a change in the CRM is
 * written again.
 */
export interface CompanyMemory {
  readonly phone: string;
  readonly email: string;
  /** CRM id of the contact person whose phone and e-mail those are. */
  readonly contact?: number;
  readonly details: string;
  readonly address: string;
  readonly account: string;
  /** Key of the partner to whom the counterparty belongs in 1C. */
  readonly partner?: string;
}

/** What the CRM has not changed since it was last sent: what people made of it in 1C stays. */
export type UnchangedParts = Readonly<Record<'phone' | 'email' | 'details' | 'address' | 'account', boolean>>;

/** An object of a company: read in full, or known by its key only because nothing about it has changed. */
export interface HeldPart<Entity> {
  readonly key: string;
  readonly entity: Entity | undefined;
  readonly unchanged: UnchangedParts;
}

/** What 1C holds of one company. */
export interface CompanyFacts {
  readonly ids: CompanyIds;
  /** The counterparty's own partner where it has one: it need not be that of the customer's card. */
  readonly partner: HeldPart<Partner> | undefined;
  readonly counterparty: HeldPart<Counterparty> | undefined;
  /** Key that the card's link has and keeps, although the counterparty belongs to another partner. */
  readonly partnerOfCard: string | undefined;
  /** Keys of confirmed links whose objects are gone from 1C, or are no more the company's. */
  readonly vanished: {
    readonly partner: string | undefined;
    readonly counterparty: string | undefined;
    readonly account: string | undefined;
  };
  readonly proposed: { readonly partner: string; readonly counterparty: string; readonly account: string };
  /** To be remembered once it is written. */
  readonly memory: CompanyMemory;
  readonly contactKinds: ContactKinds;
  /** Of a non-resident, if the base knows it. */
  readonly country: string | undefined;
  /** Where the company's account is to be; undefined if nothing is to be done about it. */
  readonly bank: BankFact | undefined;
  /** Key of the currency of a new account. */
  readonly currency: string | undefined;
  readonly isDoubled: boolean;
  readonly isAmbiguous: boolean;
}

/** What a link remembers of a company; nothing of a link of another kind. */
export const companyMemoryOf = (memory: LinkMemory | undefined): Partial<CompanyMemory> =>
  (memory ?? {}) as Partial<CompanyMemory>;
