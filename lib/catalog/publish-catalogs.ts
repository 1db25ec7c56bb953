import { createHash } from 'node:crypto';
import type { PublicFiles } from '../files/public-files.ts';
import type { AskAbout } from '../goods/ask-about.ts';
import type { InSlot } from '../goods/goods-reading.ts';
import { type GoodsClient, openGoods } from '../goods/goods-source.ts';
import type { Clock } from '../platform/clock.ts';
import { BridgeError, errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Settings } from '../settings/schema.ts';
import type { CatalogToken } from '../state/catalog-token.ts';
import type { CatalogMemory, CatalogProgress, SiteProgress, SiteResult } from './catalog-memory.ts';
import { type CatalogReport, catalogReport } from './catalog-report.ts';
import { openSite } from './open-site.ts';
import { planPublication } from './plan-publication.ts';
import { publicPath, publishFile } from './publish-file.ts';
import { renderSite } from './render-site.ts';

type Site = Settings['sites'][number];

export interface CatalogDeps {
  readonly onec: GoodsClient;
  readonly about: AskAbout;
  readonly inSlot: InSlot;
  readonly memory: CatalogMemory;
  readonly files: PublicFiles;
  readonly token: CatalogToken;
  /** Public root of the files, without a slash at its end. */
  readonly publicRoot: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface CatalogRequest {
  readonly settings: Settings;
  /** Milliseconds since the epoch: by then it returns, and goes on in the next run. */
  readonly deadline: number;
  /** Publishes a file whatever it has shrunk to. */
  readonly isForced?: boolean;
  /** Reads and counts, and leaves everything as it is. */
  readonly isDryRun?: boolean;
  /** Told after each slice, with how many offers the site's last file of the same groups had, if there is one. */
  readonly onSlice?: (progress: SiteProgress, expected: number | undefined) => void;
  /** Told when a site's file is complete and published; its parts are readable. */
  readonly onComplete?: (progress: SiteProgress) => Promise<void>;
  /** Told when a site's file is published. */
  readonly onPublished?: (site: string, url: string) => void;
}

/** A file of goods that have been changing for longer is begun anew. */
const STALE_MS = 2 * 60 * 60_000;

/**
 * Publishes the catalogue of every site that wants one (contract 2; D-22): reads its goods, stores their offers as parts,
 * and puts the complete file in the place of the old one. A run that reaches its deadline says `unfinished` and leaves
 * its progress; the next one goes on from the last stored part. A site that fails keeps its old file and hides no other.
 *
 * @throws what failed, if no site could be done with.
 */
export async function publishCatalogs(request: CatalogRequest, deps: CatalogDeps): Promise<CatalogReport> {
  const { settings, isDryRun = false } = request;
  const { memory, clock } = deps;
  const sites = settings.sites.filter(({ catalog }) => catalog);
  const digest = digestOf(settings);
  const interrupted = isDryRun ? undefined : await memory.progress();
  let state: CatalogProgress =
    interrupted?.settings === digest && clock.now() - interrupted.startedAt < STALE_MS
      ? interrupted
      : { settings: digest, startedAt: clock.now(), done: [] };
  const faults: unknown[] = [];
  let broken: SiteProgress | undefined;

  for (const site of sites.filter(({ code }) => state.done.every((result) => result.site !== code))) {
    const { done, settings: begunWith, startedAt } = state;
    const save = async (current: SiteProgress) => {
      state = { settings: begunWith, startedAt, done, current };
      if (!isDryRun) {
        await memory.saveProgress(state);
      }
    };
    const result = await publishSite({ site, state, save }, request, deps).catch((error: unknown) => {
      faults.push(error);
      broken = state.current ?? broken;
      deps.log.error('catalogue of a site not published', { site: site.code, ...errorFields(error) });
      return failedSite(site, error);
    });
    if (result === 'unfinished') {
      return catalogReport([...done], { unfinished: true });
    }
    state = { settings: begunWith, startedAt, done: [...done, result] };
    if (!isDryRun) {
      await memory.saveProgress(state);
    }
  }

  if (!isDryRun) {
    // The next run does all sites anew; the one that broke off need not read again what is stored.
    const { settings: begunWith, startedAt } = state;
    await memory.saveProgress(broken && { settings: begunWith, startedAt, done: [], current: broken });
  }
  if (faults.length > 0 && faults.length === state.done.length) {
    throw faults[0];
  }
  return catalogReport(state.done, await urlOf(state, deps));
}

interface SiteRun {
  readonly site: Site;
  readonly state: CatalogProgress;
  readonly save: (progress: SiteProgress) => Promise<void>;
}

async function publishSite(
  { site, state, save }: SiteRun,
  request: CatalogRequest,
  deps: CatalogDeps,
): Promise<SiteResult | 'unfinished'> {
  const { settings, deadline, isForced = false, isDryRun = false, onSlice = () => undefined } = request;
  const { memory, files, token, clock } = deps;
  const now = clock.now();
  const goods = await openGoods('catalogPublish', settings, now, deps);
  const opened = await openSite(site, settings, now, { ...deps, goods });
  const begun = state.current?.site === site.code ? state.current : opened.start;
  const outline = { selection: opened.outline.selection, scopes: begun.scopes };
  const previous = await memory.published(site.code);
  const groups = digestOf([settings.offers.hierarchy, ...site.groups.toSorted()]);
  const expected = previous?.groups === groups ? previous.offers : undefined;
  const { progress, isComplete } = await renderSite(
    begun,
    {
      outline,
      deadline: isDryRun ? Number.POSITIVE_INFINITY : deadline,
      onSlice: (reached) => onSlice(reached, expected),
      save,
      parts: isDryRun ? undefined : memory,
    },
    { ...opened.render, goods, clock },
  );
  if (!isComplete) {
    return 'unfinished';
  }
  const { counters } = progress;
  const refusal = planPublication({
    previous,
    groups,
    offers: counters.offers,
    maxShrinkPercent: settings.catalog.maxShrinkPercent,
    isForced,
  });
  const { stockRegister } = goods;
  const result = {
    site: site.code,
    counters,
    ...(stockRegister?.isPhysical === true ? { reservesUnknown: stockRegister.set } : {}),
  };
  if (refusal !== undefined || isDryRun) {
    return { ...result, bytes: 0, ...(refusal === undefined ? {} : { refusal }) };
  }
  const secret = await token.make();
  const bytes = await publishFile(progress, secret, { files, memory });
  await memory.savePublished(site.code, { groups, offers: counters.offers, bytes, publishedAt: clock.now() });
  request.onPublished?.(site.code, `${deps.publicRoot}/${publicPath(secret, site.code)}`);
  await request.onComplete?.(progress);
  return { ...result, bytes };
}

/** In the error's own words for the administrator, if it has some. */
function failedSite({ code: site }: Site, error: unknown): SiteResult {
  return {
    site,
    counters: { offers: 0, categories: 0, leftOut: 0, faults: 0, examples: [] },
    bytes: 0,
    refusal:
      error instanceof BridgeError
        ? { reason: error.code, message: error.advice }
        : {
            reason: 'unexpected',
            message:
              'Неожиданная ошибка: новый файл каталога не опубликован, RetailCRM продолжает читать прежний. Обмен повторит попытку сам.',
          },
  };
}

/** The first site's address, once there is a token. */
async function urlOf(
  { done }: CatalogProgress,
  { token, publicRoot }: CatalogDeps,
): Promise<{ readonly url?: string }> {
  const secret = await token.read();
  const [first] = done;
  return secret === undefined || first === undefined
    ? {}
    : { url: `${publicRoot}/${publicPath(secret, first.site)}` };
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
