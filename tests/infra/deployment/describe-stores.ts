import { expect, it } from 'vitest';
import { redeliveryDelay } from '../../../lib/queue/redelivery.ts';
import { FUNCTIONS } from './deployed-functions.ts';
import type { Packaged } from './package-stack.ts';
import { ofType, properties } from './template.ts';

const FOURTEEN_DAYS = 14 * 24 * 3600;
/** Design, decisions: a lease's time to live is the function's time-out and this. */
const LEASE_MARGIN_SECONDS = 30;

/** The queue, the table and the buckets. */
export function describeStores(packaged: () => Packaged): void {
  const propertiesOf = (logicalId: string) => properties(packaged().template, logicalId);

  it('the order queue and its dead letters: FIFO, encrypted, fourteen days', () => {
    const both = { FifoQueue: true, MessageRetentionPeriod: FOURTEEN_DAYS, SqsManagedSseEnabled: true };
    expect(propertiesOf('OrderDeadLetters')).toMatchObject({
      ...both,
      QueueName: 'retailcrm-1c-test-orders-dead.fifo',
    });
    expect(propertiesOf('OrderQueue')).toMatchObject({
      ...both,
      QueueName: 'retailcrm-1c-test-orders.fifo',
      RedrivePolicy: { deadLetterTargetArn: 'OrderDeadLetters.Arn', maxReceiveCount: 1000 },
    });
  });

  it('a message of a worker that died comes back only when its lease is over', () => {
    const visibility = Number(propertiesOf('OrderQueue').VisibilityTimeout);
    expect(visibility).toBeGreaterThan(
      Number(propertiesOf(FUNCTIONS['order-worker'].id).Timeout) + LEASE_MARGIN_SECONDS,
    );
  });

  it('a message becomes a dead letter before the queue forgets it', () => {
    const { maxReceiveCount } = propertiesOf('OrderQueue').RedrivePolicy as { maxReceiveCount: number };
    const slowest = Array.from({ length: maxReceiveCount }, (_, index) => redeliveryDelay(index + 1, 0.999));
    const seconds = slowest.reduce((sum, delay) => sum + delay, 0);
    expect(seconds).toBeLessThan(Number(propertiesOf('OrderQueue').MessageRetentionPeriod));
  });

  it.each([
    ['OrderQueue', 'order-worker'],
    ['OrderDeadLetters', 'dead-letters'],
  ] as const)(
    '%s: %s gets batches of ten, two at a time, and names the messages that stay',
    (queue, name) => {
      const mappings = [...ofType(packaged().template, 'AWS::Lambda::EventSourceMapping').values()];
      const { id } = FUNCTIONS[name];
      expect(mappings.map(({ Properties }) => Properties)).toContainEqual({
        EventSourceArn: `${queue}.Arn`,
        FunctionName: `${id}.Arn`,
        Enabled: true,
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
      const visibility = Number(propertiesOf(queue).VisibilityTimeout);
      expect(visibility).toBeGreaterThan(Number(propertiesOf(id).Timeout));
    },
  );

  it('the state table is the one that lib/state expects, and can be restored', () => {
    expect(packaged().template.resources.StateTable).toEqual({
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    });
  });

  it('no bucket is open to the public: nobody is let in, by nothing but TLS', () => {
    const buckets = [...ofType(packaged().template, 'AWS::S3::Bucket').keys()];
    const policies = [...ofType(packaged().template, 'AWS::S3::BucketPolicy').values()];
    expect(buckets).toEqual(expect.arrayContaining(['PrivateBucket', 'CatalogBucket']));
    for (const bucket of buckets) {
      expect(propertiesOf(bucket), bucket).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    }
    expect(policies.map(({ Properties }) => Properties.Bucket).toSorted()).toEqual(buckets.toSorted());
    for (const { Properties } of policies) {
      const { Statement } = Properties.PolicyDocument as { Statement: readonly Record<string, unknown>[] };
      expect(Statement).toHaveLength(1);
      expect(Statement[0]).toMatchObject({ Effect: 'Deny', Principal: '*', Action: 's3:*' });
      expect(JSON.stringify(Statement[0]?.Condition)).toMatch(
        /^\{"Bool":\{"aws:SecureTransport":"?false"?\}\}$/,
      );
    }
  });

  it.each(['PrivateBucket', 'CatalogBucket'])(
    '%s: whole, with its objects, refused without TLS; kept',
    (bucket) => {
      const { Statement } = propertiesOf(`${bucket}Policy`).PolicyDocument as {
        Statement: [{ Resource: unknown }];
      };
      expect(Statement[0].Resource).toEqual([`${bucket}.Arn`, `${bucket}.Arn/*`]);
      expect(packaged().template.resources[bucket]).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      });
    },
  );
}
