import type { CatalogReport } from '../catalog/catalog-report.ts';
import { type CatalogDeps, type CatalogRequest, publishCatalogs } from '../catalog/publish-catalogs.ts';
import { fileChunks, fileName } from '../catalog/publish-file.ts';
import { catalogSwitchedOffBy, type RunCatalogPublish } from '../jobs/catalog-publish.ts';
import { doneRun, type RunRecord, skippedRun } from '../journal/run-record.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** What a person asks of the catalogues. */
export interface CatalogPublishRequest {
  /** Reads and counts, publishes nothing. */
  readonly isDryRun: boolean;
  /** Publishes a file whatever it has shrunk to. */
  readonly isForced: boolean;
  readonly onProgress: NonNullable<CatalogRequest['onSlice']>;
  /** Takes the complete files too, by name. */
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
  const { clock, memory } = catalog;

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
    let startedAt: string | undefined;
    for (;;) {
      const record = await run({
        isForced: true,
        isShrinkAllowed: request.isForced,
        onSlice: request.onProgress,
        onPublished: (site, url) => {
          files.push({ site, url });
        },
        ...(copyTo === undefined
          ? {}
          : { onComplete: (progress) => copyTo(fileName(progress.site), fileChunks(progress, memory)) }),
      });
      startedAt ??= record.startedAt;
      if (record.unfinished !== true) {
        return { record: { ...record, startedAt }, files };
      }
    }
  };
}
