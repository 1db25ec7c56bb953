import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bridgeSettings, newOrder } from '../orders/support/bridge.ts';
import { fullDocument } from '../settings/valid-settings.ts';
import { COMMAND_TIMEOUT_MS, type Finished, runCommand } from './support/command.ts';
import { eventually } from './support/eventually.ts';
import { temporaryFolders } from './support/temporary-folders.ts';
import { startTestStack, type TestStack } from './support/test-stack.ts';

vi.setConfig({ testTimeout: COMMAND_TIMEOUT_MS });

const newFolder = temporaryFolders();
let files: string;

beforeAll(async () => {
  files = await newFolder();
  await writeFile(join(files, 'good.json'), JSON.stringify(fullDocument()));
  await writeFile(join(files, 'bad.json'), JSON.stringify({ ...fullDocument(), sites: [{ code: 7 }] }));
});

const cli = (args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Finished> =>
  runCommand('infra/cli.ts', args, variables);
const file = (name: string): string => join(files, name);

describe('row "settings validate"', () => {
  it('good: exit code 0, and nothing is started or stored', async () => {
    const DATA_DIR = await newFolder();
    // An environment in which no store could be opened.
    const finished = await cli(['settings', 'validate', file('good.json')], { DATA_DIR, PORT: 'abc' });
    expect(finished).toEqual({ exitCode: 0, out: expect.stringContaining('Настройки верны'), err: '' });
    expect(await readdir(DATA_DIR)).toEqual([]);
  });

  it('bad: exit code 1 and the JSON path of the fault', async () => {
    const { exitCode, out } = await cli(['settings', 'validate', file('bad.json'), '--json'], {});
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([{ path: 'sites[0].code', problem: expect.any(String) }]),
    });
  });

  it('an absent file: exit code 1 and its name', async () => {
    const absent = await cli(['settings', 'validate', file('absent.json')], {});
    expect(absent).toEqual({ exitCode: 1, out: '', err: expect.stringContaining('absent.json') });
  });
});

describe('row "settings import, settings export", alone', () => {
  it('keeps the document in DATA_DIR and gives it back', async () => {
    const environment = { DATA_DIR: await newFolder() };
    const imported = await cli(['settings', 'import', file('good.json')], environment);
    expect(imported).toEqual({ exitCode: 0, out: expect.stringContaining('версия 1'), err: '' });
    const exported = await cli(['settings', 'export'], environment);
    expect(exported).toMatchObject({ exitCode: 0, err: '' });
    await writeFile(file('exported.json'), exported.out);
    const again = await cli(['settings', 'import', file('exported.json'), '--json'], environment);
    expect(JSON.parse(again.out)).toMatchObject({ ok: true, version: 1, created: false });
  });

  it('N-11: says of what it queues that nobody takes it, and how to start', async () => {
    const DATA_DIR = await newFolder();
    const { exitCode, out } = await cli(['failed', 'retry', '138'], { DATA_DIR });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/очередь заказов: 1 .*никто не разбирает: .*npm start/s);
  });

  it('names a faulty variable', async () => {
    const finished = await cli(['settings', 'export'], { DATA_DIR: await newFolder(), PORT: 'abc' });
    expect(finished).toEqual({ exitCode: 1, out: '', err: expect.stringContaining('PORT') });
  });
});

describe('row "settings import, settings export", beside a running stack', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack[Symbol.asyncDispose]());

  it('what is imported rules the next order, without a restart', async () => {
    const environment = { DATA_DIR: stack.dataDir };
    const before = await cli(['settings', 'export', '--json'], environment);
    expect(JSON.parse(before.out)).toEqual(JSON.parse(JSON.stringify(bridgeSettings())));
    const statuses = bridgeSettings().statuses.filter(({ crm }) => crm !== 'client-confirmed');
    await writeFile(file('fewer.json'), JSON.stringify(bridgeSettings({ statuses })));
    const imported = await cli(['settings', 'import', file('fewer.json'), '--json'], environment);
    expect(JSON.parse(imported.out)).toMatchObject({ ok: true, version: 2, created: true });
    const { id } = newOrder(stack);
    await stack.trigger(id);
    expect(await eventually('an outcome', () => stack.stores.outcomes.read(id))).toMatchObject({
      kind: 'skipped',
      reason: 'statusNotExchanged',
    });
  });

  it('on a stage, the resources that the environment names are used and nothing local is touched', async () => {
    const { CRM_URL, CRM_API_KEY, ...resources } = definedOf(stack.environment);
    const DATA_DIR = await newFolder();
    const exported = await cli(['settings', 'export', '--json'], { ...resources, DATA_DIR });
    expect(exported).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(exported.out)).toMatchObject({ timeZone: 'Europe/Moscow' });
    expect(await readdir(DATA_DIR)).toEqual([]);
    const { PRIVATE_BUCKET, ...incomplete } = resources;
    const refused = await cli(['settings', 'export'], { ...incomplete, DATA_DIR });
    expect(refused).toEqual({ exitCode: 1, out: '', err: expect.stringContaining('PRIVATE_BUCKET') });
  });

  it('on a stage without a login to AWS says how to log in', async () => {
    const stage = { SECRETS_PATH: '/nowhere', AWS_REGION: 'eu-central-1', AWS_EC2_METADATA_DISABLED: 'true' };
    const refused = await cli(['settings', 'export'], stage);
    expect(refused).toEqual({ exitCode: 1, out: '', err: expect.stringContaining('aws sso login') });
  });
});

it('row "wrong use": exit code 2', async () => {
  expect(await cli(['bogus'], {})).toEqual({ exitCode: 2, out: '', err: expect.stringContaining('bogus') });
});

function definedOf(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
