import type { PublicFiles } from '../files/public-files.ts';
import type { CatalogMemory, SiteProgress } from './catalog-memory.ts';
import { encodeChunks } from './icml/encode-chunks.ts';
import { ICML_FOOT } from './icml/write-icml.ts';

const ICML_TYPE = 'application/xml; charset=utf-8';

/** `shop1_catalog_icml.xml`: what the CRM's settings have known the file by since the former extension. */
export const fileName = (site: string): string => `${site}_catalog_icml.xml`;

/** The file's address below the public root (contract 2). */
export const publicPath = (token: string, site: string): string => `${token}/${fileName(site)}`;

/** The whole file of a site, put together from its stored parts, in chunks of some 64 KiB. */
export function fileChunks(
  { site, head, parts }: SiteProgress,
  memory: Pick<CatalogMemory, 'readPart'>,
): AsyncIterable<Uint8Array> {
  async function* texts(): AsyncGenerator<readonly string[]> {
    yield [head];
    for (let number = 0; number < parts; number += 1) {
      yield [await memory.readPart(site, number)];
    }
    yield [ICML_FOOT];
  }
  return encodeChunks(texts());
}

/**
 * Puts a complete file in the place of the old one.
 *
 * @returns its size in bytes.
 * @throws what the files throw; the old one is still there then.
 */
export function publishFile(
  progress: SiteProgress,
  token: string,
  { files, memory }: { readonly files: PublicFiles; readonly memory: Pick<CatalogMemory, 'readPart'> },
): Promise<number> {
  return files.publish(publicPath(token, progress.site), ICML_TYPE, fileChunks(progress, memory));
}
