import { expect, it } from 'vitest';
import { jobSections } from '../../../lib/composition/jobs.ts';
import { JOB_NAMES, JOBS, type JobDefinition } from '../../../lib/jobs/registry.ts';
import { PATIENT } from '../../../lib/onec/transport.ts';
import { readConfig, type Section } from '../../../lib/platform/config.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { FUNCTIONS, type FunctionName, NAMES, SOURCES } from './deployed-functions.ts';
import type { Packaged } from './package-stack.ts';
import { ofType, properties } from './template.ts';

/** Of every function. */
const SOURCE_MAPS = '--enable-source-maps';

/** What Node takes beside its heap: itself, its code, and buffers of what is sent, MiB. */
const BESIDE_HEAP_MIB = 192;
/** The new space is three semi-spaces. */
const SEMI_SPACES = 3;

/** API Gateway's limit for an HTTP API. */
const GATEWAY_SECONDS = 30;

/** What the administrator of a stage puts into its folder of parameters (contract 1). */
const FOLDER = {
  CRM_URL: 'https://demo.retailcrm.ru',
  CRM_API_KEY: 'invented-key',
  ONEC_URL: 'https://1c.example.ru/ut',
  ONEC_USER: 'odata',
  ONEC_PASSWORD: 'invented',
  WEBHOOK_USER: 'trigger',
  WEBHOOK_PASSWORD: 'invented',
};

/** The function puts it there at its first start (D-25). */
const WITH_DIGESTS = { ...FOLDER, DIGEST_KEY: 'invented' };

/** What each function is made of, gets and is reached by. */
export function describeFunctions(packaged: () => Packaged): void {
  const propertiesOf = (logicalId: string) => properties(packaged().template, logicalId);
  const environmentOf = (name: FunctionName) =>
    (propertiesOf(FUNCTIONS[name].id).Environment as { Variables: Record<string, string> }).Variables;
  const secondsOf = (name: FunctionName) => Number(propertiesOf(FUNCTIONS[name].id).Timeout);

  it('deploys every function of functions/, and no other', () => {
    const deployed = [...ofType(packaged().template, 'AWS::Lambda::Function').keys()];
    expect(NAMES.toSorted()).toEqual(SOURCES.toSorted());
    expect(deployed.toSorted()).toEqual(NAMES.map((name) => FUNCTIONS[name].id).toSorted());
  });

  it.each(NAMES)('%s: the zip holds its own bundle and nothing else', (name) => {
    const entries = packaged().zips.get(name) ?? [];
    expect(entries).toContain(`dist/${name}.mjs`);
    expect(
      entries.filter((path) => !path.startsWith(`dist/${name}.mjs`) && !path.startsWith(`dist/${name}/`)),
    ).toEqual([]);
  });

  it.each(NAMES)('%s: stack traces can name the lines of the sources', (name) => {
    expect(packaged().zips.get(name)).toContain(`dist/${name}.mjs.map`);
  });

  it('no bundle holds a tool, a stand-in or a sandbox', () => {
    const { sources } = packaged();
    const tools = Object.keys(manifest.devDependencies).map((name) => `node_modules/${name}/`);
    const uncalledFor = ['infra/', 'tests/', ...tools];
    expect(sources).toContain('functions/trigger.ts');
    expect(sources.filter((path) => uncalledFor.some((start) => path.startsWith(start)))).toEqual([]);
  });

  it.each(NAMES)('%s: Node 24 on arm64, with a role and a log of its own', (name) => {
    const { id, role, logGroup } = FUNCTIONS[name];
    expect(propertiesOf(id)).toMatchObject({
      Handler: `dist/${name}.handler`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Role: `${role}.Arn`,
    });
    expect(propertiesOf(logGroup)).toEqual({
      LogGroupName: `/aws/lambda/retailcrm-1c-test-${name}`,
      RetentionInDays: 30,
    });
  });

  it('the variables of the functions are names and addresses of resources, never secrets', () => {
    const common = { LOG_LEVEL: 'info', NODE_OPTIONS: SOURCE_MAPS };
    expect(environmentOf('trigger')).toEqual({
      ...common,
      SECRETS_PATH: '/retailcrm-1c/test',
      ORDER_QUEUE_URL: 'OrderQueue',
      PUBLIC_URL: 'HttpApi.ApiEndpoint',
    });
    expect(environmentOf('order-worker')).toEqual({
      ...common,
      SECRETS_PATH: '/retailcrm-1c/test',
      ORDER_QUEUE_URL: 'OrderQueue',
      TABLE_NAME: 'StateTable',
      PRIVATE_BUCKET: 'PrivateBucket',
      FUNCTION_TIMEOUT_SECONDS: String(secondsOf('order-worker')),
    });
    for (const job of JOB_NAMES) {
      const { needs, timeoutSeconds, nodeOptions }: JobDefinition = JOBS[job];
      expect(secondsOf(job), job).toBe(timeoutSeconds);
      expect(environmentOf(job), job).toEqual({
        ...common,
        ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: `${SOURCE_MAPS} ${nodeOptions}` }),
        SECRETS_PATH: '/retailcrm-1c/test',
        ...(needs.includes('queue') ? { ORDER_QUEUE_URL: 'OrderQueue' } : {}),
        ...(needs.includes('catalog')
          ? { CATALOG_BUCKET: 'CatalogBucket', CATALOG_URL: 'https://CatalogBucket.RegionalDomainName' }
          : {}),
        TABLE_NAME: 'StateTable',
        PRIVATE_BUCKET: 'PrivateBucket',
        FUNCTION_TIMEOUT_SECONDS: String(secondsOf(job)),
      });
    }
    expect(environmentOf('job-watch')).toEqual({
      ...common,
      TABLE_NAME: 'StateTable',
      ALARM_TOPIC_ARN: 'AlarmTopic',
    });
    for (const name of ['dead-letters', 'health'] as const) {
      expect(environmentOf(name), name).toEqual({ ...common, TABLE_NAME: 'StateTable' });
    }
  });

  it.each(JOB_NAMES)(
    '%s: its heap, where it is limited, and what else Node takes fit into its memory',
    (job) => {
      const { nodeOptions = '' }: JobDefinition = JOBS[job];
      const option = (name: string) =>
        Number(new RegExp(`--max-${name}-size=(\\d+)`).exec(nodeOptions)?.[1] ?? 0);
      const heap = option('old-space') + SEMI_SPACES * option('semi-space');
      expect(heap + BESIDE_HEAP_MIB).toBeLessThanOrEqual(Number(propertiesOf(FUNCTIONS[job].id).MemorySize));
    },
  );

  it.each<[FunctionName, object, Section[]]>([
    ['trigger', FOLDER, ['log', 'webhook', 'queue']],
    ['order-worker', WITH_DIGESTS, ['log', 'crm', 'onec', 'queue', 'state', 'files', 'digest', 'run']],
    ...JOB_NAMES.map((job): [FunctionName, object, Section[]] => [job, FOLDER, [...jobSections(job)]]),
    ['dead-letters', {}, ['log', 'state']],
    ['health', {}, ['log', 'state']],
    ['job-watch', {}, ['log', 'state', 'alarms']],
  ])('%s: variables and parameters together are a complete configuration', (name, parameters, sections) => {
    const { PUBLIC_URL, ...resources } = environmentOf(name);
    const deployed = PUBLIC_URL === undefined ? {} : { PUBLIC_URL: 'https://api.example.com' };
    const environment = { ...resources, ...deployed, ...parameters };
    expect(readConfig(environment, 'cloud', sections)).toMatchObject({ LOG_LEVEL: 'info' });
  });

  it('the addresses of contract 2 lead to their functions', () => {
    const routes = [...ofType(packaged().template, 'AWS::ApiGatewayV2::Route').values()];
    expect(routes.map(({ Properties }) => [Properties.RouteKey, JSON.stringify(Properties.Target)])).toEqual([
      ['ANY /ws/ws1.1cws', expect.stringContaining('HttpApiIntegrationTrigger')],
      ['ANY /{base}/ws/ws1.1cws', expect.stringContaining('HttpApiIntegrationTrigger')],
      ['GET /health', expect.stringContaining('HttpApiIntegrationHealth')],
    ]);
  });

  it('20 calls a second of every address, 40 at once', () => {
    expect(propertiesOf('HttpApiStage').DefaultRouteSettings).toEqual({
      DetailedMetricsEnabled: false,
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 40,
    });
  });

  it.each([
    ...JOB_NAMES.map((job) => [job, 'rate(1 minute)'] as const),
    ['job-watch', 'rate(1 minute)'] as const,
  ])('%s is woken at a %s; a wake that fails or comes late is not repeated', (name, rate) => {
    const { template } = packaged();
    const { id } = FUNCTIONS[name];
    const rules = [...ofType(template, 'AWS::Events::Rule').values()].filter(({ Properties }) =>
      JSON.stringify(Properties.Targets).includes(`"${id}.Arn"`),
    );
    expect(rules.map(({ Properties }) => [Properties.ScheduleExpression, Properties.State])).toEqual([
      [rate, 'ENABLED'],
    ]);
    const configs = [...ofType(template, 'AWS::Lambda::EventInvokeConfig').values()].map(
      ({ Properties }) => Properties,
    );
    expect(configs).toContainEqual(
      expect.objectContaining({ FunctionName: id, MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }),
    );
  });

  it('nobody is woken by a schedule but the jobs and their watch', () => {
    expect(ofType(packaged().template, 'AWS::Events::Rule').size).toBe(JOB_NAMES.length + 1);
  });

  it('no function has concurrency set aside: a new account has none to give', () => {
    const functions = ofType(packaged().template, 'AWS::Lambda::Function').values();
    expect([...functions].filter(({ Properties }) => 'ReservedConcurrentExecutions' in Properties)).toEqual(
      [],
    );
  });

  it('functions end before whoever waits for them gives up, and not before their own calls do', () => {
    expect(secondsOf('trigger')).toBeLessThan(GATEWAY_SECONDS);
    expect(secondsOf('health')).toBeLessThan(GATEWAY_SECONDS);
    expect(secondsOf('order-worker')).toBeGreaterThan(Math.max(PATIENT.readMs, PATIENT.writeMs) / 1000);
    expect(secondsOf('parked-replay')).toBeGreaterThan(PATIENT.readMs / 1000);
  });
}
