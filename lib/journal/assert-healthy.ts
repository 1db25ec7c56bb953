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

/** Stored records cannot be read: by a damaged table, or by the hand of another version. */
export class RecordsUnreadable extends BridgeError {
  constructor(count: number) {
    super(`unreadable records: ${count}`, {
      code: 'recordsUnreadable',
      retryable: true,
      advice: `В таблице состояния обмена не читаются записи: ${count}. Остальные работают. Ключи и что с ними делать показывает команда failed list.`,
      details: { count },
    });
  }
}

/** @throws {JobsStale} that names the jobs which the report calls stale, {@link RecordsUnreadable} if none is but records cannot be read. */
export function assertHealthy({ jobs, unreadable }: HealthReport): void {
  const stale = Object.entries(jobs).flatMap(([job, health]) => (health.stale ? [job] : []));
  if (stale.length > 0) {
    throw new JobsStale(stale);
  }
  if (unreadable > 0) {
    throw new RecordsUnreadable(unreadable);
  }
}
