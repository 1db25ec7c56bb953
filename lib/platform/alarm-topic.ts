import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

/** Publishes one message, and throws what the SDK throws. */
export type PublishAlarm = (alarm: { readonly subject: string; readonly text: string }) => Promise<void>;

/**
 * Messages to the topic of a stage's alarms, where CloudWatch's own go too. Three tries of three seconds; region, login and a
 * stand-in's address come from the environment, as the SDK reads it.
 */
export function createAlarmTopic(topicArn: string): PublishAlarm {
  const client = new SNSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  return async ({ subject, text }) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text }));
  };
}
