import { appendFileSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARAMS } from '../../../infra/deploy/refuse-unknown-params.ts';
import { describeAlarms } from './describe-alarms.ts';
import { describeFunctions } from './describe-functions.ts';
import { describeRoles } from './describe-roles.ts';
import { describeStores } from './describe-stores.ts';
import {
  copyOfDeployment,
  type Packaged,
  packageStack,
  packageTemplate,
  runPackage,
} from './package-stack.ts';
import { properties } from './template.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The framework needs some seconds; a busy machine multiplies them. */
const PATIENCE_MS = 120_000;

/** Packaged once for everybody, since a run of the framework is what takes time. */
describe('serverless package', () => {
  const folder = copyOfDeployment();
  let made: Packaged | undefined;
  beforeAll(async () => {
    made = await packageStack(folder, 'test');
  }, PATIENCE_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  const packaged = (): Packaged => {
    if (made === undefined) {
      throw new Error('nothing was packaged');
    }
    return made;
  };

  describe('the functions', () => describeFunctions(packaged));
  describe('the stores', () => describeStores(packaged));
  describe('the roles', () => describeRoles(packaged));
  describe('the alarms', () => describeAlarms(packaged));

  it(
    'a deployment may set room aside for the trigger; who is told of alarms is a parameter of the stage',
    async () => {
      const template = await packageTemplate(folder, 'test', { triggerConcurrency: '20' });
      expect(properties(template, 'AlarmEmail')).toEqual({
        TopicArn: 'AlarmTopic',
        Protocol: 'email',
        Endpoint: 'AlarmEmailAddress',
      });
      expect(properties(template, 'TriggerLambdaFunction').ReservedConcurrentExecutions).toBe(20);
    },
    PATIENCE_MS,
  );
});

it(
  'N-10: an unknown parameter stops the packaging, and those that there are are named',
  async () => {
    const folder = copyOfDeployment();
    try {
      for (const mistyped of [
        'alarmEmial=admin@example.ru',
        'alarmEmail=admin@example.ru',
        'LogLevel=debug',
      ]) {
        const refused = runPackage(folder, 'test', ['--param=logLevel=debug', `--param=${mistyped}`]);
        await expect(refused).rejects.toMatchObject({
          stdout: expect.stringMatching(new RegExp(`${mistyped.split('=')[0]}.*triggerConcurrency`)),
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  PATIENCE_MS,
);

it('N-10: the parameters that are known are those that the deployment uses', () => {
  const sources = globSync(['serverless.yml', 'infra/deploy/**/*.yml'], { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const used = [...sources.join('\n').matchAll(/\$\{param:(\w+)/g)].map(([, name]) => name);
  expect([...new Set(used)].toSorted()).toEqual(PARAMS.toSorted());
});

it(
  'an unknown property stops the packaging',
  async () => {
    const folder = copyOfDeployment();
    try {
      appendFileSync(join(folder, 'serverless.yml'), 'retries: 3\n');
      await expect(runPackage(folder, 'test')).rejects.toMatchObject({
        stdout: expect.stringContaining("unrecognized property 'retries'"),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  PATIENCE_MS,
);
