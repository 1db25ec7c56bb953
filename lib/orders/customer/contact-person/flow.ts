import type { Release } from '../../../onec/ut/release.ts';
import type { Digest } from '../../../platform/digest.ts';
import { refTo } from '../../../state/links.ts';
import { realKey } from '../../../writes/references.ts';
import type { FindDeps, Flow } from '../../flow.ts';
import type { CustomerOfOrder, OrderState } from '../../order-state.ts';
import type { DocumentPlan } from '../../plan.ts';
import { contactDigests, takeAll } from '../customer-lock.ts';
import { type ContactPerson, contactPersonOf } from './contact-person.ts';
import type { ContactPersonFacts } from './facts.ts';
import { findContactPerson } from './find-contact-person.ts';
import { planContactPerson } from './plan-contact-person.ts';

interface FoundContactPerson {
  readonly person: ContactPerson;
  readonly customer: CustomerOfOrder;
  readonly id: string;
  readonly facts: ContactPersonFacts;
  readonly release: Release;
  readonly digest: Digest;
}

interface ContactPersonPlan extends DocumentPlan {
  readonly found: FoundContactPerson;
  readonly key: string;
}

/**
 * The contact person of a corporate customer's order: `Catalog_КонтактныеЛицаПартнеров`, each with a record of their own (I-36).
 * Nothing for whoever orders for themselves.
 */
export const contactPersonFlow: Flow<OrderState, FoundContactPerson | undefined, ContactPersonPlan> = {
  find: async (state, deps) => {
    const { buyer, customer, order } = state;
    const isUsed = 'company' in buyer && buyer.company.contactId !== undefined;
    const person = isUsed ? contactPersonOf(order) : undefined;
    if (person === undefined || customer === undefined || !('company' in buyer)) {
      return undefined;
    }
    const id = `${person.crmId}-corporate-${buyer.company.card.id}`;
    return {
      person,
      customer,
      id,
      facts: await findAlone(person, { id, partner: customer.known.partner }, state, deps),
      release: await deps.onec.release(),
      digest: deps.digest,
    };
  },

  plan: ({ order, current }, found) => {
    if (found === undefined) {
      return [];
    }
    const { facts, id, customer } = found;
    const plan = planContactPerson(
      {
        ...found,
        partner: customer.partner,
        orderNumber: order.number,
        author: current.settings.defaultUser,
      },
      facts,
    );
    return [
      {
        ref: refTo('contact', id),
        writes: plan.writes,
        warnings: plan.warnings,
        problems: [],
        unchanged: `Контактное лицо заказа ${order.number} в 1С уже такое же, как в RetailCRM`,
        found,
        key: facts.held?.key ?? facts.proposedKey,
      },
    ];
  },

  project: (state, { found, key }) => withContact(state, found, key),

  verify: async (state, { found, key }, { keys }, deps) => {
    const { facts, id } = found;
    const real = realKey(keys, key);
    deps.assertMine();
    await deps.links.confirm(refTo('contact', id), real, { ...facts.sent }, facts.vanishedKey);
    return {
      state: withContact(state, found, real),
      warnings: [],
      message: `Записано контактное лицо заказа ${state.order.number}`,
    };
  },
};

const withContact = (state: OrderState, { person }: FoundContactPerson, key: string): OrderState =>
  state.customer === undefined
    ? state
    : { ...state, customer: { ...state.customer, contact: { key, crmId: person.crmId } } };

/** The contact person, alone for whoever may be about to create them. */
async function findAlone(
  person: ContactPerson,
  place: { readonly id: string; readonly partner: string | undefined },
  { current }: OrderState,
  deps: FindDeps,
): Promise<ContactPersonFacts> {
  const { ignoredContacts } = current.settings.customers;
  const sources = { ...deps, ignoredContacts };
  const ref = refTo('contact', place.id);
  const link = await deps.links.read(ref);
  if (link?.key !== undefined) {
    const facts = await findContactPerson(person, place, link, sources);
    if (facts.held?.key === link.key) {
      return facts;
    }
  }
  // Other names than those of the customer's lock, which is held until the customer is written. Under another card of the same
  // company the name is what finds a person.
  const marks = [
    place.id,
    deps.digest('name', person.name.toLowerCase()),
    ...contactDigests(person, ignoredContacts, deps.digest),
  ];
  await deps.alone((locks) =>
    takeAll(
      marks.map((mark) => `contact-person-${mark}`),
      place.id,
      locks,
    ),
  );
  return findContactPerson(person, place, await deps.links.read(ref), sources);
}
