import type { CrmOrder } from '../../crm/order.ts';
import { OnecKeyTaken } from '../../onec/errors.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Sleep } from '../../platform/clock.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Leases } from '../../state/leases.ts';
import type { Link } from '../../state/links.ts';
import type { SentContacts } from '../customer/facts.ts';
import { isLinked, readCustomerLinks } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { OrderDocument } from '../document/facts.ts';
import { memoryOf, type OrderMemory, vanishedKeyOf } from '../document/order-memory.ts';
import { presentDateTime } from '../onec-dates.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { type ActingDeps, act, type RealKeys, realKey } from './act.ts';
import { inCustomersTurn } from './customer-turn.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type ImportOutcome, parked, stepsOf } from './outcome.ts';
import { noteDuePosting, progressOfOthers } from './posting-due.ts';
import { type PreparedOrder, prepareOrder } from './prepare.ts';
import { settleDocument } from './settle.ts';
import { admit, orderClosed, parkedIfRefused, unchanged } from './verdicts.ts';

export interface ImportDeps extends ActingDeps {
  readonly onec: UtClient;
  readonly leases: Leases;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
  readonly sleep: Sleep;
  /** How long a lease lives: the function's time-out and a margin (design, decisions). */
  readonly leaseMs: number;
}

/** Settings together with the version under which they are stored. */
export interface VersionedSettings {
  readonly version: number;
  readonly settings: Settings;
}

/**
 * Brings one order of the CRM into 1C: gate, search, plan, act, check. The caller holds the order's lease.
 *
 * @throws a retryable error if 1C, the state table or another worker is in the way; nothing is lost then, and a repeated
 *   call goes on where this one stopped.
 */
export async function importOrder(
  order: CrmOrder,
  current: VersionedSettings,
  deps: ImportDeps,
): Promise<ImportOutcome> {
  const admitted = admit(order, current.settings);
  if ('outcome' in admitted) {
    return admitted.outcome;
  }
  const { person } = admitted;
  const link = await deps.links.read('order', order.id);
  const fingerprint = fingerprintOf(order, current.version);
  if (await isAsLastWritten(link, fingerprint, deps)) {
    return unchanged(order);
  }
  return parkedIfRefused(order, () =>
    writeOrAdopt({ order, person, link, fingerprint, settings: current.settings }, deps),
  );
}

interface Work {
  readonly order: CrmOrder;
  readonly person: Person;
  readonly link: Link | undefined;
  readonly fingerprint: string;
  readonly settings: Settings;
}

/** The same order and settings as last time, and nobody touched the document since: one light request, no planning. */
async function isAsLastWritten(
  link: Link | undefined,
  fingerprint: string,
  deps: ImportDeps,
): Promise<boolean> {
  const memory = memoryOf(link);
  if (link?.key === undefined || memory.fingerprint !== fingerprint) {
    return false;
  }
  const held = await deps.onec.read<Pick<OrderDocument, 'DataVersion' | 'Posted'>>(
    заказКлиента.set,
    link.key,
    ['DataVersion', 'Posted'],
  );
  return held?.Posted === true && held.DataVersion === memory.dataVersion;
}

/** A key that is taken already means that links were lost: planned anew, the intent finds the object. */
async function writeOrAdopt(work: Work, deps: ImportDeps): Promise<ImportOutcome> {
  try {
    return await write(work, deps);
  } catch (error) {
    if (error instanceof OnecKeyTaken) {
      return write({ ...work, link: await deps.links.read('order', work.order.id) }, deps);
    }
    throw error;
  }
}

async function write(work: Work, deps: ImportDeps): Promise<ImportOutcome> {
  const keys: RealKeys = new Map();
  const prepared = await prepareWithCustomer(work, keys, deps);
  if ('kind' in prepared) {
    return prepared;
  }
  const { document: plan, held } = prepared;
  if (held !== undefined && held.Ref_Key !== work.link?.key) {
    await deps.holders.take(held.Ref_Key, work.order.id);
  }
  await noteDuePosting(work.order.id, plan.writes, held, work.link, deps);
  await act(plan.writes, keys, deps);
  const key = held?.Ref_Key ?? realKey(keys, deps.proposed.order(work.order.id));
  const settled = await settleDocument(key, plan, keys, deps.onec);
  const memory: OrderMemory = {
    customer: work.person.crmId,
    rows: settled.rows,
    dataVersion: settled.document.DataVersion,
    fingerprint: work.fingerprint,
  };
  deps.assertMine();
  await deps.links.confirm('order', work.order.id, key, { ...memory }, vanishedKeyOf(work.link, key));
  const isWritten = plan.writes.length > 0 || prepared.customer.writes.length > 0;
  if (!isWritten && isImportedBefore(work.link)) {
    return unchanged(work.order);
  }
  const { Number: number, Date: date } = settled.document;
  return {
    kind: 'imported',
    writes: stepsOf([...prepared.customer.writes, ...plan.writes]),
    message: `Проведен: Заказ клиента ${number} от ${presentDateTime(date)}`,
    document: { key, number, date },
    warnings: [...prepared.customer.warnings, ...plan.warnings, ...settled.warnings],
  };
}

/** Whether an import of the order was ever completed; one that was cut off may have left nothing to write. */
const isImportedBefore = (link: Link | undefined): boolean => memoryOf(link).fingerprint !== undefined;

/** Prepares the order and writes its customer, alone for that customer as long as it is not linked. */
async function prepareWithCustomer(
  work: Work,
  keys: RealKeys,
  deps: ImportDeps,
): Promise<PreparedOrder | ImportOutcome> {
  const { crmId } = work.person;
  const links = await readCustomerLinks(crmId, deps.links);
  const prepare = async (customerLinks: typeof links): Promise<PreparedOrder | ImportOutcome> => {
    const prepared = await prepareOrder({ ...work, customerLinks }, deps);
    if ('problems' in prepared) {
      return parked(prepared.problems);
    }
    const isWriting = prepared.document.writes.length > 0 || prepared.customer.writes.length > 0;
    if (
      isWriting &&
      prepared.held !== undefined &&
      (await progressOfOthers(prepared.held, prepared.document.writes, work.link, deps.onec)) === 'closed'
    ) {
      return orderClosed(work.order, prepared.held);
    }
    await act(prepared.customer.writes, keys, deps);
    await rememberCustomer(work.person, prepared, keys, deps);
    return prepared;
  };
  return isLinked(links)
    ? prepare(links)
    : inCustomersTurn(crmId, deps, async () => prepare(await readCustomerLinks(crmId, deps.links)));
}

async function rememberCustomer(
  person: Person,
  prepared: PreparedOrder,
  keys: RealKeys,
  deps: ImportDeps,
): Promise<void> {
  const contacts: SentContacts = { phone: person.phone, email: person.email };
  const { partner, counterparty, vanished } = prepared.customer;
  deps.assertMine();
  await Promise.all([
    deps.links.confirm('partner', person.crmId, realKey(keys, partner), { ...contacts }, vanished.partner),
    deps.links.confirm(
      'counterparty',
      person.crmId,
      realKey(keys, counterparty),
      { ...contacts },
      vanished.counterparty,
    ),
  ]);
}
