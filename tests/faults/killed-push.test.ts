import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogMemory } from '../../lib/catalog/catalog-memory.ts';
import { publishCatalogs } from '../../lib/catalog/publish-catalogs.ts';
import type { PrivateFiles } from '../../lib/files/private-files.ts';
import type { PublicFiles } from '../../lib/files/public-files.ts';
import { runPricePush } from '../../lib/prices/run-price-push.ts';
import { createPushMemories } from '../../lib/push/push-memories.ts';
import { createCatalogToken } from '../../lib/state/catalog-token.ts';
import { runStockPush } from '../../lib/stock/run-stock-push.ts';
import { createMemoryPrivateFiles } from '../files/memory-private-files.ts';
import { createMemoryPublicFiles } from '../files/memory-public-files.ts';
import { NOON, openBase, SHOP, settingsOf } from '../goods/support/open-base.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { runOptions } from '../push/fake-goods.ts';
import { openAccount } from '../push/open-shop.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { type Injection, killAt, type Moment, withoutFault } from './support/crash-injection.ts';
import { archiveThrough, type Io, tableThrough } from './support/ports.ts';

/** More than a batch for each site. */
const shop = { ...SHOP, goods: SHOP.goods.slice(0, 300) };
const settings = settingsOf(shop);
const clock = { now: () => NOON };
const { log } = recordingLog();

let base: Awaited<ReturnType<typeof openBase>>;
beforeAll(async () => {
  base = await openBase({ shop });
});
afterAll(() => base.close());

const MOMENTS: readonly Moment[] = ['before', 'after'];

/** All that lies outside of a process, and a process that runs once and reaches it step by step. */
interface World extends AsyncDisposable {
  readonly run: (io: Io) => Promise<unknown>;
  /** What is to be the same whatever happened on the way. */
  readonly state: () => Promise<unknown>;
}

/** The two pushes: the CRM, and what is remembered of it. */
const pushWorld = (kind: 'stock' | 'prices') => async (): Promise<World> => {
  const files = createMemoryPrivateFiles();
  const account = await openAccount(shop);
  return {
    run: (io) => {
      const { crm } = account;
      const deps = {
        ...base,
        crm: {
          ...crm,
          uploadInventories: (...args: Parameters<typeof crm.uploadInventories>) =>
            io('upload', () => crm.uploadInventories(...args)),
          uploadPrices: (...args: Parameters<typeof crm.uploadPrices>) =>
            io('upload', () => crm.uploadPrices(...args)),
        },
      };
      const memories = createPushMemories(kind, archiveThrough(io, files), log);
      const options = { ...runOptions(kind), now: clock.now, memories };
      return kind === 'stock' ? runStockPush(settings, options, deps) : runPricePush(settings, options, deps);
    },
    state: account.told,
    [Symbol.asyncDispose]: () => account.account.close(),
  };
};

/** The catalogues: the public files, and what is stored of an unfinished run. */
async function catalogWorld(): Promise<World> {
  const files = createMemoryPrivateFiles();
  const published = createMemoryPublicFiles();
  const table = createMemoryTable(clock);
  const publicThrough = (io: Io): PublicFiles => ({
    publish: (...args) => io('publish', () => published.publish(...args)),
  });
  return {
    run: (io) => {
      const memory: PrivateFiles = archiveThrough(io, files);
      return publishCatalogs(
        { settings, deadline: Number.POSITIVE_INFINITY },
        {
          ...base,
          memory: createCatalogMemory(memory),
          files: publicThrough(io),
          token: createCatalogToken(tableThrough(io, table), () => Buffer.alloc(24, 7)),
          publicRoot: 'https://files.example.ru',
          clock,
          log,
        },
      );
    },
    // Whole files would drown what is different.
    state: async () =>
      [...published.published].map(([name, file]) => ({
        name,
        offers: file.split('<offer ').length - 1,
        digest: createHash('sha256').update(file).digest('hex'),
      })),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

describe.each([
  ['stock push', pushWorld('stock'), MOMENTS],
  ['price push', pushWorld('prices'), MOMENTS],
  // Its steps follow one another, so that a death after one is a death before the next.
  ['catalogue', catalogWorld, ['before']],
] as const)('%s', (_, open, moments) => {
  it('killed before or after any upload and any write, then restarted, ends in the same state; a run more uploads no offer', async () => {
    const whole = withoutFault();
    await using undisturbed = await open();
    await undisturbed.run(whole.io);
    const expected = await undisturbed.state();
    const changing = [...whole.steps.entries()].filter(([, name]) => !/ (read|get)/.test(name));
    expect(changing.length).toBeGreaterThanOrEqual(6);

    for (const [index, name] of changing) {
      for (const moment of moments) {
        await using world = await open();
        const life = killAt(index + 1, moment);
        const end = await Promise.race([world.run(life.io), life.death]);
        expect(end, `${moment} step ${index + 1}: ${name}`).toBe('died');
        await world.run(withoutFault().io);
        expect(await world.state(), `${moment} step ${index + 1}: ${name}`).toEqual(expected);
      }
    }
    expect(uploadsOf(await livedAgain(undisturbed))).toEqual([]);
  });
});

async function livedAgain({ run }: World): Promise<Injection> {
  const life = withoutFault();
  await run(life.io);
  return life;
}

const uploadsOf = ({ steps }: Injection): readonly string[] => steps.filter((step) => step === 'upload');
