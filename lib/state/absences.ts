import * as z from 'zod/mini';
import { absent, anyOf, equals } from './condition.ts';
import { keys } from './keys.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

const storedAbsence = z.object({
  orderId: z.number(),
  kind: z.enum(['deleted', 'merged']),
  into: z.exactOptional(z.number()),
  at: z.number(),
});

/**
 * That an order is gone from the CRM, as its history said: only this tells a deleted order from one that the key may not
 * see (retailcrm-api 2.1). `into` is the order that took a merged one in, `at` when it was noted, milliseconds since the
 * epoch.
 */
export type Absence = Readonly<z.output<typeof storedAbsence>>;

/** Orders that have vanished from the CRM. Methods throw {@link import('./errors.ts').StateUnreachable}. */
export interface Absences {
  /** Notes the absence; may be repeated. A deletion never takes the place of a merger, which says more. */
  note(absence: Absence): Promise<void>;
  read(orderId: number): Promise<Absence | undefined>;
}

/** Absences kept in the state table, for as long as the links are. */
export function createAbsences(table: Table): Absences {
  return {
    note: async (absence) => {
      const isNews = absence.kind === 'merged' ? undefined : anyOf(absent('pk'), equals('kind', 'deleted'));
      await table.put({ ...keys.absence(absence.orderId), ...absence }, isNews);
    },
    read: async (orderId) => {
      const item = await table.get(keys.absence(orderId));
      return item === undefined ? undefined : decodeItem(storedAbsence, item);
    },
  };
}
