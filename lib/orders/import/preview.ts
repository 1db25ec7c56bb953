import type { CrmClient, OrdersAnswer } from '../../crm/client.ts';
import type { CrmOrder } from '../../crm/order.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import type { Settings } from '../../settings/schema.ts';
import { refTo } from '../../state/links.ts';
import type { Write } from '../../writes/write.ts';
import { readCustomerLinks } from '../customer/find-customer.ts';
import type { Person } from '../customer/person.ts';
import type { Warning } from '../problems.ts';
import { type AbsentDeps, decideAbsence } from './absent-order.ts';
import { skipOfFirst } from './gate.ts';
import type { BatchDeps } from './import-batch.ts';
import type { VersionedSettings } from './import-order.ts';
import { type ImportOutcome, parked, skipped } from './outcome.ts';
import { closedToWrites, type PrepareDeps, prepareOrder } from './prepare.ts';
import { admit, orderClosed, orderMalformed, parkedIfRefused, unchanged } from './verdicts.ts';

/** What an import would do with one order. */
export interface OrderPreview {
  readonly orderId: number;
  /** Number of the order, if the CRM knows the order. */
  readonly number?: string;
  /** What would be written into 1C and why, in order; empty if nothing would. */
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
  /** Why nothing would be written; absent if something would. */
  readonly outcome?: ImportOutcome;
}

/** What a preview reads from. */
export interface PreviewDeps extends PrepareDeps, Pick<AbsentDeps, 'absences' | 'links' | 'holders'> {
  readonly crm: Pick<CrmClient, 'ordersByIds'>;
  readonly settings: BatchDeps['settings'];
  readonly inSlot: BatchDeps['inSlot'];
}

/**
 * The plans of an import, without a single write: neither in 1C nor in the CRM nor in the state (design, principle 4).
 *
 * @returns one preview for each id, in their order.
 * @throws whatever keeps the CRM, 1C or the state table from answering.
 */
export async function previewOrders(
  orderIds: readonly number[],
  deps: PreviewDeps,
): Promise<readonly OrderPreview[]> {
  const current = await deps.settings();
  const answer = await deps.crm.ordersByIds(orderIds);
  return eachLimited(orderIds, current.settings.limits.onecParallel, (orderId) =>
    deps.inSlot(() => previewOrder(orderId, answer, current, deps)),
  );
}

type Foresight = Omit<OrderPreview, 'orderId' | 'number'>;

async function previewOrder(
  orderId: number,
  answer: OrdersAnswer,
  current: VersionedSettings,
  deps: PreviewDeps,
): Promise<OrderPreview> {
  const order = answer.orders.find(({ id }) => id === orderId);
  const malformed = answer.malformed.find(({ id }) => id === orderId);
  if (malformed !== undefined) {
    return { orderId, ...nothing(parked([orderMalformed(malformed)])) };
  }
  if (order === undefined) {
    return { orderId, ...(await foreseeAbsence(orderId, current.settings, deps)) };
  }
  return { orderId, number: order.number, ...(await foresee(order, current, deps)) };
}

const nothing = (outcome: ImportOutcome): Foresight => ({ writes: [], warnings: [], outcome });

async function foreseeAbsence(orderId: number, settings: Settings, deps: PreviewDeps): Promise<Foresight> {
  const decision = await decideAbsence(orderId, settings, deps);
  return 'outcome' in decision ? nothing(decision.outcome) : { writes: decision.writes, warnings: [] };
}

async function foresee(order: CrmOrder, current: VersionedSettings, deps: PreviewDeps): Promise<Foresight> {
  const admitted = admit(order, current.settings);
  if ('outcome' in admitted) {
    return nothing(admitted.outcome);
  }
  const foreseen = await parkedIfRefused(order, () => foreseeWrites(order, admitted.person, current, deps));
  return 'kind' in foreseen ? nothing(foreseen) : foreseen;
}

async function foreseeWrites(
  order: CrmOrder,
  person: Person,
  current: VersionedSettings,
  deps: PreviewDeps,
): Promise<Foresight> {
  const [link, customerLinks] = await Promise.all([
    deps.links.read(refTo('order', order.id)),
    readCustomerLinks(person.crmId, deps.links),
  ]);
  const wait = link === undefined ? skipOfFirst(order, current.settings) : undefined;
  if (wait !== undefined) {
    return nothing(skipped(wait));
  }
  const prepared = await prepareOrder({ order, person, ...current, link, customerLinks }, deps);
  if ('problems' in prepared) {
    return nothing(parked(prepared.problems));
  }
  const { customer, document } = prepared;
  const writes = [...customer.writes, ...document.writes];
  if (writes.length === 0) {
    return nothing(unchanged(order));
  }
  const closed = await closedToWrites(prepared, link, deps.onec);
  if (closed !== undefined) {
    return nothing(orderClosed(order, closed));
  }
  return { writes, warnings: [...customer.warnings, ...document.warnings] };
}
