import type { RunOrderPoll } from '../jobs/order-poll.ts';
import type { OrderOutcome, OrderOutcomes } from '../journal/outcomes.ts';
import { type OrderPreview, type PreviewDeps, previewOrders } from '../orders/import/preview.ts';
import { assertInHistory, type ChosenPositionDeps } from '../orders/poll/chosen-position.ts';
import type { OrderReport } from '../orders/report/order-report.ts';
import { reportPlans } from '../orders/report/report-plans.ts';
import type { Clock } from '../platform/clock.ts';
import type { OrderItem } from '../queue/order-item.ts';
import type { WorkOnItems } from '../queue/process-batch.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** What a person does with orders. */
export interface OrderCommands {
  /** @throws {PositionAhead} instead of a run if a person named a position that the history has not reached. */
  readonly poll: RunOrderPoll;
  /** Imports the orders now. @returns what became of each, in their order. */
  import(orderIds: readonly number[]): Promise<readonly OrderOutcome[]>;
  /** What an import would do; writes nothing. @returns one preview for each id, in their order. */
  preview(orderIds: readonly number[]): Promise<readonly OrderPreview[]>;
  /** The orders as the previewed plans would leave them in 1C, with names, by CRM order id; writes nothing. */
  report(previews: readonly OrderPreview[]): Promise<ReadonlyMap<number, OrderReport>>;
}

export interface OrderCommandDeps {
  /** The import as the worker does it, for orders that a person asks for. */
  readonly importOrders: WorkOnItems<OrderItem>;
  readonly preview: PreviewDeps;
  readonly poll: RunOrderPoll;
  readonly position: ChosenPositionDeps;
  readonly outcomes: Pick<OrderOutcomes, 'read'>;
  readonly settings: Pick<SettingsVersions, 'load'>;
  readonly clock: Clock;
}

/** What commands and pages do with orders, over the very parts that the functions of the stage use. */
export function createOrderCommands(deps: OrderCommandDeps): OrderCommands {
  const { clock, preview } = deps;
  return {
    poll: async (options = {}) => {
      if (options.from !== undefined) {
        const { settings } = await deps.settings.load();
        await assertInHistory(options.from, settings.timeZone, deps.position);
      }
      return deps.poll(options);
    },
    preview: (orderIds) => previewOrders(orderIds, preview),
    report: (previews) => preview.inSlot(() => reportPlans(previews, preview.onec)),
    import: async (orderIds) => {
      const startedAt = clock.now();
      await deps.importOrders(orderIds.map((orderId) => ({ orderId, sentAt: startedAt, deliveries: 1 })));
      return Promise.all(orderIds.map((orderId) => outcomeSince(startedAt, orderId, deps)));
    },
  };
}

/** The import tells by its record; one that it could not write leaves the record of an earlier attempt. */
async function outcomeSince(
  startedAt: number,
  orderId: number,
  { outcomes }: Pick<OrderCommandDeps, 'outcomes'>,
): Promise<OrderOutcome> {
  const outcome = await outcomes.read(orderId);
  return outcome !== undefined && outcome.at >= startedAt ? outcome : unrecorded(orderId, startedAt);
}

const unrecorded = (orderId: number, at: number): OrderOutcome => ({
  orderId,
  at,
  kind: 'failed',
  reason: 'notRecorded',
  message:
    'Итог загрузки не записан: таблица состояния обмена не отвечала. Повторите команду: что уже загружено, второй раз не загрузится.',
  details: {},
  warnings: [],
});
