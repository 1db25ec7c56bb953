import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { type RunningSandboxOnec, startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { shop } from '../../orders/support/bridge.ts';

/** Secrets that are easily found wherever they do not belong. */
export const SECRETS = {
  CRM_API_KEY: 'e2e-api-key-7Qw2',
  ONEC_USER: 'odata',
  ONEC_PASSWORD: 'е2е-пароль-1С',
  WEBHOOK_USER: 'trigger-e2e',
  WEBHOOK_PASSWORD: 'e2e-webhook-9Zx4',
  CONSOLE_PASSWORD: 'e2e-console-5Vb8',
};

/** Both systems that the bridge stands between, on addresses of their own, as a deployed bridge meets them. */
export interface SandboxPair extends AsyncDisposable {
  readonly crm: SandboxCrm;
  readonly onec: RunningSandboxOnec;
  /** Variables that lead a bridge to them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Orders in 1C with the given number of the CRM. */
  documents(number?: string): readonly OrderDocument[];
}

/** Starts a CRM without orders and a 1C with the goods of the tests' shop. */
export async function startSandboxPair(): Promise<SandboxPair> {
  const crm = createSandboxCrm({ shop, clock: systemClock, apiKey: SECRETS.CRM_API_KEY, seed: false });
  const crmUrl = await crm.listen(0);
  const login = { user: SECRETS.ONEC_USER, password: SECRETS.ONEC_PASSWORD };
  const onec = await startSandboxOnec({ shop, release: release11520, login });
  return {
    crm,
    onec,
    environment: { ...SECRETS, CRM_URL: crmUrl, ONEC_URL: onec.url },
    documents: (number) =>
      (onec.control.entities('Document_ЗаказКлиента') as unknown as readonly OrderDocument[]).filter(
        (document) => number === undefined || document.НомерПоДаннымКлиента === number,
      ),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([crm.close(), onec.close()]);
    },
  };
}
