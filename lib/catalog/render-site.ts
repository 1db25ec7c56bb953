import type { GoodsOutline, GoodsSource } from '../goods/goods-source.ts';
import type { Clock } from '../platform/clock.ts';
import type { CatalogMemory, SiteProgress } from './catalog-memory.ts';
import { addToCounters } from './counters.ts';
import { type RenderDeps, renderSlice } from './render-slice.ts';

/** A part fills some megabytes: few enough requests to the bucket, little to read again. */
const PART_CHARACTERS = 2 * 1024 * 1024;

export interface RenderRun {
  readonly outline: GoodsOutline;
  /** Milliseconds since the epoch; a slice that would hardly be done by then is left to the next run. */
  readonly deadline: number;
  /** Told after each slice. */
  readonly onSlice: (progress: SiteProgress) => void;
  /** Where the offers and the progress go; undefined keeps neither (a dry run). */
  readonly parts: Pick<CatalogMemory, 'writePart'> | undefined;
  /** Called when all that the progress speaks of is stored. */
  readonly save: (progress: SiteProgress) => Promise<void>;
}

export interface RenderSiteDeps extends RenderDeps {
  readonly goods: GoodsSource;
  readonly clock: Clock;
}

/**
 * Reads a site's goods and stores their offers as parts of its file, from where an earlier run stopped. Memory is bounded by
 * a slice and a part.
 *
 * @returns how far it came, and whether that is all.
 * @throws what reading and storing throw; what was saved by then is kept.
 */
export async function renderSite(
  start: SiteProgress,
  { outline, deadline, onSlice, parts, save }: RenderRun,
  deps: RenderSiteDeps,
): Promise<{ readonly progress: SiteProgress; readonly isComplete: boolean }> {
  const { goods, clock } = deps;
  let progress = start;
  let pending = '';
  let slowest = 0;
  let startedAt = clock.now();

  async function writePending(): Promise<void> {
    if (pending !== '') {
      await parts?.writePart(progress.site, progress.parts, pending);
      progress = { ...progress, parts: progress.parts + 1 };
      pending = '';
    }
  }

  for await (const slice of goods.slices(outline, start.position)) {
    const { xml, offers, leftOut } = await renderSlice(slice, deps);
    pending += parts === undefined ? '' : xml;
    const position = slice.next;
    progress = {
      ...progress,
      counters: addToCounters(progress.counters, offers, leftOut),
      ...(position === undefined ? {} : { position }),
    };
    onSlice(progress);
    const now = clock.now();
    slowest = Math.max(slowest, now - startedAt);
    startedAt = now;
    if (position === undefined) {
      break;
    }
    const isLate = now + slowest >= deadline;
    if (isLate || pending.length >= PART_CHARACTERS) {
      await writePending();
      await save(progress);
    }
    if (isLate) {
      return { progress, isComplete: false };
    }
  }
  // Behind the last slice there is no position to go on from: a run that ends before the file is published reads again what
  // stands in the last part, and writes that anew.
  await writePending();
  return { progress, isComplete: true };
}
