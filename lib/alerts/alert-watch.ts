import * as z from 'zod/mini';
import type { DocumentOutcome, OrderOutcome, Outcomes } from '../journal/outcomes.ts';
import type { Clock } from '../platform/clock.ts';
import { keys } from '../state/keys.ts';
import { decodeIfReadable } from '../state/stored-value.ts';
import type { Table } from '../state/table.ts';
import { parkedConditions } from './conditions.ts';
import { type Alert, NOTHING_TOLD, planAlerts } from './plan-alerts.ts';

/** Tells people. @throws if they were not told; they are at the next look. */
export type Notify = (alert: Alert) => Promise<void>;

export interface AlertWatchDeps {
  readonly outcomes: Pick<Outcomes<number, OrderOutcome>, 'listParked'>;
  readonly exports: Pick<Outcomes<string, DocumentOutcome>, 'listParked'>;
  readonly table: Pick<Table, 'get' | 'put'>;
  readonly notify: Notify;
  readonly clock: Clock;
}

const storedMemory = z.object({
  told: z.record(z.string(), z.object({ latest: z.number(), overAt: z.exactOptional(z.number()) })),
  at: z.number(),
});

/**
 * One look at what is parked, and word to people of what is new, of what has grown, and of what is over (N-5). What was told is
 * remembered after it was told: somebody may be told twice, and nobody not at all.
 *
 * @returns a function that throws what the state table and `notify` throw.
 */
export function createAlertWatch({ outcomes, exports, table, notify, clock }: AlertWatchDeps) {
  return async (): Promise<void> => {
    const [orders, documents, item] = await Promise.all([
      outcomes.listParked(),
      exports.listParked(),
      table.get(keys.alerts()),
    ]);
    const conditions = [
      ...parkedConditions(orders.records, {
        key: 'orders',
        plural: 'заказов',
        nameOf: ({ orderId, number }) => number ?? `id ${orderId}`,
      }),
      ...parkedConditions(documents.records, {
        key: 'exports',
        plural: 'выгрузок',
        nameOf: ({ key }) => key,
      }),
    ];
    const known = decodeIfReadable(storedMemory, item) ?? NOTHING_TOLD;
    const { alerts, memory } = planAlerts(conditions, known, clock.now());
    for (const alert of alerts) {
      await notify(alert);
    }
    if (JSON.stringify(memory) !== JSON.stringify(known)) {
      await table.put({ ...keys.alerts(), ...memory });
    }
  };
}
