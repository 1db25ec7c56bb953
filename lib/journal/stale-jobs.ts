import { BridgeError } from '../platform/errors.ts';
import type { HealthReport } from './health.ts';

/** Jobs have not succeeded for three of their periods: what `/health` calls stale. */
export class JobsStale extends BridgeError {
  constructor(jobs: readonly string[]) {
    super(`stale jobs: ${jobs.join(', ')}`, {
      code: 'jobsStale',
      retryable: true,
      advice: `Давно не выполнялись успешно задания: ${jobs.join(', ')}. Причину последних неудач показывает команда runs; изменения не потеряны, следующий удачный запуск продолжит с того же места.`,
      details: { jobs: jobs.join(', ') },
    });
  }
}

/** @throws {JobsStale} that names the jobs which the report calls stale, if there are any. */
export function assertNoneStale({ jobs }: HealthReport): void {
  const stale = Object.entries(jobs).flatMap(([job, health]) => (health.stale ? [job] : []));
  if (stale.length > 0) {
    throw new JobsStale(stale);
  }
}
