import type { EntityOf, RowOf } from '../../onec/ut/describe.ts';
import type { контактнаяИнформация } from '../../onec/ut/objects/common-tables.ts';
import type { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import type { ContactKinds } from '../dictionary-facts.ts';

/** A partner as 1C answers it (Catalog_Партнеры). */
export type Partner = EntityOf<typeof партнеры>;
/** A counterparty as 1C answers it (Catalog_Контрагенты). */
export type Counterparty = EntityOf<typeof контрагенты>;
/** A row of the contacts of either. */
export type ContactRow = RowOf<typeof контактнаяИнформация>;

/** Contacts as they were last sent, as digests (D-25), kept with the links: only a change in the CRM is written again. */
export interface SentContacts {
  readonly phone: string;
  readonly email: string;
}

/** Contacts that the CRM has not changed since they were last sent: what people made of them in 1C stays. */
export type UnchangedContacts = Readonly<Record<keyof SentContacts, boolean>>;

/** An object of 1C: read in full, or known by its key only because nothing about it has changed. */
export interface Held<Entity> {
  readonly key: string;
  readonly entity: Entity | undefined;
  readonly unchanged: UnchangedContacts;
}

/** What 1C holds of one customer. */
export interface CustomerFacts {
  readonly partner: Held<Partner> | undefined;
  readonly counterparty: Held<Counterparty> | undefined;
  /** Keys of confirmed links whose objects are gone from 1C. */
  readonly vanished: { readonly partner: string | undefined; readonly counterparty: string | undefined };
  /** Keys for what is missing: that of an attempt of unknown outcome, or one under which 1C has nothing yet. */
  readonly proposed: { readonly partner: string; readonly counterparty: string };
  /** The order's contacts as they are remembered once they are sent. */
  readonly sent: SentContacts;
  readonly contactKinds: ContactKinds;
  /** Several people share the order's e-mail or phone, so none of them was taken. */
  readonly isAmbiguous: boolean;
}
