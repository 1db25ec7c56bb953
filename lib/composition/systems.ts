import { withBudget } from '../crm/budget.ts';
import type { CrmClient } from '../crm/client.ts';
import { createCrmClient } from '../crm/create-client.ts';
import { createOnecClient } from '../onec/create-client.ts';
import { inAnyRelease, type UtClient } from '../onec/ut/any-release.ts';
import { LOOKED_FOR } from '../onec/ut/base-facts.ts';
import { createKnownBase } from '../onec/ut/known-base.ts';
import type { Config } from '../platform/config.ts';
import { createHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import type { Lane } from '../platform/request-budget.ts';
import type { SettingsVersions } from '../settings/versions.ts';
import { createBaseMemory } from '../state/base-memory.ts';
import { withLoginHold } from '../state/login-hold.ts';
import type { Table } from '../state/table.ts';
import { CRM_KEY, ONEC_LOGIN } from './guarded-systems.ts';
import { composeBudget, composeLatch, limitsInForce } from './limits.ts';
import { type Runtime, systemRuntime } from './runtime.ts';

/** The two systems that the bridge stands between. */
export interface Systems {
  readonly crm: CrmClient;
  readonly onec: UtClient;
}

/** Where the clients find what they share with those of other functions. */
export interface SharedState {
  readonly table: Table;
  readonly settings: Pick<SettingsVersions, 'load'>;
}

/**
 * Clients of the CRM and the 1C base that the configuration names; nothing is sent yet. They keep to what all functions
 * share: the CRM's request budget, and the silence after a refused login.
 *
 * @param lane where in the request budget the caller stands.
 */
export function composeSystems(
  config: Config<'crm' | 'onec'>,
  log: Log,
  state: SharedState,
  lane: Lane = 'orders',
  runtime: Runtime = systemRuntime,
): Systems {
  return {
    crm: composeCrm(config, log, state, lane, runtime),
    onec: composeOnec(config, log, state, runtime),
  };
}

/** The CRM alone, for functions that have no business in 1C and therefore no login there. */
export function composeCrm(
  config: Config<'crm'>,
  log: Log,
  { table, settings }: SharedState,
  lane: Lane,
  runtime: Runtime = systemRuntime,
): CrmClient {
  const { clock } = runtime;
  const budget = composeBudget(table, limitsInForce(settings, clock), runtime);
  const crm = createCrmClient({
    url: config.CRM_URL,
    apiKey: config.CRM_API_KEY,
    http: createHttp(runtime, withBudget({ budget, lane, clock })),
    clock,
    log,
  });
  return withLoginHold(crm, composeLatch(table, CRM_KEY, config.CRM_API_KEY, runtime), CRM_KEY);
}

/** The base, spoken to in one vocabulary whatever release of UT it is. */
function composeOnec(config: Config<'onec'>, log: Log, { table }: SharedState, runtime: Runtime): UtClient {
  const login = { user: config.ONEC_USER, password: config.ONEC_PASSWORD };
  const onec = createOnecClient({ root: config.ONEC_URL, login, http: createHttp(runtime), log });
  const onecLogin = `${login.user}:${login.password}`;
  const held = withLoginHold(onec, composeLatch(table, ONEC_LOGIN, onecLogin, runtime), ONEC_LOGIN);
  const memory = createBaseMemory(table, `${config.ONEC_URL} ${LOOKED_FOR}`);
  return inAnyRelease(held, createKnownBase({ onec: held, memory, clock: runtime.clock }));
}
