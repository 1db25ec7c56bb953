import { withBudget } from '../crm/budget.ts';
import type { CrmClient } from '../crm/client.ts';
import { createCrmClient } from '../crm/create-client.ts';
import type { PrivateFiles } from '../files/private-files.ts';
import { createOnecClient } from '../onec/create-client.ts';
import { inAnyRelease, type UtClient } from '../onec/ut/any-release.ts';
import { LOOKED_FOR } from '../onec/ut/base-facts.ts';
import { createKnownBase } from '../onec/ut/known-base.ts';
import { createDictionaries, type Dictionaries } from '../orders/dictionaries.ts';
import { type ProposedKeys, proposedKeys } from '../orders/proposed-keys.ts';
import { createDigest, type Digest } from '../platform/digest.ts';
import { createHttp } from '../platform/http.ts';
import { randomId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Lane } from '../platform/request-budget.ts';
import type { OrderQueue } from '../queue/order-item.ts';
import { createKnownReferences, type KnownReferences } from '../references/known-references.ts';
import { createBaseMemory } from '../state/base-memory.ts';
import { createLoginBreaker } from '../state/login-breaker.ts';
import { createRequestBudget } from '../state/request-budget.ts';
import { createSlots, type Slots } from '../state/slots.ts';
import type { Table } from '../state/table.ts';
import { withLoginBreaker } from '../state/with-login-breaker.ts';
import { exchangeTimeZone } from '../usecases/exchange-time-zone.ts';
import { CRM_KEY, ONEC_LOGIN } from './guarded-systems.ts';
import { limitsInForce } from './limits.ts';
import { once } from './once.ts';
import { composeOrderQueue } from './order-queue.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { createStores, type ReadSections, type Stores } from './stores.ts';

/** What a stage is made from. */
export interface StageConfig {
  readonly config: ReadSections;
  /** Of the parts that all functions of the process share. */
  readonly log: Log;
  readonly runtime?: Runtime;
  /** In place of what the configuration names. */
  readonly table?: Table;
  readonly archive?: PrivateFiles;
  readonly orderQueue?: OrderQueue;
  /** A person waits at the terminal: a login that was refused a moment ago is tried once all the same (N-4). */
  readonly isAsked?: boolean;
}

/**
 * The parts of one stage of the bridge. Each is made when it is asked for first, from its own sections of the configuration, and
 * is the only one of the process: one budget of requests to the CRM, one set of slots of 1C, one set of dictionaries.
 */
export interface Stage extends Stores {
  readonly config: ReadSections;
  readonly runtime: Runtime;
  readonly orderQueue: OrderQueue;
  /** The client of the CRM for whoever stands in this lane of its budget. */
  crm(lane: Lane): CrmClient;
  /** The 1C base, spoken to in one vocabulary whatever release of UT it is. */
  readonly onec: UtClient;
  readonly slots: Slots;
  readonly dictionaries: Dictionaries;
  readonly references: KnownReferences;
  /** Of people's data, under the key of the deployment. */
  readonly digest: Digest;
  readonly proposed: ProposedKeys;
  /**
   * Host name of the CRM's account: what is kept of one is not believed of another. Without a port, which only a sandbox has,
   * another one at every start.
   */
  readonly account: string;
}

/** Small catalogs of 1C are read anew after this long: a new VAT rate or manager is known a few minutes later. */
const DICTIONARY_LIFETIME_MS = 10 * 60_000;

/** Wires a stage; nothing is read or sent yet. */
export function createStage({ config, log, runtime = systemRuntime, ...given }: StageConfig): Stage {
  const { clock, sleep, random } = runtime;
  const stores = createStores({ config, runtime, table: given.table, archive: given.archive });
  const limits = once(() => limitsInForce(stores.settings, clock));
  const breakerUse = {
    timeZone: () => exchangeTimeZone(stores.settings),
    ...(given.isAsked === undefined ? {} : { isAsked: given.isAsked }),
  };
  const orderQueue = once(() => given.orderQueue ?? composeOrderQueue(config(['queue'])));
  const slots = once(() => {
    const count = async () => (await limits()()).onecParallel;
    return createSlots({ leases: stores.leases, count, clock, sleep, random });
  });
  const crmParts = once(() => {
    const { CRM_URL: url, CRM_API_KEY: apiKey } = config(['crm']);
    const requestsPerSecond = async () => (await limits()()).crmRps;
    return {
      url,
      apiKey,
      budget: createRequestBudget({
        table: stores.table,
        name: 'crm',
        requestsPerSecond,
        clock,
        sleep,
        random,
      }),
      breaker: createLoginBreaker({
        table: stores.table,
        name: CRM_KEY.name,
        login: apiKey,
        clock,
        makeId: randomId,
      }),
    };
  });
  const crmOf = (lane: Lane) =>
    once(() => {
      const { url, apiKey, budget, breaker } = crmParts();
      const http = createHttp(runtime, withBudget({ budget, lane, clock }));
      return withLoginBreaker(
        createCrmClient({ url, apiKey, http, clock, log }),
        breaker,
        CRM_KEY,
        breakerUse,
      );
    });
  const crm = { orders: crmOf('orders'), exports: crmOf('exports'), bulk: crmOf('bulk') };
  const onec = once(() => {
    const { ONEC_URL: root, ONEC_USER: user, ONEC_PASSWORD: password } = config(['onec']);
    const { table } = stores;
    const client = createOnecClient({ root, login: { user, password }, http: createHttp(runtime), log });
    const login = `${user}:${password}`;
    const breaker = createLoginBreaker({ table, name: ONEC_LOGIN.name, login, clock, makeId: randomId });
    const held = withLoginBreaker(client, breaker, ONEC_LOGIN, breakerUse);
    const memory = createBaseMemory(table, `${root} ${LOOKED_FOR}`);
    return inAnyRelease(held, createKnownBase({ onec: held, memory, clock }));
  });
  const dictionaries = once(() => createDictionaries(onec(), clock, DICTIONARY_LIFETIME_MS));
  const references = once(() => {
    const { ONEC_URL: base } = config(['onec']);
    return createKnownReferences({ onec: onec(), table: stores.table, base, clock });
  });
  const digest = once(() => createDigest(config(['digest']).DIGEST_KEY));
  const account = once(() => new URL(config(['crm']).CRM_URL).hostname);
  const proposed = once(() => proposedKeys(account()));
  const parts = {
    config,
    runtime,
    crm: (lane: Lane) => crm[lane](),
    get orderQueue() {
      return orderQueue();
    },
    get onec() {
      return onec();
    },
    get slots() {
      return slots();
    },
    get dictionaries() {
      return dictionaries();
    },
    get references() {
      return references();
    },
    get proposed() {
      return proposed();
    },
    get digest() {
      return digest();
    },
    get account() {
      return account();
    },
  };
  // Copies getters, not what they give.
  return Object.defineProperties(parts, Object.getOwnPropertyDescriptors(stores)) as typeof parts & Stores;
}
