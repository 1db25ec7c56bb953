import type { SQSBatchResponse } from 'aws-lambda';
import { createOrderWorker } from '../../../functions/order-worker.ts';
import { createTriggerHandler } from '../../../functions/trigger.ts';
import { composeJob, composeOrderPoll } from '../../../lib/composition/jobs.ts';
import { composeOrderImport } from '../../../lib/composition/order-import.ts';
import type { Runtime } from '../../../lib/composition/runtime.ts';
import { createStage } from '../../../lib/composition/stage.ts';
import type { RunOrderPoll } from '../../../lib/jobs/order-poll.ts';
import type { RunRecord } from '../../../lib/journal/run-record.ts';
import { basicAuthorization } from '../../../lib/platform/basic-auth.ts';
import type { Log } from '../../../lib/platform/log.ts';
import type { OrderItem, OrderQueue } from '../../../lib/queue/order-item.ts';
import type { QueueMessage } from '../../../lib/queue/work-queue.ts';
import { given } from '../../composition/test-stage.ts';
import { eventOf } from '../../functions/http-event.ts';
import { DIGEST_KEY } from '../../orders/support/digest.ts';
import { sqsRecord } from '../../queue/sqs-record.ts';
import { manualBody } from '../../soap/bodies.ts';
import { archiveThrough, fetchThrough, type Io, tableThrough } from './ports.ts';
import { ADDRESSES, API_KEY, ONEC_LOGIN, type Stage, TIMEOUT_SECONDS } from './stage.ts';

const WEBHOOK = { user: 'crm', password: 'crm' };

/** One incarnation of the bridge's functions: everything that it keeps in memory is its own. */
export interface BridgeProcess {
  /** The CRM's trigger. @returns the status of the answer. */
  trigger(orderId: number): Promise<number>;
  poll(): Promise<RunRecord>;
  /** The poll as a person asks for it: from where, and at once. */
  readonly pollFrom: RunOrderPoll;
  replay(): Promise<RunRecord>;
  /** The worker with one batch of messages. */
  work(messages: readonly QueueMessage<OrderItem>[]): Promise<SQSBatchResponse>;
}

export interface ProcessOptions {
  readonly io?: Io;
  readonly log?: Log;
  readonly random?: () => number;
  /** The network; without faults and without delay unless told. */
  readonly fetch?: typeof globalThis.fetch;
}

const undisturbed: Io = (_step, operation) => operation();
const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Starts a process that is wired as the deployed functions are. @param io what all that it does outside itself goes through. */
export function startProcess(
  stage: Stage,
  { io = undisturbed, log = silent, random = () => 0.5, fetch = stage.fetch }: ProcessOptions = {},
): BridgeProcess {
  const { clock, sleep } = stage.time;
  const runtime: Runtime = {
    clock,
    sleep,
    random,
    fetch: fetchThrough(io, fetch),
  };
  const orderQueue: OrderQueue = {
    send: (item) => io('queue send', () => stage.queue.send(item)),
    postpone: (receipt, seconds) => io('queue postpone', () => stage.queue.postpone(receipt, seconds)),
  };
  const wired = createStage({
    config: given({
      CRM_URL: ADDRESSES.crm,
      CRM_API_KEY: API_KEY,
      ONEC_URL: ADDRESSES.onec,
      ONEC_USER: ONEC_LOGIN.user,
      ONEC_PASSWORD: ONEC_LOGIN.password,
      DIGEST_KEY,
      FUNCTION_TIMEOUT_SECONDS: TIMEOUT_SECONDS,
    }),
    log,
    runtime,
    table: tableThrough(io, stage.table),
    archive: archiveThrough(io, stage.archive),
    orderQueue,
  });
  const worker = createOrderWorker({
    importOrders: composeOrderImport(wired, log),
    queue: orderQueue,
    log,
    clock,
    random,
  });
  const poll = composeJob('order-poll', wired, log);
  const replay = composeJob('parked-replay', wired, log);
  const trigger = createTriggerHandler({
    login: WEBHOOK,
    publicUrl: undefined,
    queue: orderQueue,
    log,
    clock,
  });
  return {
    trigger: async (orderId) => {
      const answer = await trigger(triggerEvent(orderId));
      return Number(answer.statusCode);
    },
    poll: () => poll(),
    pollFrom: composeOrderPoll(wired, log),
    replay: () => replay(),
    work: (messages) => worker({ Records: messages.map(recordOf) }),
  };
}

const triggerEvent = (orderId: number) =>
  eventOf({
    headers: {
      'content-type': 'application/soap+xml; charset=utf-8',
      authorization: basicAuthorization(WEBHOOK),
    },
    body: manualBody(String(orderId)),
  });

const recordOf = ({ messageId, receiptHandle, orderId, sentAt, receiveCount }: QueueMessage<OrderItem>) => ({
  ...sqsRecord(messageId, { order: orderId, sentAt, receiveCount }),
  receiptHandle,
});
