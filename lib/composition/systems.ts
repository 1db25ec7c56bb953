import { withBudget } from '../crm/budget.ts';
import type { CrmClient } from '../crm/client.ts';
import { createCrmClient } from '../crm/create-client.ts';
import type { OnecClient } from '../onec/client.ts';
import { createOnecClient } from '../onec/create-client.ts';
import { systemClock, systemSleep } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import type { Lane } from '../platform/request-budget.ts';
import { CRM_KEY, composeBudget, composeLatch, limitsInForce, ONEC_LOGIN } from './limits.ts';
import { withLoginHold } from './login-hold.ts';
import type { Stores } from './stores.ts';

/** The two systems that the bridge stands between. */
export interface Systems {
  readonly crm: CrmClient;
  readonly onec: OnecClient;
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
  { table, settings }: Pick<Stores, 'table' | 'settings'>,
  lane: Lane = 'orders',
): Systems {
  const clock = systemClock;
  const http = { fetch: globalThis.fetch, clock, sleep: systemSleep, random: Math.random };
  const budget = composeBudget(table, limitsInForce(settings, clock));
  const crm = createCrmClient({
    url: config.CRM_URL,
    apiKey: config.CRM_API_KEY,
    http: createHttp(http, withBudget({ budget, lane, clock })),
    clock,
    log,
  });
  const login = { user: config.ONEC_USER, password: config.ONEC_PASSWORD };
  const onec = createOnecClient({ root: config.ONEC_URL, login, http: createHttp(http), log });
  return {
    crm: withLoginHold(crm, composeLatch(table, CRM_KEY, config.CRM_API_KEY), CRM_KEY),
    onec: withLoginHold(onec, composeLatch(table, ONEC_LOGIN, `${login.user}:${login.password}`), ONEC_LOGIN),
  };
}
