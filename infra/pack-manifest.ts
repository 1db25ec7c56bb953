import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MANIFEST = fileURLToPath(new URL('../package.json', import.meta.url));
const KEPT = fileURLToPath(new URL('../dist/package.json.kept', import.meta.url));

/** What an installed command needs to say of itself: it is one bundle, and needs no package beside it. */
const OF_A_PACKAGE = ['name', 'version', 'description', 'license', 'private', 'type', 'bin', 'files'];

/** The bundle is not for the Node with which a checkout begins (N-8). */
const ENGINES = { node: '>=24' };

/**
 * `prepack` puts the manifest of the package in place of the checkout's, `postpack` puts it back: npm packs whatever stands in
 * `package.json`.
 */
function main(step: string | undefined): void {
  if (step === 'restore') {
    renameSync(KEPT, MANIFEST);
    return;
  }
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, unknown>;
  copyFileSync(MANIFEST, KEPT);
  const packed = Object.fromEntries(OF_A_PACKAGE.map((name) => [name, manifest[name]]));
  writeFileSync(MANIFEST, `${JSON.stringify({ ...packed, engines: ENGINES }, null, 2)}\n`);
}

main(process.argv[2]);
