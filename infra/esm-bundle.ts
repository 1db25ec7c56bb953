import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS packages call `require` for Node's own modules; an ES module has none unless it makes one. */
const REQUIRE_BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * What all bundles have in common: one entry in `<outdir>/<name>.mjs`, what it imports on demand in `<outdir>/<name>/`, for
 * Node 24. The packages' ES builds are preferred, since they leave out what is not used; names are kept, since errors are
 * known by them in logs.
 *
 * @param source the entry's file, relative to the project's root.
 * @param outdir absolute, or relative to the project's root.
 */
export const esmBundle = (name: string, source: string, outdir: string) =>
  ({
    absWorkingDir: ROOT,
    entryPoints: { [name]: source },
    outdir,
    chunkNames: `${name}/[name]-[hash]`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE_BANNER },
    charset: 'utf8',
  }) satisfies BuildOptions;
