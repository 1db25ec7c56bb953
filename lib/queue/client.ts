import { SQSClient } from '@aws-sdk/client-sqs';

/**
 * An SQS client for the trigger and the workers' short calls: two tries of 2.4 seconds each, so that the CRM has its answer
 * within five seconds of its turn (B-7). Region, credentials and a stand-in's address (`AWS_ENDPOINT_URL_SQS`) come from the
 * environment, as the SDK reads it. Not fit for long polls.
 *
 * `requestTimeout` ends with the head of the answer and only logs a warning unless `throwOnRequestTimeout` is set;
 * `socketTimeout` is what ends a body that stalls.
 */
export function createQueueClient(): SQSClient {
  return new SQSClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 2000,
      requestTimeout: 2400,
      socketTimeout: 2400,
      throwOnRequestTimeout: true,
    },
  });
}
