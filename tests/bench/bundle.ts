import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, sizeOf } from '../../infra/build.ts';
import { atMost, type BenchRow, median, tableOf } from './bench-row.ts';

const IMPORTS = 15;

/** The cold start bars of the trigger: the size of its bundle, and its import beside the queue's client alone. */
export async function run(): Promise<BenchRow[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-bundle-'));
  try {
    const metafile = await bundle('trigger', 'functions/trigger.ts', outdir);
    await bundle('alone', 'tests/bench/client-sqs-alone.ts', outdir);
    return [
      atMost(600, { name: 'Bundle: trigger', figure: sizeOf(metafile) / 1024, unit: 'KiB' }),
      atMost(1.5, {
        name: 'Bundle: cold import of the trigger : client-sqs alone',
        figure: coldImportRatio(join(outdir, 'trigger.mjs'), join(outdir, 'alone.mjs')),
        unit: 'times',
      }),
    ];
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Both in turn, each in a fresh process, so that a busy moment meets both. */
function coldImportRatio(file: string, yardstick: string): number {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < IMPORTS; round += 1) {
    ours.push(importCost(file));
    theirs.push(importCost(yardstick));
  }
  return median(ours) / median(theirs);
}

/** Processor time of the import in a process of its own, microseconds; unlike the clock's, neighbours do not change it. */
function importCost(file: string): number {
  const script = `
    const before = process.cpuUsage();
    await import('${pathToFileURL(file)}');
    const { user, system } = process.cpuUsage(before);
    console.log(user + system);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
