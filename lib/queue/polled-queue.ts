import type { SQSRecord } from 'aws-lambda';

/** The side of a queue that the platform has in the cloud: receiving and deleting. */
export interface PolledQueue {
  /**
   * Up to ten messages, as the cloud hands them to a function; they are hidden from others for a while.
   *
   * @param waitSeconds how long it may wait for a message.
   */
  receive(waitSeconds: number): Promise<readonly SQSRecord[]>;
  /** Deletes received messages. @returns why those that were not deleted were not, a word for each. */
  delete(records: readonly SQSRecord[]): Promise<readonly string[]>;
}
