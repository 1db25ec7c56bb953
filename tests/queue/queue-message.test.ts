import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForeignMessage } from '../../lib/queue/errors.ts';
import { ORDER_ITEM } from '../../lib/queue/order-item.ts';
import { decodeMessage } from '../../lib/queue/queue-message.ts';

const encoded = (orderId: number) => JSON.stringify(ORDER_ITEM.encode({ orderId }));
const decodeOrderMessage = (message: SQSRecord) => decodeMessage(ORDER_ITEM, message);

function record(body: string, attributes: Partial<SQSRecord['attributes']> = {}): SQSRecord {
  return {
    messageId: 'message-1',
    receiptHandle: 'receipt-1',
    body,
    attributes: {
      ApproximateReceiveCount: '3',
      SentTimestamp: '1760000000000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1760000001000',
      ...attributes,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:orders.fifo',
    awsRegion: 'us-east-1',
  };
}

describe('order message', () => {
  it('carries the id and nothing else', () => {
    expect(encoded(138)).toBe('{"order":138}');
    expect(ORDER_ITEM.keyOf({ orderId: 138 })).toBe('order-138');
  });

  it('is read with what the queue knows of it', () => {
    expect(decodeOrderMessage(record('{"order":138}'))).toEqual({
      messageId: 'message-1',
      receiptHandle: 'receipt-1',
      orderId: 138,
      sentAt: 1_760_000_000_000,
      receiveCount: 3,
    });
  });

  it('may carry hints of a later version', () => {
    expect(decodeOrderMessage(record(' {"order":138,"why":"history"} ')).orderId).toBe(138);
  });

  it('survives encoding for every id of contract 2', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (orderId) => {
        expect(decodeOrderMessage(record(encoded(orderId))).orderId).toBe(orderId);
      }),
    );
  });

  it.each([
    '',
    'order 138',
    'null',
    '[]',
    '138',
    '{}',
    '{"order":"138"}',
    '{"order":0}',
    '{"order":-1}',
    '{"order":1.5}',
    '{"order":1000000000000000}',
    '{"order":null}',
    '{"order":138',
  ])('is refused as foreign: %s', (body) => {
    expect(() => decodeOrderMessage(record(body))).toThrow(ForeignMessage);
  });

  it('is refused as foreign for any other text, without repeating it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        fc.pre(!/"order"/.test(body));
        expect(() => decodeOrderMessage(record(body))).toThrow(ForeignMessage);
      }),
    );
    expect(() => decodeOrderMessage(record('{"order":"Иванова"}'))).not.toThrow('Иванова');
  });

  it.each(['SentTimestamp', 'ApproximateReceiveCount'] as const)('is refused without %s', (name) => {
    expect(() => decodeOrderMessage(record('{"order":1}', { [name]: '' }))).toThrow(name);
  });
});
