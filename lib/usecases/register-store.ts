import type { CrmClient } from '../crm/client.ts';

/** Code of the warehouse system in the CRM (D-27). */
export const STORE_MODULE = 'retailcrm-1c';

/** Whether the module was registered now, or was registered by this very version before. */
export type Registration = 'registered' | 'unchanged';

/**
 * Registers the bridge as the account's warehouse system (original-export 6), without which the CRM takes no `shipped` of an
 * order. The CRM's own stock functions are switched off by it, so it is never done without being asked for; a second call
 * of the same version sends nothing.
 *
 * @param version of the bridge, which the CRM keeps with the module.
 * @throws as the CRM client does.
 */
export async function registerStore(
  crm: Pick<CrmClient, 'integrationModule' | 'registerModule'>,
  version: string,
): Promise<Registration> {
  const clientId = `${STORE_MODULE}_${version}`;
  const known = await crm.integrationModule(STORE_MODULE);
  if (known?.clientId === clientId && known.isActive) {
    return 'unchanged';
  }
  await crm.registerModule({
    code: STORE_MODULE,
    integrationCode: STORE_MODULE,
    name: '1С: Управление торговлей',
    active: true,
    clientId,
    // The CRM asks for an address and calls none: the module has no actions.
    baseUrl: 'https://localhost',
    integrations: { store: {} },
  });
  return 'registered';
}
