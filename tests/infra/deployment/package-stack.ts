import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle, functionSources } from '../../../infra/build.ts';
import { type Template, templateOf } from './template.ts';
import { entriesOf } from './zip-entries.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FRAMEWORK = join(ROOT, 'node_modules/serverless/bin/serverless.js');

/** What `serverless package` makes. */
export interface Packaged {
  readonly template: Template;
  /** Name of a function → paths in its zip. */
  readonly zips: ReadonlyMap<string, readonly string[]>;
  /** The source files in the bundles, relative to the project's root. */
  readonly sources: readonly string[];
}

/** Copies what describes the deployment into a folder of its own, so that runs side by side do not meet. */
export function copyOfDeployment(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
  cpSync(join(ROOT, 'serverless.yml'), join(folder, 'serverless.yml'));
  mkdirSync(join(folder, 'infra'));
  cpSync(join(ROOT, 'infra/deploy'), join(folder, 'infra/deploy'), { recursive: true });
  return folder;
}

/** Bundles the functions and packages the deployment in `folder`. @throws as {@link runPackage}. */
export async function packageStack(folder: string, stage: string): Promise<Packaged> {
  const sources = new Set<string>();
  for (const [name, source] of functionSources()) {
    const { inputs } = await bundle(name, source, join(folder, 'dist'));
    for (const path of Object.keys(inputs)) {
      sources.add(path);
    }
  }
  const template = await packageTemplate(folder, stage);
  const output = join(folder, '.serverless');
  const zips = readdirSync(output).filter((file) => file.endsWith('.zip'));
  return {
    sources: [...sources],
    template,
    zips: new Map(
      zips.map((file) => [file.replace(/\.zip$/, ''), entriesOf(readFileSync(join(output, file)))]),
    ),
  };
}

/**
 * Packages what is bundled in `folder`.
 *
 * @param params of the deployment by name, as a person gives them with `--param`.
 * @throws as {@link runPackage}.
 */
export async function packageTemplate(
  folder: string,
  stage: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Template> {
  await runPackage(
    folder,
    stage,
    Object.entries(params).map(([name, value]) => `--param=${name}=${value}`),
  );
  const file = join(folder, '.serverless/cloudformation-template-update-stack.json');
  return templateOf(readFileSync(file, 'utf8'));
}

/**
 * Runs `serverless package` as a person without an account and without a network would.
 *
 * @throws what `execFile` rejects with when the framework fails: `stdout` has the reason.
 */
export async function runPackage(
  folder: string,
  stage: string,
  options: readonly string[] = [],
): Promise<void> {
  await promisify(execFile)(process.execPath, [FRAMEWORK, 'package', '--stage', stage, ...options], {
    cwd: folder,
    env: { HOME: folder, PATH: process.env.PATH, HTTPS_PROXY: NOWHERE, AWS_EC2_METADATA_DISABLED: 'true' },
  });
}

/** A proxy that nobody runs: whatever tries to reach the internet fails. */
const NOWHERE = 'http://127.0.0.1:9';
