import type { OnecClient } from '../../onec/client.ts';
import { eq, guid, text } from '../../onec/filter.ts';
import { reference } from '../../onec/ut/describe.ts';
import {
  банковскиеСчетаОрганизаций,
  кассы,
  эквайринговыеТерминалы,
} from '../../onec/ut/objects/money-places.ts';
import { договорыЭквайринга, статьиДвиженияДенежныхСредств } from '../../onec/ut/objects/payments.ts';
import type { Release } from '../../onec/ut/release.ts';
import { EMPTY_KEY, isEmptyKey } from '../../onec/values.ts';
import type { MoneyPlace } from './facts.ts';

/** A terminal as 11.4 has it: the bank account stands in the terminal. */
const терминалы114 = {
  ...эквайринговыеТерминалы,
  owners: [],
  properties: { БанковскийСчет: reference('Catalog_БанковскиеСчетаОрганизаций') },
} as const;

/** Keys of places, by what they are. */
export interface PlaceKeys {
  readonly cashDesk: readonly string[];
  readonly bankAccount: readonly string[];
  readonly terminal: readonly string[];
}

/**
 * The places that take money, by key: whose they are and in which currency. One that 1C does not have is missing.
 *
 * @throws what `onec` throws.
 */
export async function readMoneyPlaces(
  onec: OnecClient,
  { orders: { terminalOwner } }: Release,
  keys: PlaceKeys,
): Promise<ReadonlyMap<string, MoneyPlace>> {
  const [desks, accounts, terminals] = await Promise.all([
    ofOwners(onec, кассы, keys.cashDesk),
    ofOwners(onec, банковскиеСчетаОрганизаций, keys.bankAccount),
    keys.terminal.length === 0
      ? []
      : terminalOwner === 'contract'
        ? terminalsOfContracts(onec, keys.terminal)
        : terminalsOfAccounts(onec, keys.terminal),
  ]);
  return new Map([...desks, ...accounts, ...terminals].map((place) => [place.key, place]));
}

async function ofOwners(
  onec: OnecClient,
  catalogue: typeof кассы | typeof банковскиеСчетаОрганизаций,
  keys: readonly string[],
): Promise<readonly MoneyPlace[]> {
  if (keys.length === 0) {
    return [];
  }
  const found = await onec.listByValues(catalogue, {
    property: 'Ref_Key',
    values: keys.map(guid),
    select: ['Ref_Key', 'Owner_Key', 'ВалютаДенежныхСредств_Key'],
  });
  return found.map((place) => ({
    key: place.Ref_Key,
    organization: place.Owner_Key,
    currency: place.ВалютаДенежныхСредств_Key,
  }));
}

async function terminalsOfContracts(
  onec: OnecClient,
  keys: readonly string[],
): Promise<readonly MoneyPlace[]> {
  const terminals = await onec.listByValues(эквайринговыеТерминалы, {
    property: 'Ref_Key',
    values: keys.map(guid),
    select: ['Ref_Key', 'Owner_Key'],
  });
  const contracts = await onec.listByValues(договорыЭквайринга, {
    property: 'Ref_Key',
    values: [...new Set(terminals.map(({ Owner_Key }) => Owner_Key))].map(guid),
    select: ['Ref_Key', 'Организация_Key', 'БанковскийСчет_Key'],
  });
  const accounts = await accountsOf(
    onec,
    contracts.map(({ БанковскийСчет_Key: key }) => key),
  );
  return terminals.flatMap(({ Ref_Key: key, Owner_Key: owner }) => {
    const contract = contracts.find(({ Ref_Key }) => Ref_Key === owner);
    const account = accounts.get(contract?.БанковскийСчет_Key ?? '');
    return contract === undefined || account === undefined
      ? []
      : [{ key, organization: contract.Организация_Key, currency: account.currency, contract: owner }];
  });
}

async function terminalsOfAccounts(
  onec: OnecClient,
  keys: readonly string[],
): Promise<readonly MoneyPlace[]> {
  const terminals = await onec.listByValues(терминалы114, {
    property: 'Ref_Key',
    values: keys.map(guid),
    select: ['Ref_Key', 'БанковскийСчет_Key'],
  });
  const accounts = await accountsOf(
    onec,
    terminals.map(({ БанковскийСчет_Key: key }) => key),
  );
  return terminals.flatMap(({ Ref_Key: key, БанковскийСчет_Key: account }) => {
    const place = accounts.get(account);
    return place === undefined ? [] : [{ ...place, key }];
  });
}

async function accountsOf(
  onec: OnecClient,
  keys: readonly string[],
): Promise<ReadonlyMap<string, MoneyPlace>> {
  const named = [...new Set(keys)].filter((key) => !isEmptyKey(key));
  const accounts = await ofOwners(onec, банковскиеСчетаОрганизаций, named);
  return new Map(accounts.map((account) => [account.key, account]));
}

const PAYMENT_ARTICLE = 'ПоступлениеОплатыОтКлиента';

/**
 * The article of cash flow for payments of customers, predefined in UT (original-import 7; ut-filling 1.2).
 *
 * @returns the empty key if the base has it no more: 1C's own check does not ask for it over OData.
 */
export async function readPaymentArticle(onec: OnecClient): Promise<string> {
  const [article] = await onec.list(статьиДвиженияДенежныхСредств, {
    filter: eq('PredefinedDataName', text(PAYMENT_ARTICLE)),
    select: ['Ref_Key'],
  });
  return article?.Ref_Key ?? EMPTY_KEY;
}
