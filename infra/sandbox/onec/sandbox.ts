import type { AddressInfo } from 'node:net';
import type { Release } from '../../../lib/onec/ut/release.ts';
import type { Login } from '../../../lib/platform/basic-auth.ts';
import { type Clock, systemClock } from '../../../lib/platform/clock.ts';
import { type MakeId, randomId } from '../../../lib/platform/ids.ts';
import type { Exchange } from '../common/exchange.ts';
import type { Shop } from '../shop/shop.ts';
import { createAdmin } from './admin/admin.ts';
import { Control } from './admin/control.ts';
import { type Base, localClock } from './base.ts';
import { Faults } from './faults/rules.ts';
import { RequestLog } from './http/request-log.ts';
import { createPublication, createPublicationServer } from './http/server.ts';
import { createTies } from './odata/ties.ts';
import { rulesOf } from './release-rules.ts';
import { makeSchema } from './schema/schema.ts';
import { seedShop } from './seed/seed.ts';
import { openJournal } from './store/journal.ts';
import { createPacking } from './store/packing.ts';
import { Store } from './store/store.ts';
import { type Switches, usualSwitches } from './switches.ts';

export interface SandboxOptions {
  readonly shop: Shop;
  readonly release: Release;
  readonly login: Login;
  readonly clock?: Clock;
  /** Path of the publication, `/ut`. */
  readonly publication?: string;
  /** File that keeps what was written; without it everything is forgotten at `close`. */
  readonly storage?: string;
  /** Time zone of the 1C server. */
  readonly timeZone?: string;
  readonly switches?: Partial<Switches>;
  readonly makeId?: MakeId;
}

/** A 1C base with its web server, not yet listening. */
export interface SandboxOnec {
  /** @returns the publication's root, what `ONEC_URL` is to be: `http://127.0.0.1:PORT/ut`. 0 = any free port. */
  listen(port: number): Promise<string>;
  /** Cuts open connections and closes the journal. */
  close(): Promise<void>;
  /** The base from behind: damage, requests, faults, entities, switches. */
  readonly control: Control;
  /** The publication without a socket before it. */
  readonly exchange: Exchange;
}

/**
 * A strict stand-in for UT's standard OData interface (README beside).
 *
 * @throws {JournalDamaged} if `storage` cannot be read back.
 */
export function createSandboxOnec(options: SandboxOptions): SandboxOnec {
  const { clock = systemClock, timeZone = 'Europe/Moscow', publication = '/ut', makeId = randomId } = options;
  const schema = makeSchema(options.release);
  const journal =
    options.storage === undefined ? undefined : openJournal(options.storage, createPacking(schema));
  const base: Base = {
    schema,
    rules: rulesOf(options.release),
    store: new Store(seedShop(options.shop, schema), journal),
    switches: { ...usualSwitches, ...options.switches },
    damage: [],
    makeId,
    ties: createTies(),
    now: localClock(clock, timeZone),
  };
  const faults = new Faults();
  const log = new RequestLog();
  const control = new Control(base, faults, log);
  const exchange = createPublication({
    base,
    login: options.login,
    root: publication,
    faults,
    log,
    admin: createAdmin(control),
  });
  const server = createPublicationServer(exchange);
  return {
    control,
    exchange,
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          const { port: bound } = server.address() as AddressInfo;
          resolve(`http://127.0.0.1:${bound}${publication}`);
        });
      });
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      base.store.close();
    },
  };
}

/** A running sandbox for tests: `await using onec = await startSandboxOnec({ … })`. */
export interface RunningSandboxOnec extends AsyncDisposable {
  /** What `ONEC_URL` is to be. */
  readonly url: string;
  readonly login: Login;
  readonly control: Control;
  readonly exchange: Exchange;
  close(): Promise<void>;
}

/** Starts a sandbox on a free port of the loopback. */
export async function startSandboxOnec(
  options: Omit<SandboxOptions, 'login'> & { readonly login?: Login; readonly port?: number },
): Promise<RunningSandboxOnec> {
  const login = options.login ?? { user: 'odata', password: 'песочница' };
  const sandbox = createSandboxOnec({ ...options, login });
  const url = await sandbox.listen(options.port ?? 0);
  return {
    url,
    login,
    control: sandbox.control,
    exchange: sandbox.exchange,
    close: () => sandbox.close(),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
