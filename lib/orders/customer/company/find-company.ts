import type { OnecClient } from '../../../onec/client.ts';
import { and, castKey, eq, flag, guid } from '../../../onec/filter.ts';
import { контрагенты, партнеры } from '../../../onec/ut/objects/customers.ts';
import { банковскиеСчетаКонтрагентов } from '../../../onec/ut/objects/money-places.ts';
import { type Link, type Links, refTo } from '../../../state/links.ts';
import type { Counterparty } from '../facts.ts';
import type { CustomerLinks, CustomerSources } from '../find-customer.ts';
import { lookUp, NOT_DELETED, partnerOf, searchCounterparty, searchPartner } from '../look-up.ts';
import { type Company, type CompanyIds, companyIds } from './company.ts';
import {
  type CompanyFacts,
  type CompanyMemory,
  companyMemoryOf,
  type HeldPart,
  type UnchangedParts,
} from './facts.ts';
import { memoryAfter, unchangedParts } from './memory.ts';
import { findByTaxIds, isAnother, searchCompany } from './search-company.ts';

/** Code of the rouble: bank accounts by БИК are kept in it. */
const ROUBLE = '643';

const ALL_UNCHANGED: UnchangedParts = {
  phone: true,
  email: true,
  details: true,
  address: true,
  account: true,
};

/** Where companies are looked for. */
interface CompanySources extends CustomerSources {
  readonly links: Pick<Links, 'read'>;
}

/** The links of a company's two objects. */
export async function readCompanyLinks(
  { partner, counterparty }: CompanyIds,
  links: Pick<Links, 'read'>,
): Promise<CustomerLinks> {
  const [ofPartner, ofCounterparty] = await Promise.all([
    links.read(refTo('partner', partner)),
    links.read(refTo('counterparty', counterparty)),
  ]);
  return { partner: ofPartner, counterparty: ofCounterparty };
}

/**
 * What 1C holds of a company, by the first that answers: the links under the CRM's ids, what an interrupted attempt may have created,
 * and then {@link searchCompany}. One whose links and data are unchanged costs one light request.
 */
export async function findCompany(
  company: Company,
  links: CustomerLinks,
  sources: CompanySources,
): Promise<CompanyFacts> {
  const ids = companyIds(company, sources.digest);
  const before = companyMemoryOf(links.counterparty?.memory);
  const memory = memoryAfter(company, before, sources.digest);
  const known = unchangedKeys(links, before, memory);
  return known !== undefined && (await isLivePair(known, sources.onec))
    ? unchangedFacts(ids, known, links, memory)
    : search(company, { ids, links, before, memory }, sources);
}

interface CompanyQuestion {
  readonly ids: CompanyIds;
  readonly links: CustomerLinks;
  readonly before: Partial<CompanyMemory>;
  readonly memory: CompanyMemory;
}

interface Pair {
  readonly partner: string;
  readonly counterparty: string;
}

/** The keys of a company of which the CRM has changed nothing since it was last written. */
function unchangedKeys(
  { partner, counterparty }: CustomerLinks,
  before: Partial<CompanyMemory>,
  memory: CompanyMemory,
): Pair | undefined {
  const isSame = Object.values(unchangedParts(before, memory)).every(Boolean);
  return isSame &&
    partner?.key !== undefined &&
    counterparty?.key !== undefined &&
    before.partner !== undefined
    ? { partner: before.partner, counterparty: counterparty.key }
    : undefined;
}

/** Whether counterparty and partner are still there, belong together and are not marked for deletion (B-2). */
async function isLivePair({ partner, counterparty }: Pair, onec: OnecClient): Promise<boolean> {
  const [found] = await onec.list(контрагенты, {
    filter: and(eq('Ref_Key', guid(counterparty)), NOT_DELETED, eq('Партнер/DeletionMark', flag(false))),
    select: ['Партнер_Key'],
    top: 1,
  });
  return found?.Партнер_Key === partner;
}

const unchangedFacts = (
  ids: CompanyIds,
  known: Pair,
  links: CustomerLinks,
  memory: CompanyMemory,
): CompanyFacts => ({
  ids,
  memory,
  partner: { key: known.partner, entity: undefined, unchanged: ALL_UNCHANGED },
  counterparty: { key: known.counterparty, entity: undefined, unchanged: ALL_UNCHANGED },
  partnerOfCard: links.partner?.key,
  vanished: { partner: undefined, counterparty: undefined, account: undefined },
  proposed: { ...known, account: known.counterparty },
  contactKinds: new Map(),
  country: undefined,
  bank: undefined,
  currency: undefined,
  isDoubled: false,
  isAmbiguous: false,
});

async function search(
  company: Company,
  question: CompanyQuestion,
  sources: CompanySources,
): Promise<CompanyFacts> {
  const { ids, links, before, memory } = question;
  const { onec, dictionaries, proposed } = sources;
  const looked = {
    partner: await lookUp(
      links.partner,
      (key) => onec.read(партнеры, key),
      (sent) => searchPartner(sent, sources),
    ),
    counterparty: await lookUp(
      links.counterparty,
      (key) => onec.read(контрагенты, key),
      (sent) => searchCounterparty(sent, sources),
    ),
  };
  const linked = await ownOf(looked.counterparty.entity, company, onec);
  const searched =
    linked === undefined
      ? await searchCompany(company, sources)
      : { counterparty: linked, partner: undefined, isDoubled: false, isAmbiguous: false };
  const counterparty = searched.counterparty;
  const partner = (await partnerOf(onec, counterparty)) ?? looked.partner.entity ?? searched.partner;
  const keeps = looked.partner.entity !== undefined && looked.partner.entity.Ref_Key !== partner?.Ref_Key;
  const unchanged = unchangedParts(before, memory);
  const ofAccount = await accountFacts(company, counterparty, links, unchanged, sources);
  const account =
    ofAccount.bank === undefined ? undefined : await sources.links.read(refTo('account', ids.counterparty));
  // Another object than the linked one that is still there cannot have the key that is taken.
  const taken = {
    partner: looked.partner.taken,
    counterparty: looked.counterparty.taken ?? (linked === undefined ? links.counterparty?.key : undefined),
  };
  return {
    ids,
    memory,
    partner: heldAs(partner, links.partner, unchanged),
    counterparty: heldAs(counterparty, links.counterparty, unchanged),
    partnerOfCard: keeps ? looked.partner.entity?.Ref_Key : undefined,
    vanished: {
      partner: keeps || partner?.Ref_Key === links.partner?.key ? undefined : links.partner?.key,
      counterparty: counterparty?.Ref_Key === links.counterparty?.key ? undefined : links.counterparty?.key,
      account: account?.key,
    },
    proposed: {
      partner: looked.partner.intended ?? proposed.partner(ids.partner, taken.partner),
      counterparty:
        looked.counterparty.intended ?? proposed.counterparty(ids.counterparty, taken.counterparty),
      account:
        account !== undefined && account.key === undefined
          ? account.intent.proposedKey
          : proposed.account(ids.counterparty, account?.key),
    },
    contactKinds: await dictionaries.contactKinds(),
    country: company.country === undefined ? undefined : await dictionaries.country(company.country),
    ...ofAccount,
    isDoubled: searched.isDoubled,
    isAmbiguous: searched.isAmbiguous,
  };
}

/**
 * The linked counterparty as long as it is the company's: one of another ИНН is another legal person. Where only the КПП is another
 * one it is the branch of that КПП if 1C has it, else the company has moved.
 */
async function ownOf(
  held: Counterparty | undefined,
  company: Company,
  onec: OnecClient,
): Promise<Counterparty | undefined> {
  if (held === undefined || !isAnother(held, company)) {
    return held;
  }
  const isBranch = !isAnother({ ...held, КПП: '' }, company);
  if (!isBranch) {
    return undefined;
  }
  const { found } = await findByTaxIds(company, onec);
  return found ?? held;
}

/** An object with what was sent to it; to one that is found anew nothing was. */
function heldAs<Entity extends { readonly Ref_Key: string }>(
  entity: Entity | undefined,
  link: Link | undefined,
  unchanged: UnchangedParts,
): HeldPart<Entity> | undefined {
  return (
    entity && {
      key: entity.Ref_Key,
      entity,
      unchanged:
        entity.Ref_Key === link?.key
          ? unchanged
          : { phone: false, email: false, details: false, address: false, account: false },
    }
  );
}

/** Where a company's account is to be: nowhere if it has none, or if 1C knows one of the counterparty already (I-38). */
async function accountFacts(
  { account }: Company,
  counterparty: Counterparty | undefined,
  links: CustomerLinks,
  unchanged: UnchangedParts,
  { onec, dictionaries }: CustomerSources,
): Promise<Pick<CompanyFacts, 'bank' | 'currency'>> {
  const nothing = { bank: undefined, currency: undefined };
  const isSent = unchanged.account && counterparty?.Ref_Key === links.counterparty?.key;
  if (account === undefined || (counterparty !== undefined && isSent)) {
    return nothing;
  }
  if (counterparty !== undefined && (await hasAccount(counterparty.Ref_Key, onec))) {
    return nothing;
  }
  const [bank, currencies] = await Promise.all([dictionaries.bank(account.bik), dictionaries.currencies()]);
  const [rouble] = [...currencies].find(([, code]) => code === ROUBLE) ?? [];
  return { bank, currency: rouble };
}

async function hasAccount(counterparty: string, onec: OnecClient): Promise<boolean> {
  const [account] = await onec.list(банковскиеСчетаКонтрагентов, {
    filter: and(eq('Owner', castKey(counterparty, контрагенты.set)), NOT_DELETED),
    select: ['Ref_Key'],
    top: 1,
  });
  return account !== undefined;
}
