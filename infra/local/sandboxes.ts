import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { createSandboxCrm, type SandboxCrm } from '../sandbox/crm/sandbox-crm.ts';
import { createSandboxOnec } from '../sandbox/onec/sandbox.ts';
import type { Shop } from '../sandbox/shop/shop.ts';
import type { LocalConfig } from './local-config.ts';

/** The systems that the bridge stands between, real or played, and how to stop what was started. */
export interface Systems {
  readonly crmUrl: string;
  readonly onecUrl: string;
  /** undefined if the CRM is a real one. */
  readonly sandboxCrm: SandboxCrm | undefined;
  /** Whether 1C is the sandbox. */
  readonly isOnecSandbox: boolean;
  close(): Promise<void>;
}

/** Starts a sandbox for every system that the configuration does not name; what they hold survives in the data folder. */
export async function startSystems(config: LocalConfig, shop: Shop): Promise<Systems> {
  const folder = join(config.dataDir, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const sandboxCrm =
    config.crmUrl === undefined
      ? createSandboxCrm({
          shop,
          clock: systemClock,
          apiKey: config.environment.CRM_API_KEY ?? '',
          storage: join(folder, 'crm.jsonl'),
        })
      : undefined;
  const sandboxOnec =
    config.onecUrl === undefined
      ? createSandboxOnec({
          shop,
          release: release11520,
          login: {
            user: config.environment.ONEC_USER ?? '',
            password: config.environment.ONEC_PASSWORD ?? '',
          },
          storage: join(folder, 'onec.jsonl'),
        })
      : undefined;
  return {
    crmUrl: config.crmUrl ?? (await sandboxCrm?.listen(0)) ?? '',
    onecUrl: config.onecUrl ?? (await sandboxOnec?.listen(0)) ?? '',
    sandboxCrm,
    isOnecSandbox: sandboxOnec !== undefined,
    close: async () => {
      await Promise.all([sandboxCrm?.close(), sandboxOnec?.close()]);
    },
  };
}
