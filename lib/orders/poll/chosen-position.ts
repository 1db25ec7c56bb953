import type { CrmClient } from '../../crm/client.ts';
import type { HistoryPosition } from '../../crm/history.ts';
import { accountTime } from '../../platform/account-time.ts';
import type { Clock } from '../../platform/clock.ts';
import { PositionAhead } from './errors.ts';

/** How the history's cursor is called in the state table. */
export const CURSOR = 'order-history';

export interface ChosenPositionDeps {
  readonly crm: Pick<CrmClient, 'history'>;
  readonly clock: Clock;
}

/**
 * That a person may set the position: asked before a run, so that a mistyped one is answered as such and is no failure of the
 * job.
 *
 * @param timeZone IANA name of the account's zone.
 * @throws {PositionAhead} if the history has not reached it; whatever keeps the CRM or the state table from answering.
 */
export async function assertInHistory(
  position: HistoryPosition,
  timeZone: string,
  deps: ChosenPositionDeps,
): Promise<void> {
  assertNotAhead(position, timeZone, deps.clock);
  await assertReached(position, deps);
}

/** @throws {PositionAhead} if the position is a time that is still to come. */
export function assertNotAhead(position: HistoryPosition, timeZone: string, clock: Clock): void {
  if ('startDate' in position && position.startDate > accountTime(clock.now(), timeZone)) {
    throw new PositionAhead(position);
  }
}

/**
 * That there is nothing behind a record may mean that it is the end of the history, or that it lies beyond it.
 *
 * @throws {PositionAhead} if the position is a record that the history has not reached.
 */
export async function assertReached(
  position: HistoryPosition,
  { crm }: Pick<ChosenPositionDeps, 'crm'>,
): Promise<void> {
  if ('startDate' in position || position.sinceId === 0) {
    return;
  }
  if (!(await hasReached(position.sinceId, crm))) {
    throw new PositionAhead(position);
  }
}

/** Whether the history has a record of this id or a later one. */
export async function hasReached(recordId: number, crm: ChosenPositionDeps['crm']): Promise<boolean> {
  const { lastId } = await crm.history({ sinceId: recordId - 1 });
  return lastId !== undefined;
}
