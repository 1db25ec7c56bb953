import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildResult, build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS packages call `require` for Node's own modules; an ES module has none unless it makes one. */
const REQUIRE_BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export interface BundleOptions {
  /** Name without extension to source file, relative to the project's root. */
  readonly entries: Readonly<Record<string, string>>;
  /** Folder of the bundles, relative to the project's root. */
  readonly outdir: string;
}

/**
 * Bundles entries for Node 24 on Lambda: one minified ES module each, with everything it needs inside. The ES builds of
 * the packages are preferred, since they leave out what is not used. The same sources give the same bytes.
 */
export function bundle({ entries, outdir }: BundleOptions): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: ROOT,
    entryPoints: { ...entries },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE_BANNER },
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
  });
}

/** Every cloud function: one file of `functions/` each, by its name. */
export function functionEntries(): Record<string, string> {
  const files = readdirSync(new URL('../functions/', import.meta.url)).filter((file) => file.endsWith('.ts'));
  return Object.fromEntries(files.sort().map((file) => [file.replace(/\.ts$/, ''), `functions/${file}`]));
}

/** `npm run build`: `dist/<function>.mjs` and `dist/meta.json`, which tells what each bundle is made of. */
async function main(): Promise<void> {
  rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
  const { metafile } = await bundle({ entries: functionEntries(), outdir: 'dist' });
  writeFileSync(new URL('../dist/meta.json', import.meta.url), JSON.stringify(metafile));
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${file}  ${(bytes / 1024).toFixed(0)} KiB`);
  }
}

if (import.meta.main) {
  await main();
}
