import { expect, it } from 'vitest';
import { JOB_NAMES, type JobDefinition, type JobName, JOBS as REGISTRY } from '../../../lib/jobs/registry.ts';
import { JOBS, keys, PARKED, UNREADABLE } from '../../../lib/state/keys.ts';
import { FUNCTIONS, type FunctionName, NAMES } from './deployed-functions.ts';
import type { Packaged } from './package-stack.ts';
import { ofType, rightsOf, statementsOf } from './template.ts';

const PARAMETERS = 'arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/retailcrm-1c/test';

/** The key has no name here, but see what it may open. */
const READS_PARAMETERS = [
  `ssm:GetParametersByPath on ${PARAMETERS}`,
  'kms:Decrypt on arn:AWS::Partition:kms:AWS::Region:AWS::AccountId:key/*',
];

/** What every job may do: keep its state, read the settings, and what else it says that it needs. */
function jobRights(name: JobName): readonly string[] {
  const { needs, lists, folders }: JobDefinition = REGISTRY[name];
  return [
    ...READS_PARAMETERS,
    ...(needs.includes('queue') ? ['sqs:SendMessage on OrderQueue.Arn'] : []),
    'dynamodb:GetItem on StateTable.Arn',
    'dynamodb:PutItem on StateTable.Arn',
    'dynamodb:UpdateItem on StateTable.Arn',
    'dynamodb:DeleteItem on StateTable.Arn',
    ...(lists.length === 0 ? [] : ['dynamodb:Query on StateTable.Arn']),
    's3:GetObject on PrivateBucket.Arn/settings/*',
    ...folders.flatMap((folder) => [
      `s3:GetObject on PrivateBucket.Arn/${folder}/*`,
      `s3:PutObject on PrivateBucket.Arn/${folder}/*`,
    ]),
    's3:ListBucket on PrivateBucket.Arn',
    ...(needs.includes('catalog') ? PUBLISHES : []),
  ];
}

const CATALOG_FILES = 'CatalogBucket.Arn/????????????????????????????????/*_catalog_icml.xml';
const PUBLISHES = [`s3:PutObject on ${CATALOG_FILES}`, `s3:AbortMultipartUpload on ${CATALOG_FILES}`];

/** What each function may do. */
export function describeRoles(packaged: () => Packaged): void {
  it('there are no roles but those of the functions', () => {
    const roles = [...ofType(packaged().template, 'AWS::IAM::Role').keys()];
    expect(roles.toSorted()).toEqual(NAMES.map((name) => FUNCTIONS[name].role).toSorted());
  });

  it.each([
    ['TriggerRole', 'TriggerLogGroup', [...READS_PARAMETERS, 'sqs:SendMessage on OrderQueue.Arn']],
    [
      'OrderWorkerRole',
      'OrderDashworkerLogGroup',
      [
        ...READS_PARAMETERS,
        `ssm:PutParameter on ${PARAMETERS}/DIGEST_KEY`,
        'sqs:ReceiveMessage on OrderQueue.Arn',
        'sqs:DeleteMessage on OrderQueue.Arn',
        'sqs:ChangeMessageVisibility on OrderQueue.Arn',
        'sqs:GetQueueAttributes on OrderQueue.Arn',
        'dynamodb:GetItem on StateTable.Arn',
        'dynamodb:BatchGetItem on StateTable.Arn',
        'dynamodb:PutItem on StateTable.Arn',
        'dynamodb:UpdateItem on StateTable.Arn',
        'dynamodb:DeleteItem on StateTable.Arn',
        's3:GetObject on PrivateBucket.Arn/settings/*',
        's3:ListBucket on PrivateBucket.Arn',
      ],
    ],
    [
      'DeadLettersRole',
      'DeadDashlettersLogGroup',
      [
        'sqs:ReceiveMessage on OrderDeadLetters.Arn',
        'sqs:DeleteMessage on OrderDeadLetters.Arn',
        'sqs:GetQueueAttributes on OrderDeadLetters.Arn',
        'dynamodb:GetItem on StateTable.Arn',
        'dynamodb:PutItem on StateTable.Arn',
      ],
    ],
    [
      'HealthRole',
      'HealthLogGroup',
      ['dynamodb:Query on StateTable.Arn', 'dynamodb:PutItem on StateTable.Arn'],
    ],
    [
      'JobWatchRole',
      'JobDashwatchLogGroup',
      [
        'dynamodb:Query on StateTable.Arn',
        'dynamodb:PutItem on StateTable.Arn',
        'dynamodb:GetItem on StateTable.Arn',
        'dynamodb:PutItem on StateTable.Arn',
        'sns:Publish on AlarmTopic',
      ],
    ],
    ...JOB_NAMES.map((name): [string, string, readonly string[]] => [
      FUNCTIONS[name].role,
      FUNCTIONS[name].logGroup,
      jobRights(name),
    ]),
  ])(
    '%s may do what its function does, on the resources of this stage, and nothing else',
    (role, logGroup, rights) => {
      expect(rightsOf(packaged().template, role)).toEqual([
        `logs:CreateLogStream on ${logGroup}.Arn`,
        `logs:PutLogEvents on ${logGroup}.Arn`,
        ...rights,
      ]);
    },
  );

  it.each([
    'TriggerRole',
    'OrderWorkerRole',
    'OrderPollRole',
    'ParkedReplayRole',
    'StockPushRole',
    'PricePushRole',
    'CatalogPublishRole',
  ])('%s decrypts nothing but the parameters of its stage', (role) => {
    const [decrypt] = statementsOf(packaged().template, role).filter(
      ({ Action }) => Action === 'kms:Decrypt',
    );
    expect(decrypt?.Condition).toEqual({
      StringEquals: { 'kms:ViaService': 'ssm.AWS::Region.AWS::URLSuffix' },
      StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': `${PARAMETERS}/*` },
    });
  });

  it('D-25: the key of digests can be made, and never replaced by another', () => {
    const [put] = statementsOf(packaged().template, 'OrderWorkerRole').filter(
      ({ Action }) => Action === 'ssm:PutParameter',
    );
    expect(put?.Condition).toEqual({ StringNotEquals: { 'ssm:Overwrite': 'true' } });
  });

  it.each([
    ['HealthRole', [JOBS, ...Object.values(PARKED), UNREADABLE]],
    ['JobWatchRole', [JOBS, ...Object.values(PARKED), UNREADABLE]],
    ['ParkedReplayRole', [PARKED.order, UNREADABLE]],
  ])('%s lists the items under %s and no others', (role, partitions) => {
    const [query] = statementsOf(packaged().template, role).filter(
      ({ Action }) => Action === 'dynamodb:Query',
    );
    expect(query?.Condition).toEqual({
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitions },
    });
  });

  it.each([
    ['HealthRole', [keys.probe().pk]],
    ['JobWatchRole', [keys.probe().pk, keys.alerts().pk]],
  ])('%s writes under %j and no record', (role, partitions) => {
    const puts = statementsOf(packaged().template, role).filter(({ Action }) =>
      [Action].flat().includes('dynamodb:PutItem'),
    );
    expect(puts.map(({ Condition }) => Condition)).toEqual(
      partitions.map((partition) => ({
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partition] },
      })),
    );
  });

  it.each(NAMES)('%s is called by whom it is meant for, and by nobody else', (name) => {
    const { id } = FUNCTIONS[name];
    const permissions = [...ofType(packaged().template, 'AWS::Lambda::Permission').values()];
    const callers = permissions.filter(({ Properties }) => Properties.FunctionName === `${id}.Arn`);
    // SQS calls nobody: the platform takes the messages with the function's own role.
    expect(callers.map(({ Properties }) => Properties.Principal)).toEqual(CALLERS[name] ?? []);
    expect(callers.every(({ Properties }) => Properties.SourceArn !== undefined)).toBe(true);
  });
}

const CALLERS: Partial<Record<FunctionName, readonly string[]>> = {
  trigger: ['apigateway.amazonaws.com'],
  health: ['apigateway.amazonaws.com'],
  ...Object.fromEntries(JOB_NAMES.map((job) => [job, ['events.amazonaws.com']])),
  'job-watch': ['events.amazonaws.com'],
};
