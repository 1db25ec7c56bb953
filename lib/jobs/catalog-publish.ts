import { type CatalogDeps, type CatalogRequest, publishCatalogs } from '../catalog/publish-catalogs.ts';
import type { RunOptions } from '../journal/run-job.ts';
import type { RunRecord } from '../journal/run-record.ts';
import type { Settings } from '../settings/schema.ts';
import { type ScheduledJobDeps, scheduledJob } from './scheduled-job.ts';

/** How a run is to be made; `isForced` asks for a run now, `isShrinkAllowed` for a file that has shrunk. */
export type CatalogPublishOptions = RunOptions &
  Pick<CatalogRequest, 'onSlice' | 'onComplete' | 'onPublished'> & { readonly isShrinkAllowed?: boolean };

/** One run of the job, if it is due or forced. Never throws: the record tells. */
export type RunCatalogPublish = (options?: CatalogPublishOptions) => Promise<RunRecord>;

/** The key of the settings that switches the catalogues off, if one does. */
export function catalogSwitchedOffBy({ exchange, sites }: Settings): string | undefined {
  if (!exchange.catalog) {
    return 'exchange.catalog';
  }
  return sites.some(({ catalog }) => catalog) ? undefined : 'sites[].catalog';
}

/** The job `catalog-publish`: the ICML files of all sites that want one. */
export function createCatalogPublish(deps: CatalogDeps, job: ScheduledJobDeps): RunCatalogPublish {
  return ({ isShrinkAllowed = false, onSlice, onComplete, onPublished, ...options } = {}) => {
    const run = scheduledJob(
      { name: 'catalog-publish', switchedOffBy: catalogSwitchedOffBy },
      (deadline, settings) =>
        publishCatalogs(
          {
            settings,
            deadline,
            isForced: isShrinkAllowed,
            ...(onSlice === undefined ? {} : { onSlice }),
            ...(onComplete === undefined ? {} : { onComplete }),
            ...(onPublished === undefined ? {} : { onPublished }),
          },
          deps,
        ),
      job,
    );
    return run(options);
  };
}
