import { fetchInProcess } from '../../../infra/sandbox/common/exchange.ts';
import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { createSandboxOnec, type SandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import type { Switches } from '../../../infra/sandbox/onec/switches.ts';
import { sandboxSettings } from '../../../infra/sandbox/shop/settings.ts';
import type { Shop } from '../../../infra/sandbox/shop/shop.ts';
import { createOrderOutcomes, type OrderOutcomes } from '../../../lib/journal/outcomes.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import type { SettingsArchive } from '../../../lib/settings/version-chain.ts';
import { createSettingsVersions } from '../../../lib/settings/versions.ts';
import { createSettingsPointer } from '../../../lib/state/settings-pointer.ts';
import type { Table } from '../../../lib/state/table.ts';
import { createMemoryPrivateFiles } from '../../files/memory-private-files.ts';
import { createVirtualTime, type VirtualTime } from '../../limits/support/virtual-time.ts';
import { shop as fullShop, plainGoods } from '../../orders/support/bridge.ts';
import { createMemoryQueue, type MemoryQueue } from '../../queue/memory-queue.ts';
import { createMemoryTable } from '../../state/memory-table.ts';
import { counter } from '../../state/tables.ts';

/** Few goods and few people: a stage is started hundreds of times. */
const smallShop: Shop = {
  ...fullShop,
  goods: plainGoods.slice(0, 6),
  knownPeople: fullShop.knownPeople.slice(0, 2),
};

/** 12:00 in Moscow. */
const NOON = Date.parse('2026-03-10T09:00:00Z');

/** Names under which the configuration knows both systems; the keys that the bridge proposes depend on the CRM's. */
export const ADDRESSES = { crm: 'https://demo.example.ru', onec: 'https://1c.example.ru/ut' };
export const API_KEY = 'test-key';
export const ONEC_LOGIN = { user: 'odata', password: 'песочница' };

/** Of the deployed worker and of its queue. */
export const TIMEOUT_SECONDS = 180;
const VISIBILITY_SECONDS = 240;
const MAX_RECEIVES = 1000;

export interface StageOptions {
  readonly release: Release;
  readonly shop?: Shop;
  readonly startAt?: number;
  readonly switches?: Partial<Switches>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly maxReceives?: number;
}

/** What outlives every process of the bridge: both sandboxes, the state, the files and the queue, in virtual time. */
export interface Stage extends AsyncDisposable {
  readonly time: VirtualTime;
  readonly shop: Shop;
  readonly crm: SandboxCrm;
  readonly onec: SandboxOnec;
  readonly table: Table;
  readonly archive: SettingsArchive;
  readonly queue: MemoryQueue;
  readonly outcomes: OrderOutcomes;
  /** `fetch` that reaches both sandboxes, without sockets. */
  readonly fetch: typeof globalThis.fetch;
  /** Puts settings in force that differ from the sandbox's own by these. */
  saveSettings(changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Lets so much time pass. */
  pass(milliseconds: number): Promise<void>;
  /**
   * All that outlives a process as it is now, while no request is under way.
   *
   * @returns what brings it back to this moment, as often as it is called.
   */
  snapshot(): Restore;
}

/** Brings the stage back to the moment of a snapshot; processes that live then are to be forgotten. */
export type Restore = () => void;

export async function startStage(options: StageOptions): Promise<Stage> {
  const { release, shop = smallShop, switches = {} } = options;
  const time = createVirtualTime(options.startAt ?? NOON);
  const { clock } = time;
  const crm = createSandboxCrm({ shop, clock, apiKey: API_KEY, requestsPerSecond: null, seed: false });
  const onec = createSandboxOnec({ shop, release, clock, switches, login: ONEC_LOGIN });
  const toCrm = fetchInProcess(crm.exchange);
  const toOnec = fetchInProcess(onec.exchange);
  const table = createMemoryTable(clock);
  const archive = createMemoryPrivateFiles();
  const saveSettings = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
    const versions = createSettingsVersions({
      archive,
      pointer: createSettingsPointer(table, counter('change')),
      now: () => new Date(clock.now()),
    });
    await versions.save(JSON.stringify({ ...(sandboxSettings(shop) as object), ...changes }));
  };
  await saveSettings(options.settings ?? {});
  const queue = createMemoryQueue({
    clock,
    makeId: counter('message'),
    visibilitySeconds: VISIBILITY_SECONDS,
    maxReceiveCount: options.maxReceives ?? MAX_RECEIVES,
  });
  return {
    time,
    shop,
    crm,
    onec,
    table,
    archive,
    queue,
    outcomes: createOrderOutcomes(table),
    saveSettings,
    fetch: (input, init) => (String(input).startsWith(ADDRESSES.crm) ? toCrm : toOnec)(input, init),
    pass: (milliseconds) => time.passUntil(time.sleep(milliseconds)),
    snapshot: () => {
      const parts = [time, crm, onec.control, table, archive, queue].map((part) => part.snapshot());
      return () => {
        for (const restore of parts) {
          restore();
        }
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([crm.close(), onec.close()]);
    },
  };
}
