import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeHealth } from '../lib/composition/health.ts';
import { processStage } from '../lib/composition/process-stage.ts';
import { type HealthReport, isHealthy } from '../lib/journal/health.ts';
import { errorFields } from '../lib/platform/errors.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog, type Log } from '../lib/platform/log.ts';
import manifest from '../package.json' with { type: 'json' };

export interface HealthHandlerDeps {
  readonly version: string;
  /** Looks at the exchange. */
  readonly read: () => Promise<HealthReport>;
  readonly log: Log;
}

type HealthHandler = (event?: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * `GET /health` for monitoring (contract 2): 200, or 503 when a job is stale, a stored record cannot be read, or the state
 * cannot be read or written.
 */
export function createHealthHandler({ version, read, log }: HealthHandlerDeps): HealthHandler {
  return async () => {
    try {
      const report = await read();
      return answer(isHealthy(report) ? 200 : 503, report);
    } catch (error) {
      log.error('health unknown', errorFields(error));
      return answer(503, { version, jobs: {} });
    }
  };
}

function answer(
  statusCode: number,
  report: HealthReport | Pick<HealthReport, 'version' | 'jobs'>,
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(report),
  };
}

/** The cloud's entry. */
export const handler: HealthHandler = lazily(async () => {
  const stage = await processStage(process.env, 'health', ['log', 'state']);
  return createHealthHandler({
    version: manifest.version,
    read: composeHealth(stage, manifest.version),
    log: createLog('health', stage.config(['log'])),
  });
});
