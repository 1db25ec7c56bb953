import type { OnecClient } from '../../onec/client.ts';
import { guid } from '../../onec/filter.ts';
import { контрагенты } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Links } from '../../state/links.ts';
import { isCompanyOrder } from '../customer/company/company.ts';
import type { Counterparty } from '../customer/facts.ts';
import { type Person, personOf } from '../customer/person.ts';
import { searchedContacts } from '../customer/searched-contacts.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { isTheirs } from './plan-customers.ts';
import type { FormerLinks } from './plan-former.ts';
import type { OrderPair } from './plan-matches.ts';

/** The person of a matched order. */
export interface CustomerOfPair extends OrderPair {
  readonly person: Person;
  /** Whether the document is surely theirs. */
  readonly isProven: boolean;
}

interface ProofSources {
  readonly onec: OnecClient;
  readonly links: Pick<Links, 'readMany'>;
  readonly proposed: ProposedKeys;
}

/** The persons of the orders; counterparties are read only where nothing else says whose document it is. */
export async function proveCustomers(
  pairs: readonly OrderPair[],
  former: FormerLinks,
  { customers: { ignoredContacts } }: Pick<Settings, 'customers'>,
  { onec, links, proposed }: ProofSources,
): Promise<readonly CustomerOfPair[]> {
  const found = pairs.flatMap((pair) => {
    const person = isCompanyOrder(pair.order) ? undefined : personOf(pair.order);
    return person === undefined ? [] : [{ ...pair, person }];
  });
  const partners = await links.readMany('partner', [...new Set(found.map(({ person }) => person.crmId))]);
  const customers = found.map((customer) => ({
    ...customer,
    contacts: searchedContacts(customer.person, ignoredContacts),
    partners: [
      partners.get(String(customer.person.crmId))?.key,
      proposed.partner(customer.person.crmId),
      ...(former.partners.get(customer.person.crmId) ?? []),
    ],
    counterparty: undefined,
  }));
  const unproven = customers.filter((customer) => !isTheirs(customer));
  const counterparties = await readCounterparties(
    unproven.map(({ document }) => document.Контрагент_Key),
    onec,
  );
  return customers.map((customer) => ({
    document: customer.document,
    order: customer.order,
    person: customer.person,
    isProven: isTheirs({
      ...customer,
      counterparty: counterparties.get(customer.document.Контрагент_Key),
    }),
  }));
}

async function readCounterparties(
  keys: readonly string[],
  onec: OnecClient,
): Promise<ReadonlyMap<string, Counterparty>> {
  const values = keys.filter((key) => key !== EMPTY_KEY).map(guid);
  const found = await onec.listByValues(контрагенты, { property: 'Ref_Key', values });
  return new Map(found.map((counterparty) => [counterparty.Ref_Key, counterparty]));
}
