import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the command line into `dist/cli.mjs`, which a package can install: Node strips no types under `node_modules`. What
 * most commands do without (the SDK, the local stack) goes into `dist/cli/`, so that checking a file of settings stays quick.
 *
 * The stand-ins of the local stack stay outside, since they are tools with native parts; whoever has a checkout has them.
 */
async function main(): Promise<void> {
  for (const former of ['cli.mjs', 'cli']) {
    rmSync(new URL(`../dist/${former}`, import.meta.url), { recursive: true, force: true });
  }
  await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: 'infra/cli.ts' },
    outdir: 'dist',
    chunkNames: 'cli/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['fauxqs', 'dynalite'],
    // CommonJS packages call `require` for Node's own modules; an ES module has none unless it makes one.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    charset: 'utf8',
  });
  console.log('dist/cli.mjs');
}

await main();
