import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    'a deployment may name who is told of alarms, and set room aside for the trigger',
    async () => {
      const params = { alarmEmail: 'admin@example.ru', triggerConcurrency: '20' };
      const template = await packageTemplate(folder, 'test', params);
      expect(template.conditions.HasAlarmEmail).toEqual({
        'Fn::Not': [{ 'Fn::Equals': ['admin@example.ru', ''] }],
      });
      expect(properties(template, 'AlarmEmail')).toEqual({
        TopicArn: 'AlarmTopic',
        Protocol: 'email',
        Endpoint: 'admin@example.ru',
      });
      expect(properties(template, 'TriggerLambdaFunction').ReservedConcurrentExecutions).toBe(20);
    },
    PATIENCE_MS,
  );
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
