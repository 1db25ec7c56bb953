import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readLocalConfig } from '../../../infra/local/local-config.ts';
import { startLocalStack } from '../../../infra/local/local-stack.ts';
import { createStage } from '../../../lib/composition/stage.ts';
import type { Stores } from '../../../lib/composition/stores.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { basicAuthorization } from '../../../lib/platform/basic-auth.ts';
import { readConfig } from '../../../lib/platform/config.ts';
import type { Every } from '../../../lib/server/scheduler.ts';
import { recordingLog } from '../../infra/local/recording-log.ts';
import { bridgeSettings, shop } from '../../orders/support/bridge.ts';
import { manualBody } from '../../soap/bodies.ts';
import { eventually } from './eventually.ts';
import { type SandboxPair, SECRETS, startSandboxPair } from './sandbox-pair.ts';

/** A call of the web service as it goes over the wire; by default the manual's, with the right login. */
export interface Call {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** null for a call without credentials. */
  readonly authorization?: string | null;
  readonly path?: string;
}

/** The local stack between two sandboxes that the test holds from behind. */
export interface TestStack extends Omit<SandboxPair, 'environment'> {
  readonly url: string;
  readonly dataDir: string;
  /** The environment that its functions run in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stores: Stores;
  /** Posts to the web service; what is left out is as the CRM's trigger sends it. */
  call(call: Call): Promise<Response>;
  /** Triggers an order as the manual prescribes. @returns the status of the answer. */
  trigger(orderId: number): Promise<number>;
  /** Waits until 1C holds one order with that number of the CRM, and its last posting suits. @returns what was posted. */
  posted(number: string, suits?: (document: OrderDocument) => boolean): Promise<OrderDocument>;
  /** Messages in the queue, hidden ones included. */
  queued(): Promise<number>;
  /** Everything that was logged so far. */
  log(): Promise<string>;
}

const AUTHORIZATION = basicAuthorization({ user: SECRETS.WEBHOOK_USER, password: SECRETS.WEBHOOK_PASSWORD });

/**
 * Starts the stack in this process, once a test file: the functions read the process's environment at their first call
 * and keep what they have read.
 *
 * @param variables besides those that lead to the sandboxes.
 * @param every when its schedules tick, if `SCHEDULE` is on.
 */
export async function startTestStack(
  variables: Readonly<Record<string, string>> = {},
  every?: Every,
): Promise<TestStack> {
  const pair = await startSandboxPair();
  const dataDir = await mkdtemp(join(tmpdir(), 'bridge-e2e-'));
  const settingsFile = join(dataDir, 'settings.json');
  await writeFile(settingsFile, JSON.stringify(bridgeSettings()));
  const config = readLocalConfig({
    ...pair.environment,
    PORT: '0',
    DATA_DIR: dataDir,
    SETTINGS_FILE: settingsFile,
    // A test says itself when a job runs.
    SCHEDULE: 'off',
    ...variables,
  });
  const stack = await startLocalStack(config, shop, every);
  const sqs = new SQSClient({});
  const call = (what: Call): Promise<Response> => postCall(stack.url, what);
  return {
    ...pair,
    url: stack.url,
    dataDir,
    environment: stack.environment,
    stores: createStage({
      config: (wanted) => readConfig(stack.environment, 'local', wanted),
      log: recordingLog().log,
    }),
    call,
    trigger: async (orderId) => {
      const response = await call({ body: manualBody(String(orderId)) });
      await response.text();
      return response.status;
    },
    posted: (number, suits = () => true) =>
      eventually(`order ${number} posted in 1C`, () => {
        const [document, another] = pair.documents(number);
        if (another !== undefined) {
          throw new Error(`1C holds more than one order ${number}`);
        }
        const posted = document?.Posted ? postedState(pair, document.Ref_Key) : undefined;
        return posted !== undefined && suits(posted) ? posted : undefined;
      }),
    queued: () => messagesIn(sqs, stack.environment.ORDER_QUEUE_URL),
    log: () => readFile(join(dataDir, 'log.jsonl'), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      await stack.close();
      sqs.destroy();
      await pair[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A changed order waits for its next posting: only what was posted counts. */
function postedState({ onec }: SandboxPair, key: string): OrderDocument | undefined {
  return onec.control.posted(key) as OrderDocument | undefined;
}

function postCall(url: string, call: Call): Promise<Response> {
  const { path = '/ws/ws1.1cws', headers, authorization = AUTHORIZATION, body = manualBody('138') } = call;
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      ...(authorization === null ? {} : { authorization }),
      'content-type': 'application/soap+xml; charset=utf-8',
      ...headers,
    },
    body,
  });
}

async function messagesIn(sqs: SQSClient, QueueUrl: string | undefined): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (['', 'NotVisible', 'Delayed'] as const)
    .map((kind) => Number(Attributes[`ApproximateNumberOfMessages${kind}`]))
    .reduce((sum, count) => sum + count);
}
