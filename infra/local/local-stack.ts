import { SQSClient } from '@aws-sdk/client-sqs';
import { handler as deadLetters } from '../../functions/dead-letters.ts';
import { handler as health } from '../../functions/health.ts';
import { handler as orderWorker } from '../../functions/order-worker.ts';
import { handler as trigger } from '../../functions/trigger.ts';
import { jobHandler } from '../../lib/composition/job-handler.ts';
import { processStage } from '../../lib/composition/process-stage.ts';
import type { JobName } from '../../lib/jobs/registry.ts';
import type { RunRecord } from '../../lib/journal/run-record.ts';
import type { Login } from '../../lib/platform/basic-auth.ts';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';
import { randomId } from '../../lib/platform/ids.ts';
import { createLog } from '../../lib/platform/log.ts';
import { timeLimits, USUAL_TIMEOUT_SECONDS } from '../../lib/platform/time-limits.ts';
import { createSqsPolledQueue } from '../../lib/queue/sqs-polled-queue.ts';
import { type GatewayOptions, type HttpGateway, startHttpGateway } from '../../lib/server/http-gateway.ts';
import type { Route } from '../../lib/server/http-routes.ts';
import { startQueuePoller } from '../../lib/server/queue-poller.ts';
import { type Every, everySystem, startScheduler } from '../../lib/server/scheduler.ts';
import type { Shop } from '../sandbox/shop/shop.ts';
import { catalogRoutes } from './catalog-route.ts';
import { localDigestKey } from './digest-key.ts';
import { removeEndpoints, writeEndpoints } from './endpoints-file.ts';
import { type FirstSettings, storeFirstSettings } from './first-settings.ts';
import { jobRoute } from './job-route.ts';
import { JOBS, switchOff } from './jobs.ts';
import type { LocalConfig } from './local-config.ts';
import { logFileOf } from './log-file.ts';
import { type Systems, startSystems } from './sandboxes.ts';
import { standInEnvironment } from './stand-ins.ts';
import { startStandInThread } from './stand-ins-thread.ts';
import { UnusableVariable } from './unusable-variable.ts';

/** The bridge, running on this machine. */
export interface LocalStack {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly systems: Systems;
  /** undefined if none are stored and none were given: orders wait until `settings import`. */
  readonly settings: FirstSettings | undefined;
  readonly logFile: string;
  /** The environment that the functions run in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a job now, due or not. */
  runJob(name: JobName): Promise<RunRecord>;
  /** Lets running work finish and stops everything; what is stored stays. */
  close(): Promise<void>;
}

/** A message of a worker that failed to give it back comes again when its lease is over. */
const VISIBILITY_SECONDS = timeLimits(USUAL_TIMEOUT_SECONDS * 1000).leaseMs / 1000;

const routesFor = (login: Login): readonly Route[] => [
  { method: 'GET', pattern: '/ws/ws1.1cws', functionName: 'trigger', handler: trigger },
  { method: 'GET', pattern: '/{base}/ws/ws1.1cws', functionName: 'trigger', handler: trigger },
  { method: 'ANY', pattern: '/ws/ws1.1cws', functionName: 'trigger', handler: trigger, login },
  { method: 'ANY', pattern: '/{base}/ws/ws1.1cws', functionName: 'trigger', handler: trigger, login },
  { method: 'GET', pattern: '/health', functionName: 'health', handler: health },
];

type Closer = () => Promise<void>;

/**
 * Starts the real functions on embedded stand-ins for SQS, DynamoDB and S3, with sandboxes for whatever system the
 * configuration does not name. Sets the process's environment, as the cloud does for a function.
 *
 * @param every when the schedules tick.
 * @throws whatever keeps a part from starting ({@link UnusableVariable} for a taken port, `DataDirInUse`); nothing is left
 *   running then.
 */
export async function startLocalStack(
  config: LocalConfig,
  shop: Shop,
  every: Every = everySystem,
): Promise<LocalStack> {
  const closers: Closer[] = [];
  const close: Closer = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer();
    }
  };
  try {
    return { ...(await startParts(config, shop, every, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  config: LocalConfig,
  shop: Shop,
  every: Every,
  closers: Closer[],
): Promise<Omit<LocalStack, 'close'>> {
  const standIns = await startStandInThread({
    dataDir: config.dataDir,
    queue: { visibilitySeconds: VISIBILITY_SECONDS },
  });
  closers.push(standIns.close);
  const systems = await startSystems(config, shop);
  closers.push(systems.close);
  const logFile = logFileOf(config.dataDir);
  const withoutGateway = {
    ...config.environment,
    ...standInEnvironment(standIns.addresses),
    CRM_URL: systems.crmUrl,
    ONEC_URL: systems.onecUrl,
    DIGEST_KEY: localDigestKey(config.dataDir),
    LOG_FILE: logFile,
    FUNCTION_TIMEOUT_SECONDS: String(USUAL_TIMEOUT_SECONDS),
  };
  Object.assign(process.env, withoutGateway);
  const stage = await processStage(process.env, 'local-stack', ['log', 'state', 'files']);
  const settings = await storeFirstSettings(stage.settings, config, shop);
  const runtime = { clock: systemClock, makeId: randomId };
  const log = createLog('local-stack', { LOG_LEVEL: config.LOG_LEVEL, LOG_FILE: logFile });
  const login = { user: config.WEBHOOK_USER, password: config.WEBHOOK_PASSWORD };
  const { fauxqs: endpoint, catalogBucket: bucket } = standIns.addresses;
  const routes = [
    ...routesFor(login),
    jobRoute({ jobs: JOBS, clock: systemClock, log }),
    ...catalogRoutes({ endpoint, bucket }),
  ];
  const gateway = await startGateway({ ...runtime, routes, port: config.port, log });
  closers.push(gateway.close);
  // Set before the gateway can have answered anything: with PORT=0 the address is known no sooner.
  const publicUrl = config.PUBLIC_URL ?? gateway.url;
  const environment = { ...withoutGateway, PUBLIC_URL: publicUrl, CATALOG_URL: publicUrl };
  Object.assign(process.env, environment);
  const client = new SQSClient({});
  const poll = {
    ...runtime,
    timeoutMs: USUAL_TIMEOUT_SECONDS * 1000,
    waitSeconds: 1,
    log,
    sleep: systemSleep,
    random: Math.random,
  };
  const pollers = [
    startQueuePoller({
      ...poll,
      queue: createSqsPolledQueue(client, standIns.addresses.orderQueue),
      functionName: 'order-worker',
      handler: orderWorker,
      maximumConcurrency: 3,
    }),
    startQueuePoller({
      ...poll,
      queue: createSqsPolledQueue(client, standIns.addresses.deadLetters),
      functionName: 'dead-letters',
      handler: deadLetters,
      maximumConcurrency: 1,
    }),
  ];
  closers.push(async () => {
    await Promise.all(pollers.map((poller) => poller.stop()));
    client.destroy();
  });
  if (config.isScheduleOn) {
    closers.push(startScheduler({ ...runtime, jobs: JOBS, every, log }).stop);
  } else {
    await switchOff(JOBS, stage.jobs);
  }
  const asked = new Set<Promise<unknown>>();
  closers.push(async () => {
    await Promise.allSettled(asked);
  });
  const runJob = (name: JobName): Promise<RunRecord> => {
    const run = jobHandler(name, () => process.env)({ isForced: true });
    asked.add(run);
    return run.finally(() => asked.delete(run));
  };
  await writeEndpoints(config.dataDir, {
    pid: process.pid,
    url: gateway.url,
    systems: { crmUrl: systems.crmUrl, onecUrl: systems.onecUrl },
    standIns: standIns.addresses,
  });
  closers.push(() => removeEndpoints(config.dataDir));
  return { url: gateway.url, systems, settings, logFile, environment, runJob };
}

async function startGateway(options: GatewayOptions): Promise<HttpGateway> {
  try {
    return await startHttpGateway(options);
  } catch (error) {
    throw new UnusableVariable('PORT', `порт ${options.port} занят или недоступен`, error);
  }
}
