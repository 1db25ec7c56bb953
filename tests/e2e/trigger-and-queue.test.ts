import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler as trigger } from '../../functions/trigger.ts';
import { type StandIns, standInEnvironment, startStandIns } from '../../infra/local/stand-ins.ts';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { randomId } from '../../lib/platform/ids.ts';
import { type HttpGateway, startHttpGateway } from '../../lib/server/http-gateway.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { CALL, envelope, manualBody, SOAP_12 } from '../soap/bodies.ts';

/** The trigger and its queue alone: nobody takes the messages away. */
const LOGIN = { WEBHOOK_USER: 'crm', WEBHOOK_PASSWORD: 'пароль' };
let folder: string;
let standIns: StandIns;
let gateway: HttpGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bridge-trigger-'));
  standIns = await startStandIns();
  Object.assign(process.env, standInEnvironment(standIns.addresses), LOGIN, {
    LOG_FILE: join(folder, 'log.jsonl'),
  });
  const login = { user: LOGIN.WEBHOOK_USER, password: LOGIN.WEBHOOK_PASSWORD };
  gateway = await startHttpGateway({
    routes: [{ method: 'ANY', pattern: '/ws/ws1.1cws', functionName: 'trigger', handler: trigger, login }],
    port: 0,
    log: recordingLog().log,
    clock: systemClock,
    makeId: randomId,
  });
});

afterAll(async () => {
  await gateway.close();
  await standIns.close();
  await rm(folder, { recursive: true });
});

function post(body: string): Promise<Response> {
  const authorization = basicAuthorization({ user: LOGIN.WEBHOOK_USER, password: LOGIN.WEBHOOK_PASSWORD });
  return fetch(`${gateway.url}/ws/ws1.1cws`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/soap+xml; charset=utf-8' },
    body,
  });
}

it('row "a good call": one message a call, which holds the canonical number of the order and nothing else', async () => {
  for (const order of ['4711', '4712', '04713']) {
    expect((await post(manualBody(order))).status).toBe(200);
  }
  const sqs = new SQSClient({});
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: standIns.addresses.orderQueue.url,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  sqs.destroy();
  expect(
    Messages.map(({ Body, MessageAttributes, Attributes }) => [Body, MessageAttributes, Attributes]),
  ).toEqual([
    ['{"order":4711}', undefined, { MessageGroupId: 'order-4711' }],
    ['{"order":4712}', undefined, { MessageGroupId: 'order-4712' }],
    ['{"order":4713}', undefined, { MessageGroupId: 'order-4713' }],
  ]);
});

it('row "queue not reachable": HTTP 503, fault Server or Receiver', async () => {
  await standIns.close();
  const in11 = await post(manualBody('4711'));
  expect(in11.status).toBe(503);
  expect(await in11.text()).toContain('<faultcode>soap:Server</faultcode>');
  const in12 = await post(envelope(CALL, { soap: SOAP_12 }));
  expect(in12.status).toBe(503);
  expect(await in12.text()).toContain('<soap:Value>soap:Receiver</soap:Value>');
});
