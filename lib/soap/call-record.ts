import type { Outcome } from './edit-order-service.ts';

/** One line of the log about one request. */
export interface CallRecord {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number>>;
  /** What kept the order out of the queue. */
  readonly cause?: unknown;
}

/** What the log says of a request. Of a refused body only the reason: the body itself is not trusted even there. */
export function callRecord(outcome: Outcome): CallRecord {
  switch (outcome.kind) {
    case 'queued':
      return { level: 'info', message: 'order queued', fields: { orderId: outcome.orderId } };
    case 'notQueued':
      return {
        level: 'error',
        message: 'order not queued',
        fields: { orderId: outcome.orderId },
        cause: outcome.cause,
      };
    case 'refused':
      return {
        level: 'warn',
        message: 'call refused',
        fields: { fault: outcome.fault.reason, why: outcome.fault.message },
      };
    case 'notAuthorized':
      return { level: 'warn', message: 'call without the right login', fields: {} };
    default:
      return { level: 'info', message: 'no call', fields: { request: outcome.kind } };
  }
}
