import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createOrderOutcomes, type OrderOutcome } from '../../lib/journal/outcomes.ts';
import { createOrderDeadLetters } from '../../lib/worker/dead-letters.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { createMemoryTable } from '../state/memory-table.ts';

const clock = { now: () => 5_000_000 };

function record(orderId: number, sentAt: number, changes: Partial<SQSRecord> = {}): SQSRecord {
  return {
    messageId: `message-${orderId}`,
    receiptHandle: 'receipt',
    body: JSON.stringify({ order: orderId }),
    attributes: {
      SentTimestamp: String(sentAt),
      ApproximateReceiveCount: '1001',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      SenderId: 'x',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:000000000000:orders-dead.fifo',
    awsRegion: 'local',
    ...changes,
  };
}

function open() {
  const outcomes = createOrderOutcomes(createMemoryTable(clock));
  const { log, entries } = recordingLog();
  return { outcomes, entries, park: createOrderDeadLetters(outcomes, { clock, log }) };
}

const outcome = (changes: Partial<OrderOutcome>): OrderOutcome => ({
  orderId: 138,
  at: 1_000_000,
  kind: 'failed',
  reason: 'onecUnavailable',
  message: '',
  details: {},
  warnings: [],
  ...changes,
});

describe('dead letters', () => {
  it('become parked orders that name the last failure and the way back', async () => {
    const { outcomes, park } = open();
    await outcomes.record(outcome({}));
    expect(await park([record(138, 900_000)])).toEqual({ batchItemFailures: [] });
    expect((await outcomes.listParked()).records).toMatchObject([
      {
        orderId: 138,
        reason: 'workerCrashed',
        details: { receiveCount: 1001, lastReason: 'onecUnavailable' },
        message: expect.stringContaining('failed retry 138'),
      },
    ]);
  });

  it('do not park an order that a later message has brought in', async () => {
    const { outcomes, park } = open();
    await outcomes.record(outcome({ kind: 'imported', readAt: 950_000 }));
    await park([record(138, 900_000)]);
    expect((await outcomes.listParked()).records).toEqual([]);
  });

  it('that name no order stay where an alarm watches, and the others are parked', async () => {
    const { outcomes, entries, park } = open();
    const foreign = record(7, 900_000, { messageId: 'foreign', body: 'not ours' });
    expect(await park([foreign, record(138, 900_000)])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'foreign' }],
    });
    expect((await outcomes.listParked()).records).toHaveLength(1);
    expect(entries.some(({ level }) => level === 'error')).toBe(true);
  });
});
