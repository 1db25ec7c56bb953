import type { CrmClient } from '../../crm/client.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Cursor } from '../../state/cursors.ts';
import { hasReached } from './chosen-position.ts';
import { CursorAhead } from './errors.ts';

const HOUR_MS = 3_600_000;

/**
 * Compares the cursor with the newest record of the history: the first time that a process finds nothing behind it, and once
 * an hour from then on (D-2). A cursor that is ahead is found ahead by every pass until somebody sets it anew.
 */
export type CheckCursor = (sinceId: number) => Promise<void>;

/** @returns a check that throws {@link CursorAhead} if the history ends before the record. */
export function createCursorCheck(crm: Pick<CrmClient, 'history'>, clock: Clock): CheckCursor {
  let checkedAt = Number.NEGATIVE_INFINITY;
  return async (sinceId) => {
    if (sinceId === 0 || clock.now() < checkedAt + HOUR_MS) {
      return;
    }
    if (!(await hasReached(sinceId, crm))) {
      throw new CursorAhead(sinceId);
    }
    checkedAt = clock.now();
  };
}

/**
 * That the stored cursor counts this account's records.
 *
 * @param account host of the account that is asked.
 * @throws {CursorAhead}
 */
export function assertOwn({ position, account: stored }: Cursor, account: string): void {
  if (stored !== undefined && stored !== account) {
    throw new CursorAhead('sinceId' in position ? position.sinceId : undefined, { stored, current: account });
  }
}
