import type { CrmClient } from '../crm/client.ts';
import { createCrmClient } from '../crm/create-client.ts';
import type { OnecClient } from '../onec/client.ts';
import { createOnecClient } from '../onec/create-client.ts';
import { systemClock, systemSleep } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';

/** The two systems that the bridge stands between. */
export interface Systems {
  readonly crm: CrmClient;
  readonly onec: OnecClient;
}

/** Clients of the CRM and the 1C base that the configuration names; nothing is sent yet. */
export function composeSystems(config: Config<'crm' | 'onec'>, log: Log): Systems {
  const http = createHttp({
    fetch: globalThis.fetch,
    clock: systemClock,
    sleep: systemSleep,
    random: Math.random,
  });
  return {
    crm: createCrmClient({ url: config.CRM_URL, apiKey: config.CRM_API_KEY, http, clock: systemClock, log }),
    onec: createOnecClient({
      root: config.ONEC_URL,
      login: { user: config.ONEC_USER, password: config.ONEC_PASSWORD },
      http,
      log,
    }),
  };
}
