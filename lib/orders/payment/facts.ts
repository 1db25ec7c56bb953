import type { Release } from '../../onec/ut/release.ts';
import type { Link } from '../../state/links.ts';
import type { VatRateFact } from '../dictionary-facts.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import type { PaymentKind } from './payment-kinds.ts';

/** A payment as 1C holds it, as much of it as planning asks for. */
export interface PaymentDocument {
  readonly Ref_Key: string;
  readonly DataVersion: string;
  readonly Posted: boolean;
  readonly DeletionMark: boolean;
  readonly Number: string;
  readonly Date: string;
  readonly СуммаДокумента: number;
}

/** A payment of the CRM that the bridge has dealt with before. */
export interface KnownPayment {
  readonly link: Link;
  /** The kind of document that was made of it. */
  readonly kind: PaymentKind;
  /** Undefined if 1C has it no more, or a create whose answer was lost did not reach it. */
  readonly document: PaymentDocument | undefined;
}

/** A cash desk, a bank account or a terminal: whose money it takes. */
export interface MoneyPlace {
  readonly key: string;
  readonly organization: string;
  readonly currency: string;
  /** The acquiring contract of a terminal, where the base has such. */
  readonly contract?: string;
}

/** What 1C and the state table hold as far as the payments of one order are concerned. */
export interface PaymentFacts {
  readonly release: Release;
  readonly proposed: ProposedKeys;
  /** By the CRM's id of the payment. */
  readonly known: ReadonlyMap<number, KnownPayment>;
  /** Those that the settings name, by key; one that 1C does not know is missing. */
  readonly places: ReadonlyMap<string, MoneyPlace>;
  /** The article of cash flow for payments of customers; empty key if the base has none, or several that would do. */
  readonly article: string;
  readonly vatRates: readonly VatRateFact[];
  /** What is settled where a contract is: its settlement object. */
  readonly contractObject: string | undefined;
  /** `YYYY-MM-DD`, in the exchange's time zone. */
  readonly today: string;
}
