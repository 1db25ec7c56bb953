/** A message as the queue delivers it: the item that it names, and what the queue knows of the message. */
export type QueueMessage<Item extends object> = Item & {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** When the queue took the message, milliseconds since the epoch. */
  readonly sentAt: number;
  /** How many times the message has been received, this time included. */
  readonly receiveCount: number;
};

/**
 * A queue of hints that something changed (design, principle 1): first in, first out, one group for each item, so that an
 * item is worked on by one worker.
 */
export interface WorkQueue<Item extends object> {
  /** Queues one message for the item; every call makes a message of its own. @throws {QueueUnreachable} */
  send(item: Item): Promise<void>;
  /** Hides a received message for `seconds` from now, 0 to 43200. @throws {QueueUnreachable} */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}

/** What a queue is called. */
export interface QueueName {
  /** For the log. */
  readonly queueName: string;
  /** For the administrator, when the queue does not answer. */
  readonly unreachableAdvice: string;
}

/** What is queued: how it is written into a message and read from one. */
export interface ItemKind<Item extends object> extends QueueName {
  /** Two messages with one key are one piece of work; also the message group. */
  keyOf(item: Item): string;
  /** JSON value of a message's body. */
  encode(item: Item): unknown;
  /** @returns undefined for a body that no version of the bridge has written. */
  decode(body: unknown): Item | undefined;
}
