import type { Release } from '../../../onec/ut/release.ts';
import type { Digest } from '../../../platform/digest.ts';
import { refTo } from '../../../state/links.ts';
import { realKey } from '../../../writes/references.ts';
import type { FindDeps, Flow } from '../../flow.ts';
import { addressLine } from '../../order/delivery/address.ts';
import { memoryOf } from '../../order/order-memory.ts';
import type { OrderState } from '../../order-state.ts';
import type { DocumentPlan } from '../../plan.ts';
import { usedParts } from '../../used-parts.ts';
import { contactDigests, takeAll } from '../customer-lock.ts';
import { type CustomerLinks, isLinked } from '../find-customer.ts';
import { cardOf, isMergedInto } from '../merged-card.ts';
import { type Company, companyIds, taxIdsOf } from './company.ts';
import type { CompanyFacts } from './facts.ts';
import { findCompany, readCompanyLinks } from './find-company.ts';
import { type CompanyPlan, planCompany } from './plan-company.ts';

interface FoundCompany {
  readonly company: Company;
  readonly mergedFrom: string | undefined;
  readonly facts: CompanyFacts;
  readonly release: Release;
  readonly digest: Digest;
}

/** The plan of a company's objects, which are one subject to the order. */
interface CompanyFlowPlan extends DocumentPlan {
  readonly mergedFrom: string | undefined;
  readonly company: CompanyPlan;
  readonly facts: CompanyFacts;
}

/**
 * A company that orders: `Catalog_Партнеры`, `Catalog_Контрагенты` and its `Catalog_БанковскиеСчетаКонтрагентов`. Nothing for an
 * order of a person.
 */
export const companyFlow: Flow<OrderState, FoundCompany | undefined, CompanyFlowPlan> = {
  find: async (state, deps) => {
    const { buyer, current } = state;
    if (!('company' in buyer)) {
      return undefined;
    }
    const release = await deps.onec.demand('companyImport', usedParts(current.settings));
    const { company } = buyer;
    const merged = await mergedFromOf(state, company, deps);
    const facts = await findAlone(company, merged?.company, state, deps);
    return { company, mergedFrom: merged?.customer, facts, release, digest: deps.digest };
  },

  plan: ({ order, current, site }, found) => {
    if (found === undefined) {
      return [];
    }
    const { facts } = found;
    const company = planCompany(
      {
        ...found,
        orderNumber: order.number,
        address: addressLine(order.delivery.address),
        accessGroup: current.settings.accessGroup,
        siteCurrency: site.currency,
      },
      facts,
    );
    return [
      {
        ref: refTo('partner', facts.ids.partner),
        writes: company.writes,
        warnings: company.warnings,
        problems: [],
        unchanged: `Организация заказа ${order.number} в 1С уже такая же, как в RetailCRM`,
        mergedFrom: found.mergedFrom,
        company,
        facts,
      },
    ];
  },

  project: (state, { mergedFrom, company: { partner, counterparty }, facts }) => ({
    ...state,
    customer: {
      id: facts.ids.counterparty,
      ...(mergedFrom === undefined ? {} : { mergedFrom }),
      partner,
      counterparty,
      known: { partner: facts.partner?.key, counterparty: facts.counterparty?.key },
    },
  }),

  verify: async (state, { mergedFrom, company, facts }, { keys }, deps) => {
    const { ids, vanished, partnerOfCard } = facts;
    const partner = realKey(keys, company.partner);
    const counterparty = realKey(keys, company.counterparty);
    // An account whose bank 1C does not know yet is still to be written.
    const account = facts.bank === 'unknown' ? '' : facts.memory.account;
    const memory = { ...facts.memory, account, partner };
    deps.assertMine();
    await Promise.all([
      ...(partnerOfCard === undefined
        ? [deps.links.confirm(refTo('partner', ids.partner), partner, memory, vanished.partner)]
        : []),
      deps.links.confirm(
        refTo('counterparty', ids.counterparty),
        counterparty,
        memory,
        vanished.counterparty,
      ),
    ]);
    const known = { partner, counterparty };
    return {
      state: {
        ...state,
        customer: {
          id: ids.counterparty,
          ...(mergedFrom === undefined ? {} : { mergedFrom }),
          ...known,
          known,
        },
      },
      warnings: [],
      message: `Записана организация заказа ${state.order.number}`,
    };
  },
};

/**
 * The company, alone for whoever may be about to create it: under the same ids, under another card with the same tax ids, or with
 * one of the same contacts.
 */
async function findAlone(
  company: Company,
  merged: Company | undefined,
  { current }: OrderState,
  deps: FindDeps,
): Promise<CompanyFacts> {
  const { ignoredContacts } = current.settings.customers;
  const sources = { ...deps, ignoredContacts };
  const ids = companyIds(company, deps.digest);
  const links = await readLinks(company, merged, deps);
  if (isLinked(links)) {
    const facts = await findCompany(company, links, sources);
    if (!isSearchedAnew(facts)) {
      return facts;
    }
  }
  const names = [
    `customer-${ids.partner}`,
    `customer-${ids.counterparty}`,
    ...taxIdsOf(company)
      .slice(0, 1)
      .map((id) => `tax-id-${deps.digest('taxId', id)}`),
    ...contactDigests(company, ignoredContacts, deps.digest).map((contact) => `contact-${contact}`),
  ];
  await deps.alone((locks) => takeAll(names, ids.counterparty, locks));
  return findCompany(company, await readLinks(company, merged, deps), sources);
}

/** A linked object is gone from 1C or is somebody else's, so that another one is taken or made; or an account may be added. */
const isSearchedAnew = ({ vanished, partner, counterparty, bank }: CompanyFacts): boolean =>
  vanished.partner !== undefined ||
  vanished.counterparty !== undefined ||
  partner === undefined ||
  counterparty === undefined ||
  bank !== undefined;

/** The links of a company, or of the one whose card was merged into this one. */
async function readLinks(
  company: Company,
  merged: Company | undefined,
  { digest, links }: FindDeps,
): Promise<CustomerLinks> {
  const own = await readCompanyLinks(companyIds(company, digest), links);
  return merged !== undefined && own.partner === undefined && own.counterparty === undefined
    ? readCompanyLinks(companyIds(merged, digest), links)
    : own;
}

/**
 * The company under the card for which the order was last imported, if the CRM has merged that card into this one. Companies that have
 * ids of their own are known by these, whoever's they become.
 */
async function mergedFromOf(
  { link }: OrderState,
  company: Company,
  { crm, digest }: FindDeps,
): Promise<{ readonly customer: string; readonly company: Company } | undefined> {
  const before = memoryOf(link).customer;
  const card = cardOf(before);
  if (
    typeof before !== 'string' ||
    card === undefined ||
    before === companyIds(company, digest).counterparty
  ) {
    return undefined;
  }
  return (await isMergedInto(before, company.card, crm))
    ? { customer: before, company: { ...company, card } }
    : undefined;
}
