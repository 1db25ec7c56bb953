import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, functionSources } from '../../infra/build.ts';

const folders: string[] = [];

async function buildAll(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
  folders.push(outdir);
  for (const [name, source] of functionSources()) {
    await bundle(name, source, outdir);
  }
  return outdir;
}

const digests = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]);

describe('the build', () => {
  let built: string;
  beforeAll(async () => {
    built = await buildAll();
  });
  afterAll(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true });
    }
  });

  it('makes one entry of every function', () => {
    const sources = readdirSync(new URL('../../functions/', import.meta.url));
    const entries = readdirSync(built).filter((file) => file.endsWith('.mjs'));
    expect(entries).toEqual(sources.map((file) => file.replace(/\.ts$/, '.mjs')));
    expect(sources).toContain('trigger.ts');
  });

  it('gives no function a part of another one', () => {
    const trigger = readFileSync(join(built, 'trigger.mjs'), 'utf8');
    const parts = [...trigger.matchAll(/["'](\.[^"']+\.mjs)["']/g)].map(([, path]) => path);
    expect(parts).not.toEqual([]);
    expect(parts.filter((path) => !path?.startsWith('./trigger/'))).toEqual([]);
  });

  it('keeps the trigger small: it knows neither 1C nor the table nor the buckets', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'trigger-'));
    folders.push(outdir);
    const { inputs } = await bundle('trigger', 'functions/trigger.ts', outdir);
    const uncalledFor = [
      'lib/onec/',
      'lib/crm/',
      'lib/state/',
      'lib/orders/',
      'node_modules/@aws-sdk/client-s3/',
    ];
    expect(Object.keys(inputs)).toContain('lib/soap/edit-order-service.ts');
    expect(Object.keys(inputs).filter((path) => uncalledFor.some((start) => path.startsWith(start)))).toEqual(
      [],
    );
  });

  it('gives the same bytes for the same sources', async () => {
    expect(digests(await buildAll())).toEqual(digests(built));
  });

  it('keeps the text of the faults readable, and names no folder of this machine', () => {
    const trigger = readFileSync(join(built, 'trigger.mjs'), 'utf8');
    expect(trigger).toContain('внутренний номер заказа');
    expect(trigger).not.toContain(process.cwd());
  });

  it('makes modules that start by themselves: their entry is there', async () => {
    const trigger = await import(pathToFileURL(join(built, 'trigger.mjs')).href);
    expect(trigger.handler).toBeTypeOf('function');
  });
});
