import { describe, expect, it } from 'vitest';
import { createOrderOutcomes } from '../../lib/journal/outcomes.ts';
import { createOrderTimeline } from '../../lib/journal/timeline.ts';
import { OnecObjectMissing, OnecUnavailable } from '../../lib/onec/errors.ts';
import type { DocumentResult } from '../../lib/orders/import/document-result.ts';
import type { FinishedOrder } from '../../lib/orders/import/import-batch.ts';
import { outcomeOf } from '../../lib/orders/import/outcome.ts';
import { refTo } from '../../lib/state/links.ts';
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

const document = { key: 'k', number: 'ТД00-000001', date: '2026-03-05T10:30:00' };

const order: DocumentResult = {
  ref: refTo('order', 138),
  state: 'written',
  message: 'Проведен',
  problems: [],
  document,
  writes: [{ action: 'create', set: 'Document_ЗаказКлиента', reason: 'еще нет' }],
  warnings: [],
};

const finished = (...documents: readonly DocumentResult[]): FinishedOrder => ({
  orderId: 138,
  status: 'done',
  readAt: 999_000,
  settingsVersion: 2,
  number: '138A',
  outcome: outcomeOf(documents),
  documents,
});

const imported = finished(order);

const down = new OnecUnavailable({ operation: 'list', set: 'Catalog_Номенклатура' }, 'down');

describe('the journal of imports', () => {
  it('knows all documents of an order, also those of which the last attempt had nothing to say', async () => {
    const { journal, outcomes, pass } = openJournal();
    const payment: DocumentResult = {
      ...order,
      ref: refTo('payment', 77),
      document: { ...document, key: 'p' },
    };
    const documentsOf = async () =>
      (await outcomes.read(138))?.documents?.map(({ kind, id, state }) => `${kind} ${id} ${state}`);
    await journal.finished(finished(order, payment), 900_000);
    pass(60_000);
    await journal.failed(138, down, 900_000);
    expect(await documentsOf()).toEqual(['order 138 written', 'payment 77 written']);
    pass(60_000);
    await journal.finished(finished({ ...order, state: 'unchanged', writes: [] }), 900_000);
    expect(await documentsOf()).toEqual(['order 138 unchanged', 'payment 77 written']);
  });

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

  it('keeps what became of each document, and a parked one with the order that was posted', async () => {
    const { journal, outcomes, timeline } = openJournal();
    const problem = { reason: 'onecRefused', message: 'Период закрыт', details: { order: '138A' } } as const;
    const payment = { ...order, ref: refTo('payment', 77), problems: [problem], writes: [] } as const;
    const { document: _, ...parked } = { ...payment, state: 'parked', message: 'Период закрыт' } as const;
    await journal.finished(finished(order, parked), 900_000);
    expect((await outcomes.listParked()).records).toMatchObject([
      { orderId: 138, reason: 'onecRefused', message: 'Период закрыт', document },
    ]);
    expect((await outcomes.read(138))?.documents).toEqual([
      { kind: 'order', id: '138', state: 'written', document },
      { kind: 'payment', id: '77', state: 'parked', reason: 'onecRefused' },
    ]);
    expect((await timeline.list(138)).records).toMatchObject([
      { kind: 'parked', document, writes: order.writes },
    ]);
  });

  it('N-3: names the document and the writes that were made before a failure', async () => {
    const { journal, outcomes, timeline } = openJournal();
    const error = new OnecObjectMissing({ operation: 'post', set: 'Document_ЗаказКлиента' });
    const { writes } = order;
    expect(await journal.failed(138, error, 900_000, { writes, document })).toBe(true);
    expect((await outcomes.listParked()).records).toMatchObject([{ reason: 'importFailed', document }]);
    expect((await timeline.list(138)).records).toMatchObject([{ document, writes }]);
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
