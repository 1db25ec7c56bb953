import * as z from 'zod/mini';
import type { HistoryPage, HistoryPosition, HistoryRecord, MalformedRecord } from './history.ts';
import { flag, id, problemText, tidied } from './wire-values.ts';

const optional = z.exactOptional;
const whatever = z.optional(z.unknown());

const historyBody = z.object({
  history: z.array(z.unknown(), 'not a list'),
  pagination: z.exactOptional(
    z.object(
      {
        totalPageCount: optional(z.number('not a number')),
        totalCount: optional(z.number('not a number')),
      },
      'not a map',
    ),
  ),
});

/**
 * Nothing of a record is demanded here: a hint of a kind that is not documented says nothing special, and ids are looked
 * at one by one.
 */
const loose = z.object({
  id: whatever,
  order: whatever,
  source: whatever,
  apiKey: whatever,
  created: whatever,
  deleted: whatever,
  combinedTo: whatever,
});

const withId = z.object({ id });
const ownKey = z.object({ current: flag });

/**
 * Brings the body of `GET /orders/history` to a {@link HistoryPage}. The last page is one that the CRM says is the only one
 * left, or an empty one (retailcrm-api 2.2, I-3).
 *
 * @param from what was asked for.
 * @returns the page, or why none of it can be used: names of fields, never values. That is so when an id descends (two
 *   records of one id are accepted, D-4)
 *   or do not go beyond `from`: moving on would pass records that nobody saw, or read the same page for ever (I-13).
 */
export function decodeHistory(
  body: unknown,
  from: HistoryPosition,
): { readonly page: HistoryPage } | { readonly problem: string } {
  const result = z.safeParse(historyBody, body);
  if (!result.success) {
    return { problem: problemText(result.error) };
  }
  const { history, pagination = {} } = result.data;
  const decoded = history.map(decodeRecord);
  const ids = decoded.flatMap((entry) => entry.id ?? []);
  const problem = orderProblem(ids, history.length, 'sinceId' in from ? from.sinceId : 0);
  if (problem !== undefined) {
    return { problem };
  }
  const lastId = ids.at(-1);
  const isLast = lastId === undefined || (pagination.totalPageCount ?? Number.POSITIVE_INFINITY) <= 1;
  return {
    page: {
      records: decoded.flatMap(({ record }) => record ?? []),
      malformed: decoded.flatMap(({ malformed }) => malformed ?? []),
      ...(lastId === undefined ? {} : { lastId }),
      isLast,
      remaining: isLast ? 0 : Math.max(1, (pagination.totalCount ?? 0) - history.length),
    },
  };
}

function orderProblem(ids: readonly number[], entries: number, after: number): string | undefined {
  if (entries > 0 && ids.length === 0) {
    return 'history: no record has an id that can be read';
  }
  if (ids.some((recordId, index) => index > 0 && recordId < (ids[index - 1] ?? 0))) {
    return 'history: the ids descend';
  }
  return (ids.at(-1) ?? Number.POSITIVE_INFINITY) <= after
    ? 'history: not beyond the id asked for'
    : undefined;
}

interface DecodedRecord {
  readonly id?: number;
  readonly record?: HistoryRecord;
  readonly malformed?: MalformedRecord;
}

function decodeRecord(raw: unknown): DecodedRecord {
  const said = z.safeParse(loose, tidied(raw)).data ?? {};
  const recordId = z.safeParse(id, said.id).data;
  const orderId = idOf(said.order);
  const known = {
    ...(recordId === undefined ? {} : { id: recordId }),
    ...(orderId === undefined ? {} : { orderId }),
  };
  if (recordId === undefined || orderId === undefined) {
    const problem = recordId === undefined ? 'id: not an id' : 'order.id: not an id';
    return { ...known, malformed: { ...known, problem } };
  }
  const event = eventOf(said);
  const mergedInto = event === 'merged' ? idOf(said.combinedTo) : undefined;
  const isTargetLost = event === 'merged' && mergedInto === undefined;
  return {
    id: recordId,
    record: {
      id: recordId,
      orderId,
      isOwn: isOwn(said),
      event,
      ...(mergedInto === undefined ? {} : { mergedInto }),
    },
    ...(isTargetLost ? { malformed: { ...known, problem: 'combinedTo.id: not an id' } } : {}),
  };
}

type Said = z.output<typeof loose>;

/** Only what the CRM says outright is the bridge's own; sources that are not documented are foreign (retailcrm-api 2.2). */
function isOwn({ source, apiKey }: Said): boolean {
  return source === 'api' && z.safeParse(ownKey, apiKey).data?.current === true;
}

/** A merger may also say "deleted", so it is asked first. */
function eventOf({ combinedTo, deleted, created }: Said): HistoryRecord['event'] {
  if (typeof combinedTo === 'object') {
    return 'merged';
  }
  if (isSet(deleted)) {
    return 'deleted';
  }
  return isSet(created) ? 'created' : 'changed';
}

const isSet = (value: unknown): boolean => z.safeParse(flag, value).data === true;

const idOf = (entity: unknown): number | undefined => z.safeParse(withId, entity).data?.id;
