import type { SiteProgress } from '../catalog/catalog-memory.ts';
import type { CatalogReport } from '../catalog/catalog-report.ts';
import { type CatalogDeps, type CatalogRequest, publishCatalogs } from '../catalog/publish-catalogs.ts';
import { fileChunks, fileName } from '../catalog/publish-file.ts';
import { catalogSwitchedOffBy, type RunCatalogPublish } from '../jobs/catalog-publish.ts';
import { doneRun, LONGEST_LIST, type RunRecord, skippedRun } from '../journal/run-record.ts';
import { BridgeError, errorFields } from '../platform/errors.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** What a person asks of the catalogues. */
export interface CatalogPublishRequest {
  /** Reads and counts, publishes nothing. */
  readonly isDryRun: boolean;
  /** Publishes a file whatever it has shrunk to. */
  readonly isForced: boolean;
  readonly onProgress: NonNullable<CatalogRequest['onSlice']>;
  /** Takes the complete files too, by name, when they are published; what it throws is told and costs nothing else. */
  readonly copyTo: ((name: string, body: AsyncIterable<Uint8Array>) => Promise<void>) | undefined;
}

export interface CatalogPublication {
  readonly record: RunRecord;
  /** Addresses of the published files, by site. */
  readonly files: readonly { readonly site: string; readonly url: string }[];
}

/** Publishes all catalogues now, in as many runs as it takes. */
export type PublishCatalog = (request: CatalogPublishRequest) => Promise<CatalogPublication>;

export interface PublishCatalogDeps {
  readonly catalog: CatalogDeps;
  readonly run: RunCatalogPublish;
  readonly settings: Pick<SettingsVersions, 'load'>;
}

const JOB = 'catalog-publish';

/** @throws what loading the settings, and a dry run, throw; a run itself tells in its record. */
export function createPublishCatalog({ catalog, run, settings }: PublishCatalogDeps): PublishCatalog {
  const { clock, memory, log } = catalog;

  async function look({ onProgress }: CatalogPublishRequest): Promise<CatalogPublication> {
    const startedAt = clock.now();
    const current = (await settings.load()).settings;
    const offKey = catalogSwitchedOffBy(current);
    if (offKey !== undefined) {
      const times = { startedAt, finishedAt: clock.now() };
      return { record: skippedRun(JOB, times, 'switchedOff', offKey), files: [] };
    }
    const report: CatalogReport = await publishCatalogs(
      { settings: current, deadline: Number.POSITIVE_INFINITY, isDryRun: true, onSlice: onProgress },
      catalog,
    );
    return { record: doneRun(JOB, { startedAt, finishedAt: clock.now() }, report), files: [] };
  }

  return async (request) => {
    if (request.isDryRun) {
      return look(request);
    }
    const files: { site: string; url: string }[] = [];
    const { copyTo } = request;
    const faults: RunRecord['errors'][number][] = [];
    const copy = async (progress: SiteProgress, to: NonNullable<typeof copyTo>): Promise<void> => {
      try {
        await to(fileName(progress.site), fileChunks(progress, memory));
      } catch (error) {
        log.error('copy of a catalogue not written', { site: progress.site, ...errorFields(error) });
        faults.push(copyNotWritten(progress.site, error));
      }
    };
    let startedAt: string | undefined;
    for (;;) {
      const record = await run({
        isForced: true,
        isShrinkAllowed: request.isForced,
        onSlice: request.onProgress,
        onPublished: (site, url) => {
          files.push({ site, url });
        },
        ...(copyTo === undefined ? {} : { onComplete: (progress) => copy(progress, copyTo) }),
      });
      startedAt ??= record.startedAt;
      if (record.unfinished !== true) {
        return { record: { ...withFaults(record, faults), startedAt }, files };
      }
    }
  };
}

const copyNotWritten = (site: string, error: unknown): RunRecord['errors'][number] => ({
  id: site,
  reason: 'copyNotWritten',
  message: `Каталог магазина ${site} опубликован, а его копия не записана. ${
    error instanceof BridgeError ? error.advice : 'Неожиданная ошибка: передайте разработчику записи журнала.'
  }`,
});

/** The record of a run with what went wrong beside it. */
function withFaults(record: RunRecord, faults: RunRecord['errors']): RunRecord {
  return faults.length === 0
    ? record
    : {
        ...record,
        outcome: record.outcome === 'ok' ? 'partial' : record.outcome,
        counts: { ...record.counts, errors: (record.counts.errors ?? 0) + faults.length },
        errors: [...faults, ...record.errors].slice(0, LONGEST_LIST),
      };
}
