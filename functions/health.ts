import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type HealthReport, healthReport, isHealthy } from '../lib/journal/health.ts';
import { type Clock, systemClock, systemSleep } from '../lib/platform/clock.ts';
import { readConfig } from '../lib/platform/config.ts';
import { errorFields } from '../lib/platform/errors.ts';
import { createLog, type Log } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import { createStateClient } from '../lib/state/client.ts';
import { createDynamoTable } from '../lib/state/dynamo-table.ts';
import { createJobRecords, type JobRecords } from '../lib/state/job-records.ts';
import manifest from '../package.json' with { type: 'json' };

export interface HealthDeps {
  readonly version: string;
  readonly jobs: Pick<JobRecords, 'list'>;
  readonly log: Log;
  readonly clock: Clock;
}

type HealthHandler = () => Promise<APIGatewayProxyStructuredResultV2>;

/** `GET /health` for monitoring (contract 2): 200, or 503 when a job is stale or the state cannot be read. */
export function createHealthHandler({ version, jobs, log, clock }: HealthDeps): HealthHandler {
  return async () => {
    try {
      const report = healthReport(version, await jobs.list(), clock.now());
      return answer(isHealthy(report) ? 200 : 503, report);
    } catch (error) {
      log.error('health unknown', errorFields(error));
      return answer(503, { version, jobs: {} });
    }
  };
}

function answer(statusCode: number, report: HealthReport): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(report),
  };
}

async function start(): Promise<HealthHandler> {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'state']);
  const deps = { client: createStateClient(), clock: systemClock, sleep: systemSleep, random: Math.random };
  return createHealthHandler({
    version: manifest.version,
    jobs: createJobRecords(createDynamoTable({ ...deps, tableName: config.TABLE_NAME })),
    log: createLog('health', config),
    clock: systemClock,
  });
}

let started: Promise<HealthHandler> | undefined;

/** The cloud's entry: starts at the first event, and tries again at the next one if that failed. */
export const handler: HealthHandler = async () => {
  started ??= start().catch((failure: unknown) => {
    started = undefined;
    throw failure;
  });
  return (await started)();
};
