import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderWorker } from '../../functions/order-worker.ts';
import { type StandIns, standInEnvironment, startStandIns } from '../../infra/local/stand-ins.ts';
import { createSandboxCrm, type SandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import { type RunningSandboxOnec, startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { composeOrderImport } from '../../lib/composition/order-import.ts';
import { type Runtime, systemRuntime } from '../../lib/composition/runtime.ts';
import { createStage, type Stage } from '../../lib/composition/stage.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';
import { readConfig } from '../../lib/platform/config.ts';
import { randomId } from '../../lib/platform/ids.ts';
import type { OrderQueue } from '../../lib/queue/order-item.ts';
import { createSqsPolledQueue } from '../../lib/queue/sqs-polled-queue.ts';
import { startQueuePoller } from '../../lib/server/queue-poller.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { bridgeSettings, newOrder, shop } from '../orders/support/bridge.ts';
import { DIGEST_KEY } from '../orders/support/digest.ts';
import { eventually } from './support/eventually.ts';

/** How much faster the time of the worker runs: half a minute, whether between two deliveries or two requests, is a second. */
const FASTER = 30;

const startedAt = systemClock.now();
const fastTime: Runtime = {
  ...systemRuntime,
  clock: { now: () => startedAt + (systemClock.now() - startedAt) * FASTER },
  sleep: (milliseconds) => systemSleep(milliseconds / FASTER),
};

const closers: (() => Promise<unknown> | unknown)[] = [];
const postponements: number[] = [];
let crm: SandboxCrm;
let onec: RunningSandboxOnec;
let queue: OrderQueue;
let stores: Stage;
let startOnec: (port: number) => Promise<RunningSandboxOnec>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bridge-redelivery-'));
  closers.push(() => rm(folder, { recursive: true }));
  const storage = join(folder, 'onec.jsonl');
  startOnec = (port) => startSandboxOnec({ shop, release: release11520, storage, port });
  crm = createSandboxCrm({ shop, clock: systemClock, apiKey: 'key', seed: false });
  const crmUrl = await crm.listen(0);
  closers.push(() => crm.close());
  onec = await startOnec(0);
  closers.push(() => onec.close());
  const standIns = await startStandIns();
  closers.push(standIns.close);
  const environment = {
    ...standInEnvironment(standIns.addresses),
    CRM_URL: crmUrl,
    CRM_API_KEY: 'key',
    ONEC_URL: onec.url,
    ONEC_USER: onec.login.user,
    ONEC_PASSWORD: onec.login.password,
    DIGEST_KEY,
  };
  Object.assign(process.env, environment);
  const { log } = recordingLog();
  stores = createStage({
    config: (wanted) => readConfig(environment, 'local', wanted),
    log,
    runtime: fastTime,
  });
  await stores.settings.save(JSON.stringify(bridgeSettings()));
  queue = stores.orderQueue;
  startWorker(standIns, composeOrderImport(stores, log));
});

afterAll(async () => {
  for (const close of closers.reverse()) {
    await close();
  }
});

/** The worker of the cloud behind a poller, except that its time runs faster. */
function startWorker(standIns: StandIns, importOrders: ReturnType<typeof composeOrderImport>): void {
  const { log } = recordingLog();
  const handler = createOrderWorker({
    importOrders,
    log,
    clock: fastTime.clock,
    random: Math.random,
    queue: {
      postpone: (receiptHandle, seconds) => {
        postponements.push(seconds);
        return queue.postpone(receiptHandle, Math.min(2, Math.round(seconds / FASTER)));
      },
    },
  });
  const client = new SQSClient({});
  const poller = startQueuePoller({
    queue: createSqsPolledQueue(client, standIns.addresses.orderQueue),
    functionName: 'order-worker',
    handler,
    timeoutMs: 60_000,
    maximumConcurrency: 1,
    waitSeconds: 1,
    log,
    clock: systemClock,
    sleep: systemSleep,
    random: Math.random,
    makeId: randomId,
  });
  closers.push(() => poller.stop());
}

const documents = (number: string) =>
  onec.control
    .entities('Document_ЗаказКлиента')
    .filter((document) => document.НомерПоДаннымКлиента === number);

it('row "1C is down": the order says why it waits, and arrives by itself when 1C is back', async () => {
  const { id, number } = newOrder({ crm });
  const port = Number(new URL(onec.url).port);
  await onec.close();
  await queue.send({ orderId: id });
  await eventually('a second delivery that failed', () => postponements[1]);
  expect(postponements[0]).toBeGreaterThanOrEqual(15);
  expect(postponements[0]).toBeLessThanOrEqual(30);
  expect(await stores.outcomes.read(id)).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/1С/),
  });
  onec = await startOnec(port);
  const [document] = await eventually('the order in 1C', () => {
    const found = documents(number);
    return found.some(({ Posted }) => Posted === true) ? found : undefined;
  });
  expect(document).toMatchObject({ Posted: true, СуммаДокумента: 200 });
  expect(documents(number)).toHaveLength(1);
  await eventually('its outcome', async () =>
    (await stores.outcomes.read(id))?.kind === 'imported' ? true : undefined,
  );
});

it('row "the answer of 1C is lost": the next delivery finds what was written, and makes nothing twice', async () => {
  const { id, number } = newOrder({ crm });
  const before = postponements.length;
  for (const set of ['Catalog_Партнеры', 'Document_ЗаказКлиента']) {
    onec.control.faults.add({ match: { method: 'POST', set }, times: 1, action: { kind: 'dropAfter' } });
  }
  const partners = onec.control.entities('Catalog_Партнеры').length;
  await queue.send({ orderId: id });
  await eventually('the order posted', () => documents(number).find(({ Posted }) => Posted === true));
  const waits = postponements.slice(before);
  expect(waits.length, 'both creates came back').toBeGreaterThanOrEqual(2);
  expect(Math.min(...waits), '1C has its time to end what it began').toBeGreaterThanOrEqual(300);
  expect(documents(number)).toHaveLength(1);
  expect(onec.control.entities('Catalog_Партнеры')).toHaveLength(partners + 1);
});
