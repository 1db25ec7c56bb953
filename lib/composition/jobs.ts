import { randomBytes } from 'node:crypto';
import { createCatalogMemory } from '../catalog/catalog-memory.ts';
import type { CatalogDeps } from '../catalog/publish-catalogs.ts';
import { createFilesClient } from '../files/client.ts';
import { createPublicFiles } from '../files/s3-public-files.ts';
import { type AskAbout, createAskAbout } from '../goods/ask-about.ts';
import { createCatalogPublish, type RunCatalogPublish } from '../jobs/catalog-publish.ts';
import { createOrderPoll, type RunOrderPoll } from '../jobs/order-poll.ts';
import { createParkedReplay } from '../jobs/parked-replay.ts';
import { createPushJob, type PushKind, type PushRun, type RunPushJob } from '../jobs/push-job.ts';
import { JOBS, type JobDefinition, type JobName } from '../jobs/registry.ts';
import type { RunScheduled, ScheduledJobDeps } from '../jobs/scheduled-job.ts';
import { createDictionaries } from '../orders/dictionaries.ts';
import { createCursorCheck } from '../orders/poll/cursor-check.ts';
import type { Section } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { timeLimits } from '../platform/time-limits.ts';
import { runPricePush } from '../prices/run-price-push.ts';
import { createPushMemories, type PushMemories } from '../push/push-memories.ts';
import { type CatalogToken, createCatalogToken } from '../state/catalog-token.ts';
import { createCursors } from '../state/cursors.ts';
import { createRefusedPaths } from '../state/refused-paths.ts';
import { notingUnreadable } from '../state/unreadable-records.ts';
import { runStockPush } from '../stock/run-stock-push.ts';
import type { CatalogUrlsDeps } from '../usecases/catalog-urls.ts';
import type { Stage } from './stage.ts';

/** What a job needs of the configuration. */
export const jobSections = (name: JobName): readonly Section[] => {
  const { needs }: JobDefinition = JOBS[name];
  return ['log', 'state', 'files', 'run', ...needs];
};

/** How each job of a stage is wired; a job without a line here does not compile. */
const WIRING: Readonly<Record<JobName, (stage: Stage, log: Log) => RunScheduled>> = {
  'order-poll': composeOrderPoll,
  'stock-push': (stage, log) => composePush('stock', stage, log),
  'price-push': (stage, log) => composePush('prices', stage, log),
  'catalog-publish': (stage, log) => composeCatalogPublish(stage, log),
  'parked-replay': (stage, log) => {
    const { clock } = stage.runtime;
    const { onec, orderQueue } = stage;
    const job = jobDeps(stage, log);
    const { beginMs, finishMs, leaseMs } = timeLimits(job.timeoutMs);
    return createParkedReplay(
      {
        parked: () => stage.outcomes.listParked(),
        recheckUnreadable: () => stage.unreadable.recheck(),
        replay: (deadline) => ({
          settings: () => stage.settings.load(),
          onec,
          clock,
          // Nothing is remembered from run to run: a rate that has just been added is what is looked for.
          dictionaries: createDictionaries(onec, clock, 0),
          send: (orderId) => orderQueue.send({ orderId }),
          inSlot: (work) =>
            stage.slots.within('exports', { startBy: deadline - finishMs + beginMs, leaseMs }, work),
        }),
      },
      job,
    );
  },
};

/** A job of a stage, ready to run. */
export const composeJob = (name: JobName, stage: Stage, log: Log): RunScheduled => WIRING[name](stage, log);

/** The poll of a stage, which a person may tell where to begin; it has no business in 1C and needs no login there. */
export function composeOrderPoll(stage: Stage, log: Log): RunOrderPoll {
  const { orderQueue, account } = stage;
  const { clock } = stage.runtime;
  const crm = stage.crm('exports');
  return createOrderPoll(
    {
      crm,
      account,
      cursors: notingUnreadable(createCursors(stage.table, account), stage.unreadable),
      checkCursor: createCursorCheck(crm, clock),
      absences: stage.absences,
      send: (orderId) => orderQueue.send({ orderId }),
      clock,
    },
    jobDeps(stage, log),
  );
}

/** A slot of 1C is taken for a slice of goods, which takes no longer. */
const SLICE_MS = 180_000;

/** What a base does not understand is kept for all jobs. */
function composeAskAbout({ config, table, runtime }: Stage, log: Log): AskAbout {
  const { ONEC_URL: base } = config(['onec']);
  return createAskAbout(createRefusedPaths(table, base, runtime.clock), log);
}

/** One kind of push of a stage: the job, and the run behind it, which a dry run makes by itself. */
export function composePushRun(kind: PushKind, stage: Stage, log: Log): PushRun {
  const { onec, slots } = stage;
  const { clock } = stage.runtime;
  const goods = {
    onec,
    about: composeAskAbout(stage, log),
    inSlot: <Result>(work: () => Promise<Result>): Promise<Result> =>
      slots.within('bulk', { startBy: clock.now() + SLICE_MS, leaseMs: SLICE_MS }, work),
  };
  const crm = stage.crm('bulk');
  return kind === 'stock'
    ? (settings, options) => runStockPush(settings, options, { ...goods, crm })
    : (settings, options) => runPricePush(settings, options, { ...goods, crm });
}

/** The memories of one kind of push. */
export const pushMemories = (kind: PushKind, { files }: Stage, log: Log): PushMemories =>
  createPushMemories(kind, files, log);

/** The job of one kind of push. */
export const composePush = (kind: PushKind, stage: Stage, log: Log): RunPushJob =>
  createPushJob(kind, composePushRun(kind, stage, log), {
    ...jobDeps(stage, log),
    memories: pushMemories(kind, stage, log),
  });
/** What publishing the catalogues of a stage works on. */
export function composeCatalog(stage: Stage, log: Log): CatalogDeps {
  const { onec, slots, files } = stage;
  const { clock } = stage.runtime;
  const { CATALOG_BUCKET: bucket, AWS_ENDPOINT_URL_S3 } = stage.config(['catalog']);
  const client = createFilesClient({ forcePathStyle: AWS_ENDPOINT_URL_S3 !== undefined });
  return {
    onec,
    about: composeAskAbout(stage, log),
    inSlot: (work) => slots.within('bulk', { startBy: clock.now() + SLICE_MS, leaseMs: SLICE_MS }, work),
    memory: createCatalogMemory(files),
    files: createPublicFiles({ bucket, client }),
    token: catalogToken(stage),
    publicRoot: publicRoot(stage),
    clock,
    log,
  };
}

/** Where the catalogues of a stage can be read, and who in the CRM is told so. */
export function composeCatalogUrls(stage: Stage): CatalogUrlsDeps {
  return {
    crm: stage.crm('bulk'),
    token: catalogToken(stage),
    settings: stage.settings,
    publicRoot: publicRoot(stage),
  };
}

const catalogToken = ({ table, unreadable }: Stage): CatalogToken =>
  notingUnreadable(createCatalogToken(table, randomBytes), unreadable);

const publicRoot = (stage: Stage): string => stage.config(['catalog']).CATALOG_URL.replace(/\/+$/, '');

/** The catalogues' job. */
export const composeCatalogPublish = (stage: Stage, log: Log): RunCatalogPublish =>
  createCatalogPublish(composeCatalog(stage, log), jobDeps(stage, log));

function jobDeps(stage: Stage, log: Log): ScheduledJobDeps {
  const { settings, jobs, runs, leases } = stage;
  return {
    settings,
    jobs,
    runs,
    leases,
    log,
    clock: stage.runtime.clock,
    makeId: randomId,
    timeoutMs: stage.config(['run']).FUNCTION_TIMEOUT_SECONDS * 1000,
  };
}
