import type { CrmClient } from '../../crm/client.ts';
import type { HistoryPosition } from '../../crm/history.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Cursors } from '../../state/cursors.ts';
import { accountTime } from './account-time.ts';
import { PositionAhead } from './errors.ts';

/** How the history's cursor is called in the state table. */
export const CURSOR = 'order-history';

export interface ChosenPositionDeps {
  readonly crm: Pick<CrmClient, 'history'>;
  readonly cursors: Pick<Cursors, 'read'>;
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
  { crm, cursors }: Omit<ChosenPositionDeps, 'clock'>,
): Promise<void> {
  if ('startDate' in position || position.sinceId === 0) {
    return;
  }
  const stored = await cursors.read(CURSOR);
  if (stored !== undefined && 'sinceId' in stored && stored.sinceId >= position.sinceId) {
    return;
  }
  const { lastId } = await crm.history({ sinceId: position.sinceId - 1 });
  if (lastId === undefined) {
    throw new PositionAhead(position);
  }
}
