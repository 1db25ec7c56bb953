import { createCatalogMemory } from '../../../lib/catalog/catalog-memory.ts';
import {
  type CatalogDeps,
  type CatalogRequest,
  publishCatalogs,
} from '../../../lib/catalog/publish-catalogs.ts';
import { createCatalogToken } from '../../../lib/state/catalog-token.ts';
import { createMemoryPrivateFiles } from '../../files/memory-private-files.ts';
import { createMemoryPublicFiles } from '../../files/memory-public-files.ts';
import { NOON, openBase, settingsOf } from '../../goods/support/open-base.ts';
import { recordingLog } from '../../infra/local/recording-log.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { readIcml } from './read-icml.ts';

export const TOKEN = Buffer.alloc(24, 7).toString('base64url');

/** A base, and all that publishing its catalogues needs, in memory. */
export async function openCatalog(options: Parameters<typeof openBase>[0] = {}) {
  const base = await openBase(options);
  const files = createMemoryPublicFiles();
  const privateFiles = createMemoryPrivateFiles();
  let now = NOON;
  const deps: CatalogDeps = {
    onec: base.onec,
    about: base.about,
    inSlot: base.inSlot,
    memory: createCatalogMemory(privateFiles),
    files,
    token: createCatalogToken(createMemoryTable({ now: () => now }), () => Buffer.alloc(24, 7)),
    publicRoot: 'https://files.example.ru',
    clock: { now: () => now },
    log: recordingLog().log,
  };
  return {
    ...base,
    files,
    deps,
    /** Lets time pass. */
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    publish: (request: Partial<CatalogRequest> = {}, changed: Partial<CatalogDeps> = {}) =>
      publishCatalogs(
        { settings: settingsOf(base.shop), deadline: Number.POSITIVE_INFINITY, ...request },
        { ...deps, ...changed },
      ),
    /** A site's published file, read back. */
    published: (site = 'shop1') =>
      readIcml(files.published.get(`${TOKEN}/${site}_catalog_icml.xml`) ?? '<a/>'),
    [Symbol.asyncDispose]: () => base.close(),
  };
}
