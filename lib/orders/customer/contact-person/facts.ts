import type { EntityOf } from '../../../onec/ut/describe.ts';
import type { контактныеЛицаПартнеров } from '../../../onec/ut/objects/customers.ts';
import type { ContactKinds } from '../../dictionary-facts.ts';
import type { SentContacts, UnchangedContacts } from '../facts.ts';

/** A contact person as 1C answers them. */
export type HeldContactPerson = EntityOf<typeof контактныеЛицаПартнеров>;

/** What 1C holds of a contact person. */
export interface ContactPersonFacts {
  readonly held:
    | {
        readonly key: string;
        readonly entity: HeldContactPerson | undefined;
        readonly unchanged: UnchangedContacts;
      }
    | undefined;
  readonly vanishedKey: string | undefined;
  readonly proposedKey: string;
  readonly sent: SentContacts;
  readonly contactKinds: ContactKinds;
}
