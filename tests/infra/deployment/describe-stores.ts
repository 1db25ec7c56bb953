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
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:AWS::Partition:sqs:AWS::Region:AWS::AccountId:retailcrm-1c-test-orders.fifo'],
      },
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
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
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

  it('the buckets are encrypted and kept, and no access list opens them', () => {
    const buckets = [...ofType(packaged().template, 'AWS::S3::Bucket').keys()];
    expect(buckets).toEqual(expect.arrayContaining(['PrivateBucket', 'CatalogBucket']));
    for (const bucket of buckets) {
      expect(propertiesOf(bucket), bucket).toMatchObject({
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    }
    for (const bucket of ['PrivateBucket', 'CatalogBucket']) {
      expect(packaged().template.resources[bucket], bucket).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      });
    }
  });

  it('nothing that a failed first deployment leaves stands in the way of the second', () => {
    const kept = Object.entries(packaged().template.resources).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
    );
    expect(kept).toEqual([]);
  });

  it('only the bucket of the catalogue may have a public policy, once the catalogue is used', () => {
    const policyOf = (bucket: string) => propertiesOf(bucket).PublicAccessBlockConfiguration;
    const shut = { BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect(policyOf('ServerlessDeploymentBucket')).toMatchObject(shut);
    expect(policyOf('PrivateBucket')).toMatchObject(shut);
    const openIfPublic = { 'Fn::If': ['IsCatalogPublic', false, true] };
    expect(policyOf('CatalogBucket')).toMatchObject({
      BlockPublicPolicy: openIfPublic,
      RestrictPublicBuckets: openIfPublic,
    });
    expect(packaged().template.conditions.IsCatalogPublic).toEqual({ 'Fn::Equals': ['private', 'public'] });
  });

  it('every bucket and both queues are refused without TLS, with all that is in them', () => {
    const { template } = packaged();
    const buckets = [...ofType(template, 'AWS::S3::Bucket').keys()];
    const policies = [...ofType(template, 'AWS::S3::BucketPolicy').values()];
    expect(policies.map(({ Properties }) => Properties.Bucket).toSorted()).toEqual(buckets.toSorted());
    for (const { Properties } of policies) {
      const { Bucket } = Properties;
      const resources =
        Bucket === 'ServerlessDeploymentBucket' ? expect.anything() : [`${Bucket}.Arn`, `${Bucket}.Arn/*`];
      expect(statements(Properties), String(Bucket)).toContainEqual(withoutTls('s3:*', resources));
    }
    expect(propertiesOf('QueuesPolicy').Queues).toEqual(['OrderQueue', 'OrderDeadLetters']);
    expect(statements(propertiesOf('QueuesPolicy'))).toEqual([
      withoutTls('sqs:*', ['OrderQueue.Arn', 'OrderDeadLetters.Arn']),
    ]);
  });

  it('anybody may read a catalogue under a token, and nobody anything else', () => {
    const { template } = packaged();
    const policies = [...ofType(template, 'AWS::S3::BucketPolicy').values()];
    const allowed = policies.flatMap(({ Properties }) =>
      statements(Properties).filter(({ Effect }) => Effect !== 'Deny'),
    );
    expect(allowed).toEqual([
      {
        'Fn::If': [
          'IsCatalogPublic',
          {
            Sid: expect.any(String),
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: `CatalogBucket.Arn/${'?'.repeat(32)}/*_catalog_icml.xml`,
          },
          'AWS::NoValue',
        ],
      },
    ]);
  });

  it.each([
    [`${'a1B2'.repeat(8)}/shop1_catalog_icml.xml`, true],
    ['shop1_catalog_icml.xml', false],
    ['/shop1_catalog_icml.xml', false],
    [`${'a1B2'.repeat(7)}/shop1_catalog_icml.xml`, false],
    [`${'a1B2'.repeat(8)}/`, false],
    [`${'a1B2'.repeat(8)}/shop1_catalog_icml.xml.part`, false],
    ['snapshots/2026-11-24/goods.json', false],
  ])('%s in the bucket of the catalogue is public: %s', (path, isPublic) => {
    const [{ Resource }] = statements(propertiesOf('CatalogBucketPolicy')).flatMap((statement) =>
      'Fn::If' in statement ? [(statement['Fn::If'] as [string, { Resource: string }])[1]] : [],
    ) as [{ Resource: string }];
    expect(matchesPolicy(Resource, `CatalogBucket.Arn/${path}`)).toBe(isPublic);
  });
}

type PolicyStatement = Readonly<Record<string, unknown>>;

const statements = ({ PolicyDocument }: Readonly<Record<string, unknown>>): readonly PolicyStatement[] =>
  (PolicyDocument as { Statement: readonly PolicyStatement[] }).Statement;

/** The framework writes `false` where the templates here write `"false"`; CloudFormation makes a text of both. */
const withoutTls = (Action: string, Resource: unknown) =>
  expect.objectContaining({
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource,
    Condition: { Bool: { 'aws:SecureTransport': expect.toSatisfy((value) => String(value) === 'false') } },
  });

/** Whether a resource is one that a policy names: `*` stands for any characters, `?` for one (IAM, Resource). */
function matchesPolicy(pattern: string, resource: string): boolean {
  const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(resource);
}
