import { readFile } from 'node:fs/promises';
import { createProgram } from '../lib/cli/program.ts';
import { terminalProgress } from '../lib/cli/progress.ts';
import { systemClock } from '../lib/platform/clock.ts';
import manifest from '../package.json' with { type: 'json' };
import type { CommandWorld } from './local/command-world.ts';
import { endWithReader } from './local/end-with-reader.ts';
import { prepareFolder, writeWhole } from './local/write-whole.ts';

/** Opened by the first command that needs more than a file. */
let world: Promise<CommandWorld> | undefined;

/** Loaded on demand: `settings validate` needs neither the SDK nor the stand-ins and is done before they are loaded. */
function opened(): Promise<CommandWorld> {
  world ??= import('./local/command-world.ts').then(({ openWorld }) => openWorld(process.env));
  return world;
}

const program = createProgram({
  version: manifest.version,
  readFile: (path) => readFile(path),
  settings: async () => (await opened()).useCases.settings,
  setup: async () => (await opened()).withSystems('setup'),
  runs: async () => (await opened()).useCases.runs,
  orders: async () => (await opened()).withSystems('orders'),
  rebuildLinks: async () => (await opened()).withSystems('rebuildLinks'),
  catalogUrls: async () => (await opened()).withSystems('catalogUrls'),
  registerStore: async () => (await (await opened()).withSystems('registerStore'))(manifest.version),
  pushes: async () => (await opened()).withSystems('pushes'),
  runExchange: async () => (await opened()).withSystems('runExchange'),
  publishCatalog: async () => (await opened()).withSystems('publishCatalog'),
  prepareFolder,
  writeFile: writeWhole,
  queueState: async () => (await opened()).queueState(),
  failed: async () => (await opened()).useCases.failed,
  orderRecords: async (orderId) => (await opened()).useCases.showOrder(orderId),
  timeZone: async () => (await opened()).useCases.timeZone(),
  progress: terminalProgress(process.stderr),
  clock: systemClock,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});

endWithReader(process.stdout);
// The exit code is only noted, so that a pipe takes all of the output before the process ends.
process.exitCode = await program.run(process.argv.slice(2));
await closeWorld();

/** A world that could not be opened has left nothing running, and its error has been shown. */
async function closeWorld(): Promise<void> {
  const [settled] = await Promise.allSettled(world === undefined ? [] : [world]);
  if (settled?.status === 'fulfilled') {
    await settled.value.close();
  }
}
