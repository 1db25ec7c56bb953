import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeTable } from '../lib/composition/table.ts';
import { type HealthReport, healthReport, isHealthy } from '../lib/journal/health.ts';
import { type Clock, systemClock } from '../lib/platform/clock.ts';
import { readConfig } from '../lib/platform/config.ts';
import { errorFields } from '../lib/platform/errors.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog, type Log } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import { createJobRecords, type JobRecords } from '../lib/state/job-records.ts';
import manifest from '../package.json' with { type: 'json' };

export interface HealthDeps {
  readonly version: string;
  readonly jobs: Pick<JobRecords, 'list'>;
  readonly log: Log;
  readonly clock: Clock;
}

type HealthHandler = (event?: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

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

/** The cloud's entry. */
export const handler: HealthHandler = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'state']);
  return createHealthHandler({
    version: manifest.version,
    jobs: createJobRecords(composeTable(config)),
    log: createLog('health', config),
    clock: systemClock,
  });
});
