import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { esmBundle } from './esm-bundle.ts';

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
  await build({ ...esmBundle('cli', 'infra/launch.ts', 'dist'), external: ['fauxqs', 'dynalite'] });
  console.log('dist/cli.mjs');
}

await main();
