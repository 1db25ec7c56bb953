import { text } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { createAlarmTopic } from '../../lib/platform/alarm-topic.ts';
import { startTestServer } from '../infra/local/hostile-server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('N-5: a message goes to the topic, with an English head and its Russian text', async () => {
  const sent: URLSearchParams[] = [];
  const server = await startTestServer((request, response) => {
    const answering = text(request).then((body) => {
      sent.push(new URLSearchParams(body));
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
        );
    });
    answering.catch(() => response.destroy());
  });
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', server.url);
  try {
    const publish = createAlarmTopic('arn:aws:sns:eu-central-1:000000000000:alarms');
    await publish({ subject: 'retailcrm-1c: resolved', text: 'Отложенных больше нет.' });
  } finally {
    await server.close();
  }
  expect(sent.map((call) => [call.get('TopicArn'), call.get('Subject'), call.get('Message')])).toEqual([
    ['arn:aws:sns:eu-central-1:000000000000:alarms', 'retailcrm-1c: resolved', 'Отложенных больше нет.'],
  ]);
});
