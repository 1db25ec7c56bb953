import { afterEach, describe, expect, it } from 'vitest';
import { createSandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { registerStore, STORE_MODULE } from '../../lib/usecases/register-store.ts';
import { commandLine } from '../cli/command-line.ts';

const account = createSandboxCrm({
  shop: makeShop(),
  clock: { now: () => 0 },
  apiKey: 'key',
  seed: false,
  requestsPerSecond: null,
});
afterEach(() => account.close());

describe('the registration of the warehouse system', () => {
  it('E-86: is made once a version, and a second call of the same version sends nothing', async () => {
    const url = await account.listen(0);
    const http = createHttp({
      fetch,
      clock: { now: () => 0 },
      sleep: () => Promise.resolve(),
      random: () => 0,
    });
    const crm = createCrmClient({ url, apiKey: 'key', http });
    const edits = () => account.requestLog.list().filter(({ method }) => method === 'POST').length;
    expect(await registerStore(crm, '2.0.0')).toBe('registered');
    expect(await registerStore(crm, '2.0.0')).toBe('unchanged');
    expect(edits()).toBe(1);
    expect(await crm.integrationModule(STORE_MODULE)).toEqual({
      clientId: 'retailcrm-1c_2.0.0',
      isActive: true,
    });
    expect(await registerStore(crm, '2.1.0')).toBe('registered');
    expect(edits()).toBe(2);
  });

  it('E-86: is made again where a person has switched the module off', async () => {
    const clientId = `${STORE_MODULE}_2.0.0`;
    const registered: string[] = [];
    const crmWith = (isActive: boolean) => ({
      integrationModule: async () => ({ clientId, isActive }),
      registerModule: async ({ code, active }: { code: string; active: boolean }) => {
        registered.push(`${code} ${active}`);
      },
    });
    expect(await registerStore(crmWith(true), '2.0.0')).toBe('unchanged');
    expect(await registerStore(crmWith(false), '2.0.0')).toBe('registered');
    expect(registered).toEqual([`${STORE_MODULE} true`]);
  });

  it('the command says what it has done, in the words that users know', async () => {
    const run = commandLine({ registerStore: async () => 'registered' });
    expect((await run('crm', 'register-store')).out).toContain('Складская система успешно зарегистрирована!');
    const again = commandLine({ registerStore: async () => 'unchanged' });
    expect(JSON.parse((await again('--json', 'crm', 'register-store')).out)).toEqual({
      ok: true,
      registration: 'unchanged',
    });
  });
});
