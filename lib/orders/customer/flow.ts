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
import { type CustomerPlan, planCustomer } from './plan-customer.ts';

/** What planning a customer needs to know. */
interface FoundCustomer {
  readonly facts: CustomerFacts;
  readonly release: Release;
  readonly digest: Digest;
}

/** The plan of both objects of a customer, who are one subject to the order: each is of no use without the other. */
interface CustomerFlowPlan extends DocumentPlan {
  readonly customer: CustomerPlan;
  readonly facts: CustomerFacts;
}

/** The order's customer: `Catalog_Партнеры` and `Catalog_Контрагенты`. */
export const customerFlow: Flow<OrderState, FoundCustomer, CustomerFlowPlan> = {
  find: async (state, deps) => {
    const release = await deps.onec.demand('orderImport', usedParts(state.current.settings));
    return { facts: await findAlone(state, deps), release, digest: deps.digest };
  },

  plan: ({ person, order, current }, { facts, ...known }) => {
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
        customer,
        facts,
      },
    ];
  },

  project: (state, { customer: { partner, counterparty }, facts }) => ({
    ...state,
    customer: {
      crmId: state.person.crmId,
      partner,
      counterparty,
      known: { partner: facts.partner?.key, counterparty: facts.counterparty?.key },
    },
  }),

  verify: async (state, plan, { keys }, deps) => {
    const { person, order } = state;
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
      state: { ...state, customer: { crmId: person.crmId, ...known, known } },
      warnings: [],
      message: `Записан покупатель заказа ${order.number}`,
    };
  },
};

/**
 * The customer, alone for whoever may be about to create them: two orders of a new customer must find one partner. That a linked
 * one has to be searched anew is only known once it was looked for.
 */
async function findAlone({ person, current }: OrderState, deps: FindDeps): Promise<CustomerFacts> {
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
