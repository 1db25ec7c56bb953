import type { SQSBatchResponse } from 'aws-lambda';
import { createOrderWorker } from '../../../functions/order-worker.ts';
import { createTriggerHandler } from '../../../functions/trigger.ts';
import { composeOrderImport } from '../../../lib/composition/order-import.ts';
import type { Runtime } from '../../../lib/composition/runtime.ts';
import { composeCrm, composeSystems } from '../../../lib/composition/systems.ts';
import { createOrderPoll } from '../../../lib/jobs/order-poll.ts';
import { createParkedReplay } from '../../../lib/jobs/parked-replay.ts';
import type { ScheduledJobDeps } from '../../../lib/jobs/scheduled-job.ts';
import { createOrderOutcomes } from '../../../lib/journal/outcomes.ts';
import type { RunRecord } from '../../../lib/journal/run-record.ts';
import { createRunJournal } from '../../../lib/journal/runs.ts';
import { createDictionaries } from '../../../lib/orders/dictionaries.ts';
import { createCursorCheck } from '../../../lib/orders/poll/cursor-check.ts';
import { basicAuthorization } from '../../../lib/platform/basic-auth.ts';
import { randomId } from '../../../lib/platform/ids.ts';
import type { Log } from '../../../lib/platform/log.ts';
import type { OrderItem, OrderQueue } from '../../../lib/queue/order-item.ts';
import type { QueueMessage } from '../../../lib/queue/work-queue.ts';
import { createSettingsVersions } from '../../../lib/settings/versions.ts';
import { createAbsences } from '../../../lib/state/absences.ts';
import { createCursors } from '../../../lib/state/cursors.ts';
import { createJobRecords } from '../../../lib/state/job-records.ts';
import { createSettingsPointer } from '../../../lib/state/settings-pointer.ts';
import { createLeases } from '../../../lib/state/table-leases.ts';
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
  const table = tableThrough(io, stage.table);
  const settings = createSettingsVersions({
    archive: archiveThrough(io, stage.archive),
    pointer: createSettingsPointer(table, randomId),
    now: () => new Date(clock.now()),
  });
  const outcomes = createOrderOutcomes(table);
  const jobs = createJobRecords(table);
  const leases = createLeases({ table, clock, makeId: randomId });
  const queue: OrderQueue = {
    send: (item) => io('queue send', () => stage.queue.send(item)),
    postpone: (receipt, seconds) => io('queue postpone', () => stage.queue.postpone(receipt, seconds)),
  };
  const config = {
    CRM_URL: ADDRESSES.crm,
    CRM_API_KEY: API_KEY,
    ONEC_URL: ADDRESSES.onec,
    ONEC_USER: ONEC_LOGIN.user,
    ONEC_PASSWORD: ONEC_LOGIN.password,
    TABLE_NAME: 'in memory',
    PRIVATE_BUCKET: 'in memory',
    DIGEST_KEY,
    FUNCTION_TIMEOUT_SECONDS: TIMEOUT_SECONDS,
  };
  const stores = { table, settings, outcomes };
  const job: ScheduledJobDeps = {
    settings,
    jobs,
    leases,
    runs: createRunJournal(table, jobs),
    clock,
    log,
    makeId: randomId,
    timeoutMs: TIMEOUT_SECONDS * 1000,
  };
  const worker = createOrderWorker({
    importOrders: composeOrderImport(config, log, { stores, runtime }),
    queue,
    log,
    random,
  });
  const crm = composeCrm(config, log, stores, 'exports', runtime);
  const account = new URL(config.CRM_URL).host;
  const poll = createOrderPoll(
    {
      crm,
      account,
      cursors: createCursors(table, account),
      checkCursor: createCursorCheck(crm, clock),
      absences: createAbsences(table),
      send: (orderId) => queue.send({ orderId }),
      clock,
    },
    job,
  );
  const { onec } = composeSystems(config, log, stores, 'exports', runtime);
  const replay = createParkedReplay(
    {
      parked: () => outcomes.listParked(),
      replay: () => ({
        settings: () => settings.load(),
        onec,
        clock,
        dictionaries: createDictionaries(onec, clock, 0),
        send: (orderId) => queue.send({ orderId }),
        inSlot: (work) => work(),
      }),
    },
    job,
  );
  const trigger = createTriggerHandler({ login: WEBHOOK, publicUrl: undefined, queue, log, clock });
  return {
    trigger: async (orderId) => {
      const answer = await trigger(triggerEvent(orderId));
      return Number(answer.statusCode);
    },
    poll: () => poll(),
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
