import type { Release } from '../../onec/ut/release.ts';
import type { Digest } from '../../platform/digest.ts';
import { refTo } from '../../state/links.ts';
import { realKey } from '../../writes/references.ts';
import type { DocumentPlan, FindDeps, Flow } from '../flow.ts';
import { addressLine } from '../order/delivery/address.ts';
import type { OrderState } from '../order-state.ts';
import { usedParts } from '../used-parts.ts';
import { lockCustomer } from './customer-lock.ts';
import type { CustomerFacts } from './facts.ts';
import { findCustomer, isLinked, readCustomerLinks } from './find-customer.ts';
import type { Person } from './person.ts';
import { type CustomerPlan, planCustomer } from './plan-customer.ts';

/** What planning a customer needs to know. */
interface FoundCustomer {
  readonly person: Person;
  readonly facts: CustomerFacts;
  readonly release: Release;
  readonly digest: Digest;
}

/** The plan of both objects of a customer, who are one subject to the order: each is of no use without the other. */
interface CustomerFlowPlan extends DocumentPlan {
  readonly person: Person;
  readonly customer: CustomerPlan;
  readonly facts: CustomerFacts;
}

/** A private person who orders: `Catalog_Партнеры` and `Catalog_Контрагенты`. Nothing for an order of a company. */
export const customerFlow: Flow<OrderState, FoundCustomer | undefined, CustomerFlowPlan> = {
  find: async (state, deps) => {
    const release = await deps.onec.demand('orderImport', usedParts(state.current.settings));
    const { buyer } = state;
    return 'person' in buyer
      ? {
          person: buyer.person,
          facts: await findAlone(buyer.person, state, deps),
          release,
          digest: deps.digest,
        }
      : undefined;
  },

  plan: ({ order, current }, found) => {
    if (found === undefined) {
      return [];
    }
    const { person, facts, ...known } = found;
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
        customer,
        facts,
      },
    ];
  },

  project: (state, { person, customer: { partner, counterparty }, facts }) => ({
    ...state,
    customer: {
      id: person.crmId,
      partner,
      counterparty,
      known: { partner: facts.partner?.key, counterparty: facts.counterparty?.key },
    },
  }),

  verify: async (state, plan, { keys }, deps) => {
    const { order } = state;
    const { person } = plan;
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
      state: { ...state, customer: { id: person.crmId, ...known, known } },
      warnings: [],
      message: `Записан покупатель заказа ${order.number}`,
    };
  },
};

/**
 * The customer, alone for whoever may be about to create them: two orders of a new customer must find one partner. That a linked
 * one has to be searched anew is only known once it was looked for.
 */
async function findAlone(person: Person, { current }: OrderState, deps: FindDeps): Promise<CustomerFacts> {
  const { ignoredContacts } = current.settings.customers;
  const sources = { ...deps, ignoredContacts };
  const links = await readCustomerLinks(person.crmId, deps.links);
  if (isLinked(links)) {
    const facts = await findCustomer(person, links, sources);
    if (!isSearchedAnew(facts)) {
      return facts;
    }
  }
  await deps.alone((locks) => lockCustomer(person, ignoredContacts, { ...locks, digest: deps.digest }));
  return findCustomer(person, await readCustomerLinks(person.crmId, deps.links), sources);
}

/** A linked object is gone from 1C, so that another one is taken or made. */
const isSearchedAnew = ({ vanished, partner, counterparty }: CustomerFacts): boolean =>
  vanished.partner !== undefined ||
  vanished.counterparty !== undefined ||
  partner === undefined ||
  counterparty === undefined;
