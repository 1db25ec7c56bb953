import type { Release } from '../../onec/ut/release.ts';
import type { Digest } from '../../platform/digest.ts';
import { refTo } from '../../state/links.ts';
import { realKey } from '../../writes/references.ts';
import type { FindDeps, Flow } from '../flow.ts';
import { addressLine } from '../order/delivery/address.ts';
import { memoryOf } from '../order/order-memory.ts';
import type { OrderState } from '../order-state.ts';
import type { DocumentPlan } from '../plan.ts';
import { usedParts } from '../used-parts.ts';
import { lockCustomer } from './customer-lock.ts';
import type { CustomerFacts } from './facts.ts';
import { type CustomerLinks, findCustomer, isLinked, readCustomerLinks } from './find-customer.ts';
import { isMergedInto } from './merged-card.ts';
import type { Person } from './person.ts';
import { type CustomerPlan, planCustomer } from './plan-customer.ts';

/** What planning a customer needs to know. */
interface FoundCustomer {
  readonly person: Person;
  readonly mergedFrom: number | undefined;
  readonly facts: CustomerFacts;
  readonly release: Release;
  readonly digest: Digest;
}

/** The plan of both objects of a customer, who are one subject to the order: each is of no use without the other. */
interface CustomerFlowPlan extends DocumentPlan {
  readonly person: Person;
  readonly mergedFrom: number | undefined;
  readonly customer: CustomerPlan;
  readonly facts: CustomerFacts;
}

/** A private person who orders: `Catalog_Партнеры` and `Catalog_Контрагенты`. Nothing for an order of a company. */
export const customerFlow: Flow<OrderState, FoundCustomer | undefined, CustomerFlowPlan> = {
  find: async (state, deps) => {
    const release = await deps.onec.demand('orderImport', usedParts(state.current.settings));
    const { buyer } = state;
    if (!('person' in buyer)) {
      return undefined;
    }
    const { person } = buyer;
    const mergedFrom = await mergedFromOf(state, person, deps);
    const facts = await findAlone(person, mergedFrom, state, deps);
    return { person, mergedFrom, facts, release, digest: deps.digest };
  },

  plan: ({ order, current }, found) => {
    if (found === undefined) {
      return [];
    }
    const { person, facts, mergedFrom, ...known } = found;
    const customer = planCustomer(
      {
        ...known,
        person,
        orderNumber: order.number,
        address: addressLine(order.delivery.address),
        accessGroup: current.settings.accessGroup,
      },
      facts,
    );
    return [
      {
        ref: refTo('partner', person.crmId),
        writes: customer.writes,
        warnings: customer.warnings,
        problems: [],
        unchanged: `Покупатель заказа ${order.number} в 1С уже такой же, как в RetailCRM`,
        person,
        mergedFrom,
        customer,
        facts,
      },
    ];
  },

  project: (state, { person, mergedFrom, customer: { partner, counterparty }, facts }) => ({
    ...state,
    customer: {
      id: person.crmId,
      ...(mergedFrom === undefined ? {} : { mergedFrom }),
      partner,
      counterparty,
      known: { partner: facts.partner?.key, counterparty: facts.counterparty?.key },
    },
  }),

  verify: async (state, plan, { keys }, deps) => {
    const { order } = state;
    const { person, mergedFrom } = plan;
    const { vanished, partner, counterparty } = plan.customer;
    const confirm = (kind: 'partner' | 'counterparty', key: string) =>
      deps.links.confirm(
        refTo(kind, person.crmId),
        realKey(keys, key),
        { ...plan.facts.sent },
        vanished[kind],
      );
    deps.assertMine();
    await Promise.all([confirm('partner', partner), confirm('counterparty', counterparty)]);
    const known = { partner: realKey(keys, partner), counterparty: realKey(keys, counterparty) };
    return {
      state: {
        ...state,
        customer: {
          id: person.crmId,
          ...(mergedFrom === undefined ? {} : { mergedFrom }),
          ...known,
          known,
        },
      },
      warnings: [],
      message: `Записан покупатель заказа ${order.number}`,
    };
  },
};

/**
 * The customer, alone for whoever may be about to create them: two orders of a new customer must find one partner. That a linked
 * one has to be searched anew is only known once it was looked for.
 */
async function findAlone(
  person: Person,
  mergedFrom: number | undefined,
  { current }: OrderState,
  deps: FindDeps,
): Promise<CustomerFacts> {
  const { ignoredContacts } = current.settings.customers;
  const sources = { ...deps, ignoredContacts };
  const links = await readLinks(person.crmId, mergedFrom, deps.links);
  if (isLinked(links)) {
    const facts = await findCustomer(person, links, sources);
    if (!isSearchedAnew(facts)) {
      return facts;
    }
  }
  await deps.alone((locks) => lockCustomer(person, ignoredContacts, { ...locks, digest: deps.digest }));
  return findCustomer(person, await readLinks(person.crmId, mergedFrom, deps.links), sources);
}

/** A linked object is gone from 1C, so that another one is taken or made. */
const isSearchedAnew = ({ vanished, partner, counterparty }: CustomerFacts): boolean =>
  vanished.partner !== undefined ||
  vanished.counterparty !== undefined ||
  partner === undefined ||
  counterparty === undefined;

/** The links of a customer, or of the card that was merged into this one: then they go on under the survivor's id. */
async function readLinks(
  crmId: number,
  mergedFrom: number | undefined,
  links: FindDeps['links'],
): Promise<CustomerLinks> {
  const own = await readCustomerLinks(crmId, links);
  return mergedFrom !== undefined && own.partner === undefined && own.counterparty === undefined
    ? readCustomerLinks(mergedFrom, links)
    : own;
}

/** The card for which the order was last imported, if the CRM has merged it into this one. */
async function mergedFromOf(
  { link }: OrderState,
  { crmId }: Person,
  { crm }: FindDeps,
): Promise<number | undefined> {
  const before = memoryOf(link).customer;
  return typeof before === 'number' &&
    before !== crmId &&
    (await isMergedInto(before, { id: crmId, isCorporate: false }, crm))
    ? before
    : undefined;
}
