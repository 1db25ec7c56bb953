import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { handler as OrderPollEntry } from '../../functions/order-poll.ts';
import { type StandIns, standInEnvironment, startStandIns } from '../../infra/local/stand-ins.ts';
import { sandboxSettings } from '../../infra/sandbox/shop/settings.ts';
import { createStage } from '../../lib/composition/stage.ts';
import { readConfig } from '../../lib/platform/config.ts';
import { scheduledEvent } from '../../lib/server/scheduler.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { shop } from '../orders/support/bridge.ts';
import { startHistory, type TestHistory } from '../orders/support/history.ts';
import { sqsClient } from '../queue/queues.ts';

let standIns: StandIns;
let history: TestHistory;
let handler: typeof OrderPollEntry;

beforeAll(async () => {
  standIns = await startStandIns();
  history = await startHistory();
  const environment = {
    ...standInEnvironment(standIns.addresses),
    ...history.access,
    LOG_LEVEL: 'error',
    SECRETS_PATH: undefined,
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  ({ handler } = await import('../../functions/order-poll.ts'));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await history[Symbol.asyncDispose]();
  await standIns.close();
});

const tick = () => handler(scheduledEvent('order-poll', 'tick', Date.now()));

/** What lies in the queue. */
async function takeBodies(): Promise<readonly unknown[]> {
  const { fauxqs, orderQueue } = standIns.addresses;
  const client = sqsClient(fauxqs);
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: orderQueue.url, MaxNumberOfMessages: 10 }),
  );
  client.destroy();
  return messages.map(({ Body: body = '' }) => JSON.parse(body));
}

describe("the cloud's entry of the order poll", () => {
  it('waits for settings, then puts changed orders into the queue that its environment names', async () => {
    history.clock.time = Date.now();
    const order = history.newOrder();
    expect(await tick()).toMatchObject({ outcome: 'skipped', skipped: [{ reason: 'switchedOff' }] });

    const environment = standInEnvironment(standIns.addresses);
    const stage = createStage({
      config: (wanted) => readConfig(environment, 'local', wanted),
      log: recordingLog().log,
    });
    await stage.settings.save(JSON.stringify(sandboxSettings(shop)));
    expect(await tick()).toMatchObject({ job: 'order-poll', outcome: 'ok', counts: { queued: 1 } });
    expect(await tick()).toMatchObject({ outcome: 'skipped', skipped: [{ reason: 'notDue' }] });
    expect(await handler({ isForced: true })).toMatchObject({ outcome: 'ok', counts: { queued: 0 } });
    expect(await takeBodies()).toEqual([{ order }]);
  });
});
