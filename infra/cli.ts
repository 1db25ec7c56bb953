#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { createProgram } from '../lib/cli/program.ts';
import type { OpenStores } from './local/open-stores.ts';

/** Opened by the first command that asks for what is stored. */
let stores: Promise<OpenStores> | undefined;

async function openedStores(): Promise<OpenStores['stores']> {
  // Loaded here, since `settings validate` needs neither the SDK nor the stand-ins and is done before they are loaded.
  stores ??= import('./local/open-stores.ts').then(({ openStores }) => openStores(process.env));
  return (await stores).stores;
}

const program = createProgram({
  readFile: (path) => readFile(path, 'utf8'),
  settings: async () => (await openedStores()).settings,
  runs: async () => (await openedStores()).runs,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});

// The exit code is only noted, so that a pipe takes all of the output before the process ends.
process.exitCode = await program.run(process.argv.slice(2));
await closeStores();

/** Stores that could not be opened have left nothing running, and their error has been shown. */
async function closeStores(): Promise<void> {
  const [opened] = await Promise.allSettled(stores === undefined ? [] : [stores]);
  if (opened?.status === 'fulfilled') {
    await opened.value.close();
  }
}
