import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneRun, failedRun, type RunReport, skippedRun } from '../../lib/journal/run-record.ts';
import { createRunJournal } from '../../lib/journal/runs.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { createJobRecords } from '../../lib/state/job-records.ts';
import { openMemory } from '../state/tables.ts';

const times = {
  startedAt: Date.parse('2026-03-01T12:00:00Z'),
  finishedAt: Date.parse('2026-03-01T12:00:02.5Z'),
};
const nothing: RunReport = { counts: {}, skipped: [], errors: [] };
const wrong = { id: 139, reason: 'unknownProduct', message: 'Товара нет в 1С.' };

describe('the record of a run', () => {
  it('has the shape of contract 2', () => {
    const report: RunReport = {
      counts: { read: 12, queued: 10 },
      skipped: [{ id: 138, reason: 'deleted' }],
      errors: [wrong],
      url: 'https://example.ru/shop1_catalog_icml.xml',
    };
    expect(doneRun('catalog-publish', times, report)).toStrictEqual({
      job: 'catalog-publish',
      outcome: 'partial',
      startedAt: '2026-03-01T12:00:00.000Z',
      finishedAt: '2026-03-01T12:00:02.500Z',
      counts: { read: 12, queued: 10, skipped: 1, errors: 1 },
      skipped: [{ id: 138, reason: 'deleted' }],
      errors: [wrong],
      url: 'https://example.ru/shop1_catalog_icml.xml',
    });
  });

  it('is ok without errors, whatever was skipped', () => {
    expect(
      doneRun('order-poll', times, { ...nothing, skipped: [{ id: 1, reason: 'offline' }] }),
    ).toMatchObject({
      outcome: 'ok',
    });
    expect(doneRun('order-poll', times, nothing)).not.toHaveProperty('url');
  });

  it('says why a run was skipped', () => {
    expect(skippedRun('order-poll', times, 'alreadyRunning')).toMatchObject({
      outcome: 'skipped',
      skipped: [{ id: 'order-poll', reason: 'alreadyRunning' }],
      errors: [],
    });
  });

  it('speaks of a failure with the code and the advice of its error', () => {
    const error = new StateUnreachable('get', new Error('no route'));
    expect(failedRun('order-poll', times, error)).toMatchObject({
      outcome: 'failed',
      errors: [{ id: 'order-poll', reason: 'stateUnreachable', message: error.advice }],
      counts: { errors: 1 },
    });
  });

  it('keeps the words of an error that nobody foresaw for the log', () => {
    const { errors } = failedRun('order-poll', times, new TypeError('cannot read secret'));
    expect(errors).toMatchObject([{ reason: 'unexpected' }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it('R-12: keeps messages as they are, and cuts long ones', () => {
    const message = `1С ответила: ${'я'.repeat(2000)}`;
    const { errors } = doneRun('order-poll', times, {
      ...nothing,
      errors: [
        { ...wrong, message: 'заказ 89001234567 не найден' },
        { ...wrong, message },
      ],
    });
    expect(errors[0]?.message).toBe('заказ 89001234567 не найден');
    expect(errors[1]?.message).toHaveLength(1000);
    expect(errors[1]?.message.endsWith('…')).toBe(true);
  });

  it('caps lists at a hundred, counts all of them, and can always be stored', async () => {
    const { table } = await openMemory();
    const journal = createRunJournal(table, createJobRecords(table));
    const id = fc.oneof(fc.nat(), fc.uuid());
    const reason = fc.constantFrom('unknownProduct', 'offline');
    const message = fc.integer({ min: 0, max: 3000 }).map((length) => 'щ'.repeat(length));
    const report = fc.record({
      counts: fc.dictionary(fc.constantFrom('read', 'queued'), fc.nat()),
      skipped: fc.array(fc.record({ id, reason }), { maxLength: 300, size: 'max' }),
      errors: fc.array(fc.record({ id, reason, message }), { maxLength: 300, size: 'max' }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(report, async (given) => {
        const record = doneRun('order-poll', times, given);
        expect(record.counts).toEqual({
          ...given.counts,
          skipped: given.skipped.length,
          errors: given.errors.length,
        });
        expect(record.skipped).toEqual(given.skipped.slice(0, 100));
        expect(record.errors.map((error) => error.id)).toEqual(
          given.errors.slice(0, 100).map((error) => error.id),
        );
        expect(record.outcome).toBe(given.errors.length === 0 ? 'ok' : 'partial');
        run += 1;
        await journal.record(`run-${run}`, record);
      }),
      { numRuns: 60 },
    );
  });

  it('lets the work count what it did not list', () => {
    const report = { ...nothing, counts: { skipped: 5000 }, skipped: [{ id: 1, reason: 'offline' }] };
    expect(doneRun('order-poll', times, report).counts).toEqual({ skipped: 5000, errors: 0 });
  });
});
