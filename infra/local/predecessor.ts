import { DeleteItemCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { keys } from '../../lib/state/keys.ts';

const [LEASES = ''] = keys.lease('').pk.split('#');

/**
 * Frees the leases and slots of a process that was killed (B-8). Only for the one process that owns the table, before anybody
 * else works on it: what a lease protects can be in nobody's hands then.
 */
export async function releaseLeases(client: DynamoDBClient, TableName: string): Promise<void> {
  const pages = paginateScan(
    { client },
    {
      TableName,
      ProjectionExpression: 'pk, sk',
      FilterExpression: 'begins_with(pk, :leases)',
      ExpressionAttributeValues: { ':leases': { S: `${LEASES}#` } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const Key of Items) {
      await client.send(new DeleteItemCommand({ TableName, Key }));
    }
  }
}

/** With zero seconds the stand-in fails on a queue that it keeps on the disk. */
const SOON_SECONDS = 1;

/** Makes the messages that such a process held due within a second. @param receipts of the messages that are hidden. */
export async function releaseMessages(
  client: SQSClient,
  QueueUrl: string,
  receipts: readonly string[],
): Promise<void> {
  for (const ReceiptHandle of receipts) {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: SOON_SECONDS }),
    );
  }
}
