import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHistory } from '../../lib/crm/decode-history.ts';
import { CrmAnswerMalformed, CrmUnavailable } from '../../lib/crm/errors.ts';
import type { HistoryPage, HistoryPosition } from '../../lib/crm/history.ts';
import { capturedNames, capturedText } from './support/captured.ts';
import { clientOf, failureOf, reply, startCrm } from './support/crm-server.ts';
import { rawOrder } from './support/raw-order.ts';

const rawRecord = (id: number, changes: Record<string, unknown> = {}) => ({
  id,
  createdAt: '2026-02-01 10:00:00',
  source: 'user',
  user: { id: 7 },
  field: 'status',
  oldValue: { code: 'new' },
  newValue: { code: 'assembling' },
  order: { id: 42, externalId: 'A-42', site: 'shop1', status: 'assembling' },
  ...changes,
});

const body = (history: readonly unknown[], totalPageCount = 1, totalCount = history.length) => ({
  success: true,
  generatedAt: '2026-02-01 12:00:00',
  history,
  pagination: { limit: 100, totalCount, currentPage: 1, totalPageCount },
});

function pageOf(answer: unknown, from: HistoryPosition = { sinceId: 0 }): HistoryPage {
  const decoded = decodeHistory(answer, from);
  if ('problem' in decoded) {
    throw new Error(decoded.problem);
  }
  return decoded.page;
}

const only = (changes: Record<string, unknown>) => pageOf(body([rawRecord(501, changes)]));

describe('history()', () => {
  it('I-3: asks by sinceId for a hundred records, never for a page', async () => {
    await using server = await startCrm(reply(200, body([rawRecord(501)])));
    await clientOf(server.url).crm.history({ sinceId: 500 });
    expect(server.seen[0]?.path).toBe('/api/v5/orders/history');
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
      'filter[sinceId]': '500',
      limit: '100',
    });
  });

  it('I-6: asks by the date in the account’s own notation', async () => {
    await using server = await startCrm(reply(200, body([])));
    await clientOf(server.url).crm.history({ startDate: '2025-03-01 08:05:00' });
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
      'filter[startDate]': '2025-03-01 08:05:00',
      limit: '100',
    });
  });

  it.each([
    { sinceId: -1 },
    { sinceId: 1.5 },
    { sinceId: Number.NaN },
    { startDate: '2025-03-01' },
    { startDate: '01.03.2025 08:05:00' },
  ])('asks nothing for %j: it would be another place of the history', async (position) => {
    await using server = await startCrm(reply(200, body([])));
    expect(await failureOf(clientOf(server.url).crm.history(position))).toBeInstanceOf(TypeError);
    expect(server.seen).toHaveLength(0);
  });

  it('throws for a page that cannot be used, and for a CRM that is down', async () => {
    await using broken = await startCrm(reply(200, body([rawRecord(7), rawRecord(6)])));
    await using down = await startCrm(reply(502, 'Bad Gateway'));
    const error = await failureOf(clientOf(broken.url).crm.history({ sinceId: 5 }));
    expect(error).toBeInstanceOf(CrmAnswerMalformed);
    expect(error).toMatchObject({ message: expect.stringContaining('the ids descend') });
    expect(await failureOf(clientOf(down.url).crm.history({ sinceId: 5 }))).toBeInstanceOf(CrmUnavailable);
  });
});

describe('a record', () => {
  it.each([
    ['a person', {}, false],
    ['the CRM’s own automation', { source: 'code' }, false],
    ['I-2: another key', { source: 'api', apiKey: { current: false } }, false],
    ['an unknown source with our key', { source: 'rule', apiKey: { current: true } }, false],
    ['a key without `current`', { source: 'api', apiKey: [] }, false],
    ['I-1: our own key', { source: 'api', apiKey: { current: true } }, true],
    ['our own key in PHP’s words', { source: 'api', apiKey: { current: 1 } }, true],
  ])('by %s: own = %s', (_, changes, isOwn) => {
    expect(only(changes).records).toEqual([{ id: 501, orderId: 42, isOwn: isOwn, event: 'changed' }]);
  });

  it.each([
    ['created', { created: true, order: rawOrder({ id: 42 }) }, { event: 'created' }],
    ['deleted', { deleted: true, field: undefined }, { event: 'deleted' }],
    ['merged', { combinedTo: { id: 77, number: '77A' } }, { event: 'merged', mergedInto: 77 }],
    ['merged and deleted', { deleted: true, combinedTo: { id: '77' } }, { event: 'merged', mergedInto: 77 }],
    ['not merged (PHP’s empty map)', { combinedTo: [] }, { event: 'changed' }],
  ])('that says: %s', (_, changes, expected) => {
    expect(only(changes)).toMatchObject({ records: [{ id: 501, orderId: 42, ...expected }], malformed: [] });
  });

  it('of a merger into nobody knows what is told of and reported', () => {
    expect(only({ combinedTo: { number: '77A' } })).toMatchObject({
      records: [{ id: 501, orderId: 42, event: 'merged' }],
      malformed: [{ id: 501, orderId: 42, problem: 'combinedTo.id: not an id' }],
    });
  });

  it('that cannot be read spoils neither its page nor the way on, and is reported', () => {
    const page = pageOf(
      body([rawRecord(501), rawRecord(502, { order: { id: 'x' } }), 'rubbish', { id: 504 }]),
    );
    expect(page.records.map(({ id }) => id)).toEqual([501]);
    expect(page.malformed).toEqual([
      { id: 502, problem: 'order.id: not an id' },
      { problem: 'id: not an id' },
      { id: 504, problem: 'order.id: not an id' },
    ]);
    expect(page.lastId).toBe(504);
  });

  it('without an id of its own still names its order', () => {
    const page = pageOf(body([rawRecord(501), rawRecord(502, { id: null, order: { id: 43 } })]));
    expect(page.malformed).toEqual([{ orderId: 43, problem: 'id: not an id' }]);
    expect(page.lastId).toBe(501);
  });
});

describe('a page', () => {
  it('I-7: of no records is the last one, whatever the CRM counts', () => {
    expect(pageOf(body([], 3, 300), { sinceId: 500 })).toEqual({
      records: [],
      malformed: [],
      isLast: true,
      remaining: 0,
    });
  });

  it('is followed by others while the CRM counts more than one', () => {
    expect(pageOf(body([rawRecord(501)], 3, 250))).toMatchObject({
      isLast: false,
      remaining: 249,
      lastId: 501,
    });
    expect(pageOf(body([rawRecord(501)], 1))).toMatchObject({ isLast: true, remaining: 0 });
    expect(pageOf(body([rawRecord(501)], 0))).toMatchObject({ isLast: true });
  });

  it('without a count is followed by others until one is empty', () => {
    const { pagination: _, ...uncounted } = body([rawRecord(501)]);
    expect(pageOf(uncounted)).toMatchObject({ isLast: false, remaining: 1 });
    expect(pageOf({ ...uncounted, history: [] })).toMatchObject({ isLast: true });
  });

  it('I-13: that does not lead on is an error, not an endless loop', () => {
    expect(decodeHistory(body([rawRecord(499), rawRecord(500)], 2), { sinceId: 500 })).toEqual({
      problem: 'history: not beyond the id asked for',
    });
    expect(decodeHistory(body(['rubbish'], 2), { sinceId: 500 })).toEqual({
      problem: 'history: no record has an id that can be read',
    });
  });

  it('newest first is an error: moving on would pass records that nobody saw', () => {
    expect(decodeHistory(body([rawRecord(502), rawRecord(501)]), { sinceId: 1 })).toEqual({
      problem: 'history: the ids descend',
    });
  });

  it('D-4: two records of one id are accepted, wherever on the page', () => {
    for (const ids of [
      [501, 501],
      [501, 502, 502],
      [501, 501, 501, 503],
    ]) {
      const page = pageOf(body(ids.map((id, index) => rawRecord(id, { order: { id: 40 + index } }))), {
        sinceId: 500,
      });
      expect(page.records.map((record) => record.orderId)).toEqual(ids.map((_, index) => 40 + index));
      expect(page.lastId).toBe(ids.at(-1));
    }
  });

  it.each([
    [{ success: true }, 'history: not a list'],
    [{ ...body([]), history: 'none' }, 'history: not a list'],
    [{ ...body([]), pagination: { totalPageCount: 'many' } }, 'pagination.totalPageCount: not a number'],
  ])('%j says what is wrong with it', (answer, problem) => {
    expect(decodeHistory(answer, { sinceId: 0 })).toEqual({ problem });
  });

  it('accounts for every entry, whatever the CRM sends (property)', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), order: fc.jsonValue() }));
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 5 }), (entries) => {
        const decoded = decodeHistory(body([rawRecord(1), ...entries]), { sinceId: 0 });
        if ('page' in decoded) {
          const { records, malformed } = decoded.page;
          expect(records.length + malformed.length).toBeGreaterThanOrEqual(entries.length + 1);
        } else {
          expect(decoded.problem).toBe('history: the ids descend');
        }
      }),
    );
  });
});

describe('captured histories', () => {
  const captured = (name: string): unknown => JSON.parse(capturedText(name));

  it.each(capturedNames().filter((name) => name.includes('history') && !name.startsWith('packs')))(
    '%s decodes whole',
    (name) => {
      const page = pageOf(captured(name));
      expect(page.malformed).toEqual([]);
      expect(page.records).toHaveLength((captured(name) as { history: unknown[] }).history.length);
    },
  );

  it('orders-history.json: the first hundred of many, 23 of them creations', () => {
    const page = pageOf(captured('orders-history.json'), { startDate: '2020-01-01 00:00:00' });
    expect(page).toMatchObject({ lastId: 7137, isLast: false, remaining: 29_633 });
    expect(page.records.filter(({ event }) => event === 'created')).toHaveLength(23);
    expect(page.records.filter(({ isOwn }) => isOwn)).toEqual([]);
  });
});
