import { describe, expect, it } from 'vitest';
import { createOrderOutcomes } from '../../lib/journal/outcomes.ts';
import { createOrderTimeline } from '../../lib/journal/timeline.ts';
import { OnecUnavailable } from '../../lib/onec/errors.ts';
import type { FinishedOrder } from '../../lib/orders/import/import-batch.ts';
import { createImportJournal } from '../../lib/worker/import-journal.ts';
import { createMemoryTable } from '../state/memory-table.ts';

function openJournal() {
  let now = 1_000_000;
  const clock = { now: () => now };
  const table = createMemoryTable(clock);
  const outcomes = createOrderOutcomes(table);
  const timeline = createOrderTimeline(table);
  return {
    outcomes,
    timeline,
    journal: createImportJournal({ outcomes, timeline, clock }),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const imported: FinishedOrder = {
  orderId: 138,
  status: 'done',
  readAt: 999_000,
  settingsVersion: 2,
  number: '138A',
  outcome: {
    kind: 'imported',
    message: 'Проведен',
    document: { key: 'k', number: 'ТД00-000001', date: '2026-03-05T10:30:00' },
    writes: [{ action: 'create', set: 'Document_ЗаказКлиента', reason: 'еще нет' }],
    warnings: [],
  },
};

const down = new OnecUnavailable({ operation: 'list', set: 'Catalog_Номенклатура' }, 'down');

describe('the journal of imports', () => {
  it('counts failures by kind until the order is finished, and keeps every attempt in the timeline', async () => {
    const { journal, outcomes, timeline, pass } = openJournal();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await journal.failed(138, down, 900_000)).toBe(false);
      pass(60_000);
    }
    expect(await journal.failed(138, new TypeError('oops'), 900_000)).toBe(false);
    expect(await outcomes.read(138)).toMatchObject({
      kind: 'failed',
      tries: { onecUnavailable: 3, unexpected: 1 },
    });
    pass(60_000);
    await journal.finished(imported, 900_000);
    expect(await outcomes.read(138)).toMatchObject({ kind: 'imported', readAt: 999_000, settingsVersion: 2 });
    pass(60_000);
    await journal.failed(138, down, undefined);
    expect(await outcomes.read(138)).toMatchObject({ tries: { onecUnavailable: 1 } });
    const attempts = (await timeline.list(138)).records;
    expect(attempts.map(({ kind }) => kind)).toEqual([
      'failed',
      'failed',
      'failed',
      'failed',
      'imported',
      'failed',
    ]);
    expect(attempts[4]).toMatchObject({
      sentAt: 900_000,
      readAt: 999_000,
      document: { number: 'ТД00-000001' },
      writes: [{ action: 'create', reason: 'еще нет' }],
    });
  });

  it('parks a defect that stays, with the code for the developer and a way back for the administrator', async () => {
    const { journal, outcomes, pass } = openJournal();
    const parked: boolean[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      parked.push(await journal.failed(138, new TypeError('oops'), 900_000));
      pass(60_000);
    }
    expect(parked).toEqual([false, false, false, false, true]);
    expect((await outcomes.listParked()).records).toMatchObject([
      { orderId: 138, reason: 'unexpected', message: expect.stringContaining('failed retry') },
    ]);
    await journal.finished(imported, 900_000);
    expect((await outcomes.listParked()).records).toEqual([]);
  });

  it('forgets attempts after 30 days', async () => {
    const { journal, timeline, pass } = openJournal();
    await journal.finished(imported, 900_000);
    pass(29 * 86_400_000);
    expect((await timeline.list(138)).records).toHaveLength(1);
    pass(2 * 86_400_000);
    expect((await timeline.list(138)).records).toEqual([]);
  });
});
