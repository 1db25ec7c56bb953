import type { CrmOrder } from '../../crm/order.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { Settings } from '../../settings/schema.ts';
import type { DocumentHolders, Link } from '../../state/links.ts';
import { type CustomerLinks, findCustomer } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import { type CustomerPlan, planCustomer } from '../customer/plan-customer.ts';
import type { Dictionaries } from '../dictionaries.ts';
import { addressLine } from '../document/address.ts';
import { siteUnmapped } from '../document/document-problems.ts';
import type { OrderDocument } from '../document/facts.ts';
import { findDocument, type IsFree, type OrderNaturalKey } from '../document/find-document.ts';
import { gatherFacts } from '../document/gather-facts.ts';
import { type DocumentPlan, planDocument } from '../document/plan-document.ts';
import { onecDay } from '../onec-dates.ts';
import type { Refusal } from '../plan.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { withDuePosting } from './posting-due.ts';

/** What 1C needs for one order, decided and not yet written. */
export interface PreparedOrder {
  readonly customer: CustomerPlan;
  readonly document: DocumentPlan;
  /** The order as 1C holds it now. */
  readonly held: OrderDocument | undefined;
}

export interface PrepareQuestion {
  readonly order: CrmOrder;
  readonly person: Person;
  readonly settings: Settings;
  readonly link: Link | undefined;
  readonly customerLinks: CustomerLinks;
}

export interface PrepareDeps {
  readonly onec: UtClient;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
  readonly holders: DocumentHolders;
}

/**
 * Reads what 1C holds and plans the customer and the document; writes nothing. Import, dry run and preview all stand on
 * this (design, principle 4).
 */
export async function prepareOrder(
  question: PrepareQuestion,
  deps: PrepareDeps,
): Promise<PreparedOrder | Refusal> {
  const { order, person, settings } = question;
  const site = settings.sites.find(({ code }) => code === order.site);
  if (site === undefined) {
    return { problems: [siteUnmapped(order)] };
  }
  const release = await deps.onec.release();
  const [customerFacts, found] = await Promise.all([
    findCustomer(person, question.customerLinks, deps),
    findDocument(
      question.link,
      naturalKeyOf(order, release),
      deps.onec,
      freeFor(order, site, settings, deps),
    ),
  ]);
  if (found !== undefined && 'numbers' in found) {
    return { problems: [documentAmbiguous(order, found.numbers)] };
  }
  if (found?.DeletionMark) {
    return { problems: [documentMarked(order, found)] };
  }
  const facts = await gatherFacts(
    order,
    site,
    { document: found, link: question.link, customer: customerFacts },
    settings,
    deps,
  );
  const customer = planCustomer(
    {
      person,
      proposed: deps.proposed,
      orderNumber: order.number,
      address: addressLine(order.delivery.address),
      accessGroup: settings.accessGroup,
      release,
    },
    customerFacts,
  );
  const document = planDocument(
    order,
    { crmId: person.crmId, partner: customer.partner, counterparty: customer.counterparty },
    facts,
    settings,
  );
  if ('problems' in document) {
    return document;
  }
  const writes = withDuePosting(document.writes, found, question.link);
  return { customer, document: { ...document, writes }, held: found };
}

/**
 * A document is free for an order that holds it already, or that may hold it: nobody does, and the organisation is not that
 * of another shop, whose orders may have the same numbers.
 */
function freeFor(
  order: CrmOrder,
  site: Settings['sites'][number],
  settings: Settings,
  { holders }: PrepareDeps,
): IsFree {
  const others = new Set(settings.sites.map(({ organization }) => organization));
  others.delete(site.organization);
  return async ({ Ref_Key: key, Организация_Key: organization }) => {
    const holder = await holders.holderOf(key);
    return holder === undefined ? !others.has(organization) : holder === order.id;
  };
}

/** As the order's document has it: 1C holds only the beginning of a long number. */
function naturalKeyOf(order: CrmOrder, release: Release): OrderNaturalKey {
  const { body } = fitBody(release, заказКлиента.set, { НомерПоДаннымКлиента: order.number });
  return { number: body.НомерПоДаннымКлиента, date: onecDay(order.createdAt) };
}

function documentAmbiguous(order: CrmOrder, numbers: readonly string[]): Refusal['problems'][number] {
  return {
    reason: 'documentAmbiguous',
    message: `В 1С несколько заказов с номером по данным клиента ${order.number}: ${numbers.join(', ')}. Обмен не знает, какой из них изменять. Пометьте лишние на удаление и сохраните заказ в RetailCRM еще раз.`,
    details: { order: order.number, documents: numbers.join(', ') },
  };
}

function documentMarked(order: CrmOrder, document: OrderDocument): Refusal['problems'][number] {
  return {
    reason: 'documentMarkedForDeletion',
    message: `Заказ клиента ${document.Number} (заказ ${order.number} в RetailCRM) помечен в 1С на удаление и не изменен. Снимите пометку, если заказ нужен, или отмените его в RetailCRM.`,
    details: { order: order.number, document: document.Number },
  };
}
