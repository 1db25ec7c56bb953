import { readFile } from 'node:fs/promises';
import { createProgram } from '../lib/cli/program.ts';
import { terminalProgress } from '../lib/cli/progress.ts';
import { systemClock } from '../lib/platform/clock.ts';
import { type OpenUseCases, USE_CASE_NAMES } from '../lib/usecases/use-cases.ts';
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

const useCases = Object.fromEntries(
  USE_CASE_NAMES.map((name) => [name, async () => (await opened()).useCase(name)]),
) as unknown as OpenUseCases;

const program = createProgram({
  ...useCases,
  version: manifest.version,
  readFile: (path) => readFile(path),
  prepareFolder,
  writeFile: writeWhole,
  registerStore: async () => (await useCases.registerStore())(manifest.version),
  queueState: async () => (await opened()).queueState(),
  orderRecords: async (orderId) => (await useCases.showOrder())(orderId),
  timeZone: async () => (await useCases.timeZone())(),
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
