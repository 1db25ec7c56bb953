import type { CrmClient } from '../../crm/client.ts';
import type { HistoryPage, HistoryPosition } from '../../crm/history.ts';
import type { Clock } from '../../platform/clock.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { Absences } from '../../state/absences.ts';
import type { Cursors } from '../../state/cursors.ts';
import { assertNotAhead, assertReached, CURSOR } from './chosen-position.ts';
import { assertOwn, type CheckCursor } from './cursor-check.ts';
import { type AccountSettings, firstStart } from './first-start.ts';
import { changesIn, type PageChanges } from './page-changes.ts';
import { NOTHING_DONE, type PollReport, withPage } from './poll-report.ts';

/** What a pass over the history needs. */
export interface PollDeps {
  readonly crm: Pick<CrmClient, 'history'>;
  /** Host of the account; the cursor of another one is not followed. */
  readonly account: string;
  readonly cursors: Cursors;
  readonly checkCursor: CheckCursor;
  readonly absences: Pick<Absences, 'note'>;
  /** Queues an order durably, or throws. */
  readonly send: (orderId: number) => Promise<void>;
  readonly clock: Clock;
}

/** How far a pass goes, and from where. */
export interface PollRequest {
  readonly settings: AccountSettings;
  /** Milliseconds since the epoch: by then the pass ends; the next one goes on from the cursor. */
  readonly deadline: number;
  /** Where a person wants the history read from; it becomes the stored cursor. Absent = from the stored cursor. */
  readonly from?: HistoryPosition;
  /** Told after every page what has been done so far. */
  readonly onPage?: (counts: PollReport['counts']) => void;
}

/** Messages that are sent at once; a page names at most two hundred orders. */
const SENDS_AT_ONCE = 8;

/** A page that begins this long before the deadline is done by then unless something is wrong; then nothing is lost either. */
const PAGE_MS = 15_000;

/**
 * One pass over the orders' history (design, principles 1, 2 and 6; original-import 3 fixed; cases I-1 to I-13): the ids of
 * each page go to the queue, and only then the cursor moves behind the page. What a crash cuts off is repeated, never lost.
 *
 * At least one page is worked off, then as many as fit before the deadline.
 *
 * @returns what was done; a fault after the first page is among its errors, since the pages before it count.
 * @throws the fault that kept the first page from being worked off; {CursorAhead} if the cursor is none of this history;
 *   {PositionAhead} for a position that a person may not set.
 */
export async function pollHistory(request: PollRequest, deps: PollDeps): Promise<PollReport> {
  let place: Place | undefined = await startOf(request, deps);
  let report: PollReport = {
    ...NOTHING_DONE,
    ...('sinceId' in place.position ? { cursor: place.position.sinceId } : {}),
  };
  while (place !== undefined && (report.counts.pages === 0 || hasTime(request, deps))) {
    try {
      const { page, changes, next }: Step = await processPage(place, deps);
      report = withPage(report, page, changes);
      request.onPage?.(report.counts);
      place = page.isLast ? undefined : next;
      if (next === undefined) {
        report = { ...report, skipped: [{ id: CURSOR, reason: 'cursorMovedElsewhere' }] };
      }
    } catch (error) {
      return withFault(report, error);
    }
  }
  return place === undefined ? report : { ...report, unfinished: true };
}

/** Where the pass stands. `isChosen`: a person named the position, and the cursor does not stand there yet. */
interface Place {
  readonly position: HistoryPosition;
  readonly isChosen: boolean;
}

interface Step {
  readonly page: HistoryPage;
  readonly changes: PageChanges;
  /** Undefined if the cursor was moved by somebody else: who moved it goes on from there. */
  readonly next: Place | undefined;
}

const hasTime = ({ deadline }: PollRequest, { clock }: PollDeps): boolean =>
  clock.now() + PAGE_MS <= deadline;

async function startOf(
  { settings, from }: PollRequest,
  { cursors, account, clock }: PollDeps,
): Promise<Place> {
  if (from === undefined) {
    const stored = await cursors.read(CURSOR);
    if (stored !== undefined) {
      assertOwn(stored, account);
      return { position: stored.position, isChosen: false };
    }
    // Stored before the first read: were it computed anew at every tick, a day of failures would pass a day of changes.
    return { position: await cursors.begin(CURSOR, firstStart(settings, clock.now())), isChosen: false };
  }
  assertNotAhead(from, settings.timeZone, clock);
  return { position: from, isChosen: true };
}

async function processPage(place: Place, deps: PollDeps): Promise<Step> {
  const page = await deps.crm.history(place.position);
  if (page.lastId === undefined && !place.isChosen && 'sinceId' in place.position) {
    await deps.checkCursor(place.position.sinceId);
  }
  const changes = changesIn(page);
  const at = deps.clock.now();
  // Before the ids are queued: whoever takes a message must find why the CRM does not know the order.
  await eachLimited(changes.vanished, SENDS_AT_ONCE, (absence) => deps.absences.note({ ...absence, at }));
  await eachLimited(changes.orderIds, SENDS_AT_ONCE, deps.send);
  const isMoved = await moveCursor(place, page.lastId, deps);
  const position = page.lastId === undefined ? place.position : { sinceId: page.lastId };
  return { page, changes, next: isMoved ? { position, isChosen: false } : undefined };
}

/** @returns false if the cursor stands elsewhere than this pass has left it. */
async function moveCursor(
  { position, isChosen }: Place,
  lastId: number | undefined,
  deps: PollDeps,
): Promise<boolean> {
  if (!isChosen) {
    return lastId === undefined || deps.cursors.advance(CURSOR, position, lastId);
  }
  if (lastId === undefined) {
    await assertReached(position, deps);
  }
  await deps.cursors.set(CURSOR, lastId === undefined ? position : { sinceId: lastId });
  return true;
}

/** @throws the fault itself if nothing was done before it, or if nobody foresaw it. */
function withFault(report: PollReport, error: unknown): PollReport {
  if (report.counts.pages === 0 || !(error instanceof BridgeError)) {
    throw error;
  }
  return { ...report, errors: [...report.errors, { id: CURSOR, reason: error.code, message: error.advice }] };
}
