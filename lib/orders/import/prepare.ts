import type { CrmOrder } from '../../crm/order.ts';
import type { OnecClient } from '../../onec/client.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { Digest } from '../../platform/digest.ts';
import type { KnownReferences } from '../../references/known-references.ts';
import type { Settings } from '../../settings/schema.ts';
import { type DocumentHolders, type Link, refTo } from '../../state/links.ts';
import type { Write } from '../../writes/write.ts';
import { type CustomerLinks, findCustomer } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import { type CustomerPlan, planCustomer } from '../customer/plan-customer.ts';
import type { Dictionaries } from '../dictionaries.ts';
import { addressLine } from '../document/address.ts';
import { documentAmbiguous, documentMarked, siteUnmapped } from '../document/document-problems.ts';
import type { OrderDocument } from '../document/facts.ts';
import {
  findDocument,
  freeFor,
  type OrderNaturalKey,
  organizationsOfOthers,
} from '../document/find-document.ts';
import { gatherFacts } from '../document/gather-facts.ts';
import { type DocumentPlan, planDocument } from '../document/plan-document.ts';
import { onecDay } from '../onec-dates.ts';
import type { Refusal } from '../plan.ts';
import type { Problem } from '../problems.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { usedParts } from '../used-parts.ts';
import { progressOfOthers, withDuePosting } from './posting-due.ts';
import { settingsProblems } from './settings-problems.ts';

/** What 1C needs for one order, decided and not yet written. */
export interface PreparedOrder {
  readonly customer: CustomerPlan;
  readonly document: DocumentPlan;
  /** The order as 1C holds it now. */
  readonly held: OrderDocument | undefined;
}

/** The order and what the state table knows of it. */
export interface PrepareQuestion {
  readonly order: CrmOrder;
  readonly person: Person;
  readonly settings: Settings;
  /** Version under which the settings are stored. */
  readonly version: number;
  readonly link: Link | undefined;
  readonly customerLinks: CustomerLinks;
}

/** What planning reads from. */
export interface PrepareDeps {
  readonly onec: UtClient;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
  readonly holders: DocumentHolders;
  readonly references: KnownReferences;
  readonly digest: Digest;
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
  const release = await deps.onec.demand('orderImport', usedParts(settings));
  const [customerFacts, found] = await Promise.all([
    findCustomer(person, question.customerLinks, { ...deps, ...settings.customers }),
    findDocument(
      question.link,
      naturalKeyOf(order, release),
      deps.onec,
      freeFor(refTo('order', order.id), deps.holders, organizationsOfOthers(site, settings.sites)),
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
      digest: deps.digest,
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
  const [problem, ...others] = await problemsOfSettings(
    question,
    site,
    [...customer.writes, ...writes],
    deps,
  );
  return problem === undefined
    ? { customer, document: { ...document, writes }, held: found }
    : { problems: [problem, ...others] };
}

/** Asked only where something is to be written: references of settings that nobody writes harm nobody. */
async function problemsOfSettings(
  { order, settings, version }: PrepareQuestion,
  site: Settings['sites'][number],
  writes: readonly Write[],
  { references }: PrepareDeps,
): Promise<readonly Problem[]> {
  return writes.length === 0
    ? []
    : settingsProblems(order, settings.sites.indexOf(site), writes, await references({ version, settings }));
}

/**
 * The order's document, if people in 1C have closed it while there is something to write: such an order is left as it is
 * (I-24).
 *
 * @returns undefined if the order may be written, or nothing is to be.
 */
export async function closedToWrites(
  { customer, document, held }: PreparedOrder,
  link: Link | undefined,
  onec: OnecClient,
): Promise<OrderDocument | undefined> {
  if (held === undefined || document.writes.length + customer.writes.length === 0) {
    return undefined;
  }
  return (await progressOfOthers(held, document.writes, link, onec)) === 'closed' ? held : undefined;
}

/** As the order's document has it: 1C holds only the beginning of a long number. */
function naturalKeyOf(order: CrmOrder, release: Release): OrderNaturalKey {
  const { body } = fitBody(release, заказКлиента.set, { НомерПоДаннымКлиента: order.number });
  return { number: body.НомерПоДаннымКлиента, date: onecDay(order.createdAt) };
}
