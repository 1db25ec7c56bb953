import { BridgeError } from '../platform/errors.ts';
import type { QueueName } from './work-queue.ts';

/** The queue did not confirm. A message may have been taken all the same; a second one for an item does no harm. */
export class QueueUnreachable extends BridgeError {
  constructor(queue: QueueName, operation: string, cause: unknown) {
    const failure = cause instanceof Error ? cause.name : 'unknown';
    super(`${queue.queueName}: ${operation} failed: ${failure}`, {
      code: 'queueUnreachable',
      retryable: true,
      advice: queue.unreachableAdvice,
      details: { operation, failure },
      cause,
    });
  }
}

/**
 * A message that the bridge did not write. It must not be lost and cannot be worked on: the worker leaves it in the queue
 * (reports it as a failure of the batch) and postpones it, until the queue itself moves it to the dead letters. The body is
 * not repeated here, since nobody knows what it holds.
 */
export class ForeignMessage extends BridgeError {
  constructor(queueName: string, messageId: string, why: string) {
    super(`${queueName}: message ${messageId} is not the bridge's: ${why}`, {
      code: 'foreignMessage',
      retryable: false,
      scope: 'exchange',
      advice:
        `В очереди обмена чужое сообщение ${messageId}. Обмен его не обработает и не удалит, через несколько дней оно ` +
        'перейдёт в очередь недоставленных. Найдите, кто пишет в эту очередь кроме обмена.',
      details: { messageId },
    });
  }
}
