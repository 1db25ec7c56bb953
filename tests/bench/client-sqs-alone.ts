/** What the trigger cannot do without, bundled alone: the yardstick of its cold start. */
export { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
