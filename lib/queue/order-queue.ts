/** One message of the order queue: a hint that an order changed. */
export interface OrderMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly orderId: number;
  /** When the queue took the message, milliseconds since the epoch. */
  readonly sentAt: number;
  /** How many times the message has been received, this time included. */
  readonly receiveCount: number;
}

/** The queue of changed orders: first in, first out, one group per order, so that an order is worked on by one worker. */
export interface OrderQueue {
  /** Queues one message for the order; every call makes a message of its own. @throws {QueueUnreachable} */
  send(orderId: number): Promise<void>;
  /** Hides a received message for `seconds` from now, 0 to 43200. @throws {QueueUnreachable} */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}
