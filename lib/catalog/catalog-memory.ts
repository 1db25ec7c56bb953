import * as z from 'zod/mini';
import type { PrivateFiles } from '../files/private-files.ts';
import { LEFT_OUT, type LeftOutReason } from '../goods/left-out.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

const strings = z.readonly(z.array(z.string()));

const leftOut = z.object({
  key: z.string(),
  name: z.string(),
  code: z.string(),
  reason: z.enum(Object.keys(LEFT_OUT) as LeftOutReason[]),
});
const scope = z.union([
  z.object({ of: z.literal('all') }),
  z.object({ of: z.enum(['groups', 'kinds', 'items']), keys: strings }),
]);

/** What one site's file has come to. */
const counters = z.object({
  offers: z.number(),
  categories: z.number(),
  leftOut: z.number(),
  /** How many of them somebody has to mend. */
  faults: z.number(),
  /** The first of them, those to be mended at the head. */
  examples: z.readonly(z.array(leftOut)),
});

const siteProgress = z.object({
  site: z.string(),
  scopes: z.readonly(z.array(scope)),
  position: z.object({
    scope: z.number(),
    from: z.exactOptional(z.object({ code: z.string(), read: strings })),
  }),
  /** What stands before the first offer. */
  head: z.string(),
  /** How many parts of offers are stored. */
  parts: z.number(),
  counters,
});

const siteResult = z.object({
  site: z.string(),
  counters,
  /** Size of the published file; 0 if none was. */
  bytes: z.number(),
  /** Set of the register that its quantities are from, where that knows nothing of reserves (D-23). */
  reservesUnknown: z.exactOptional(z.string()),
  /** Why nothing was published. */
  refusal: z.exactOptional(z.object({ reason: z.string(), message: z.string() })),
});

const progress = z.object({
  /** Digest of the settings that the run began with: under others it begins anew. */
  settings: z.string(),
  startedAt: z.number(),
  /** Sites that are done with, and what came of them. */
  done: z.readonly(z.array(siteResult)),
  current: z.exactOptional(siteProgress),
});

const published = z.object({
  /** Digest of the site's groups: a file of other groups is not compared. */
  groups: z.string(),
  offers: z.number(),
  bytes: z.number(),
  publishedAt: z.number(),
});

export type Counters = Readonly<z.output<typeof counters>>;
export type SiteResult = Readonly<z.output<typeof siteResult>>;
export type SiteProgress = Readonly<z.output<typeof siteProgress>>;
export type CatalogProgress = Readonly<z.output<typeof progress>>;
export type PublishedFile = Readonly<z.output<typeof published>>;

/**
 * What publishing remembers between runs, and the offers of an unfinished file, in the private bucket. Parts are overwritten by
 * the next run, so they do not pile up. Every method throws `FilesUnreachable`.
 */
export interface CatalogMemory {
  /** Undefined if no run was interrupted, or nobody can read what it left. */
  progress(): Promise<CatalogProgress | undefined>;
  saveProgress(state: CatalogProgress | undefined): Promise<void>;
  published(site: string): Promise<PublishedFile | undefined>;
  savePublished(site: string, file: PublishedFile): Promise<void>;
  writePart(site: string, number: number, offers: string): Promise<void>;
  /** @throws {RangeError} if the part is missing. */
  readPart(site: string, number: number): Promise<string>;
}

export function createCatalogMemory(files: PrivateFiles): CatalogMemory {
  const progressKey = 'catalog/progress.json';
  const publishedKey = (site: string) => `catalog/${site}/published.json`;
  const partKey = (site: string, number: number) => `catalog/${site}/part-${number}.xml`;

  async function load<Value>(key: string, schema: z.core.$ZodType<Value>): Promise<Value | undefined> {
    const body = await files.read(key);
    if (body === undefined || body === '') {
      return undefined;
    }
    const read = z.safeParse(schema, parseJson(body));
    return read.success ? read.data : undefined;
  }

  return {
    progress: () => load(progressKey, progress),
    saveProgress: (state) =>
      files.write(progressKey, state === undefined ? '' : JSON.stringify(state), JSON_TYPE),
    published: (site) => load(publishedKey(site), published),
    savePublished: (site, file) => files.write(publishedKey(site), JSON.stringify(file), JSON_TYPE),
    writePart: (site, number, offers) =>
      files.write(partKey(site, number), offers, 'application/xml; charset=utf-8'),
    readPart: async (site, number) => {
      const offers = await files.read(partKey(site, number));
      if (offers === undefined) {
        throw new RangeError(`part ${number} of the catalogue of ${site} is missing`);
      }
      return offers;
    },
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
