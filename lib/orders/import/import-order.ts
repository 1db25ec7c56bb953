import type { CrmOrder } from '../../crm/order.ts';
import { OnecKeyTaken } from '../../onec/errors.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Link, refTo } from '../../state/links.ts';
import { execute, type WriteDeps } from '../../writes/execute.ts';
import { type Execution, newExecution } from '../../writes/execution.ts';
import { realKey } from '../../writes/references.ts';
import type { CustomerLockDeps } from '../customer/customer-lock.ts';
import type { Person } from '../customer/person.ts';
import { memoryOf, type OrderMemory, vanishedKeyOf } from '../document/order-memory.ts';
import { presentDateTime } from '../onec-dates.ts';
import { fingerprintOf } from './fingerprint.ts';
import { skipOfFirst } from './gate.ts';
import { type ImportOutcome, skipped, stepsOf } from './outcome.ts';
import { noteDuePosting } from './posting-due.ts';
import type { PrepareDeps, PreparedOrder } from './prepare.ts';
import { prepareWithCustomer } from './prepare-with-customer.ts';
import { type SettledDocument, settleDocument } from './settle.ts';
import { admit, parkedIfRefused, unchanged } from './verdicts.ts';

/** What the import of one order needs: 1C and its dictionaries, links, leases, and the order's own lease. */
export interface ImportDeps extends WriteDeps, PrepareDeps, CustomerLockDeps {
  readonly onec: UtClient;
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
  const link = await deps.links.read(refTo('order', order.id));
  const fingerprint = fingerprintOf(order, current.version);
  if (await isAsLastWritten(link, fingerprint, deps)) {
    return unchanged(order);
  }
  return parkedIfRefused(order, async () => {
    const wait = link === undefined ? skipOfFirst(order, current.settings) : undefined;
    if (wait !== undefined) {
      return skipped(wait);
    }
    // The first look at a version takes a dozen requests: nobody's turn is held meanwhile.
    await deps.references(current);
    return writeOrAdopt({ order, person, link, fingerprint, ...current }, deps);
  });
}

interface Work extends VersionedSettings {
  readonly order: CrmOrder;
  readonly person: Person;
  readonly link: Link | undefined;
  readonly fingerprint: string;
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
  const held = await deps.onec.read(заказКлиента, link.key, ['DataVersion', 'Posted']);
  return held?.Posted === true && held.DataVersion === memory.dataVersion;
}

/** A key that is taken already means that links were lost: planned anew, the intent finds the object. */
async function writeOrAdopt(work: Work, deps: ImportDeps): Promise<ImportOutcome> {
  try {
    return await write(work, deps);
  } catch (error) {
    if (error instanceof OnecKeyTaken) {
      return write({ ...work, link: await deps.links.read(refTo('order', work.order.id)) }, deps);
    }
    throw error;
  }
}

async function write(work: Work, deps: ImportDeps): Promise<ImportOutcome> {
  const execution = newExecution();
  const prepared = await prepareWithCustomer(work, execution, deps);
  if ('kind' in prepared) {
    return prepared;
  }
  const { customer, document: plan } = prepared;
  const { key, document, warnings } = await writeDocument(work, prepared, execution, deps);
  const writes = [...customer.writes, ...plan.writes];
  if (writes.length === 0 && isImportedBefore(work.link)) {
    return unchanged(work.order);
  }
  const { Number: number, Date: date } = document;
  return {
    kind: 'imported',
    writes: stepsOf(writes),
    message: `Проведен: Заказ клиента ${number} от ${presentDateTime(date)}`,
    document: { key, number, date },
    warnings: [...customer.warnings, ...plan.warnings, ...warnings],
  };
}

/** Carries out the plan of the document, reads back what came of it and remembers that with the order's link. */
async function writeDocument(
  { order, person, link, fingerprint }: Work,
  { document: plan, held }: PreparedOrder,
  execution: Execution,
  deps: ImportDeps,
): Promise<SettledDocument & { readonly key: string }> {
  const ref = refTo('order', order.id);
  const { keys } = execution;
  if (held !== undefined && held.Ref_Key !== link?.key) {
    await deps.holders.take(held.Ref_Key, ref);
  }
  await noteDuePosting(ref, plan.writes, held, link, deps);
  await execute(plan.writes, execution, deps);
  const key = held?.Ref_Key ?? realKey(keys, deps.proposed.order(order.id));
  const settled = await settleDocument(key, plan, keys, deps.onec);
  const memory: OrderMemory = {
    customer: person.crmId,
    rows: settled.rows,
    dataVersion: settled.document.DataVersion,
    fingerprint,
  };
  deps.assertMine();
  await deps.links.confirm(ref, key, { ...memory }, vanishedKeyOf(link, key));
  return { key, ...settled };
}

/** Whether an import of the order was ever completed; one that was cut off may have left nothing to write. */
const isImportedBefore = (link: Link | undefined): boolean => memoryOf(link).fingerprint !== undefined;
