import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build, type Metafile } from 'esbuild';
import { esmBundle } from './esm-bundle.ts';

/**
 * Bundles one cloud function (see `esmBundle`). The same sources give the same bytes.
 *
 * The parts on demand are worth the second name in the package: the SDK's credential providers, of which Lambda needs
 * none but the simplest, stay unread, and the trigger's import takes a third less time.
 *
 * @param source the entry's file, relative to the project's root.
 * @param outdir absolute, or relative to the project's root.
 * @returns what the output is made of, and its sizes.
 */
export async function bundle(name: string, source: string, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    ...esmBundle(name, source, outdir),
    legalComments: 'none',
    // Without the sources themselves: names and lines are what a stack trace needs.
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
  });
  return metafile;
}

/** Bytes of the code in a function's package; its source maps are read only when an error is printed. */
export function sizeOf({ outputs }: Metafile): number {
  return Object.entries(outputs)
    .filter(([path]) => !path.endsWith('.map'))
    .reduce((sum, [, { bytes }]) => sum + bytes, 0);
}

/** The cloud functions by name, one file of `functions/` each. */
export function functionSources(): ReadonlyMap<string, string> {
  const files = readdirSync(new URL('../functions/', import.meta.url)).filter((file) => file.endsWith('.ts'));
  return new Map(files.sort().map((file) => [file.replace(/\.ts$/, ''), `functions/${file}`]));
}

/** `npm run build`: every function into `dist/`, and `dist/meta.json`, which tells what the bundles are made of. */
async function main(): Promise<void> {
  rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
  const whole: Metafile = { inputs: {}, outputs: {} };
  for (const [name, source] of functionSources()) {
    const metafile = await bundle(name, source, 'dist');
    Object.assign(whole.inputs, metafile.inputs);
    Object.assign(whole.outputs, metafile.outputs);
    console.log(`dist/${name}.mjs  ${(sizeOf(metafile) / 1024).toFixed(0)} KiB`);
  }
  writeFileSync(new URL('../dist/meta.json', import.meta.url), JSON.stringify(whole));
}

if (import.meta.main) {
  await main();
}
