import { describe, expect, it } from 'vitest';
import { queueRecord } from '../../lib/queue/sqs-polled-queue.ts';
import { type BatchAnswer, doneRecords } from '../../lib/server/done-records.ts';

const ARN = 'arn:aws:sqs:eu-central-1:000000000000:orders.fifo';
const records = ['a', 'b', 'c'].map((MessageId) => queueRecord({ MessageId }, ARN));

const failures = (...identifiers: unknown[]): BatchAnswer =>
  ({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) }) as BatchAnswer;

describe('queue record', () => {
  it('has the shape that the cloud gives a function', () => {
    const message = {
      MessageId: 'm',
      ReceiptHandle: 'r',
      Body: '{"order":1}',
      MD5OfBody: 'digest',
      Attributes: {
        SentTimestamp: '1',
        ApproximateReceiveCount: '2',
        SenderId: 's',
        ApproximateFirstReceiveTimestamp: '3',
        MessageGroupId: 'order-1',
        SequenceNumber: '4',
      },
    };
    expect(queueRecord(message, ARN)).toEqual({
      messageId: 'm',
      receiptHandle: 'r',
      body: '{"order":1}',
      md5OfBody: 'digest',
      attributes: message.Attributes,
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: ARN,
      awsRegion: 'eu-central-1',
    });
  });
});

describe('records that are done', () => {
  it.each<[string, BatchAnswer, string[]]>([
    ['no answer', undefined, ['a', 'b', 'c']],
    ['no failures', failures(), ['a', 'b', 'c']],
    ['null in place of the list', { batchItemFailures: null } as unknown as BatchAnswer, ['a', 'b', 'c']],
    ['one failure', failures('b'), ['a', 'c']],
    ['all failed', failures('a', 'b', 'c'), []],
    ['an unknown record', failures('x'), []],
    ['an empty identifier', failures(''), []],
    ['a failure without an identifier', failures(undefined), []],
    ['another shape', { batchItemFailures: 'a' } as unknown as BatchAnswer, []],
  ])('%s', (_what, answer, done) => {
    expect(doneRecords(records, answer).map((record) => record.messageId)).toEqual(done);
  });
});
