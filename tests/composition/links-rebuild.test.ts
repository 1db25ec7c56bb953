import { expect, it } from 'vitest';
import { createSandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import { startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import type { Runtime } from '../../lib/composition/runtime.ts';
import { composeUseCases } from '../../lib/composition/use-cases.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { refTo } from '../../lib/state/links.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import { createLinks } from '../../lib/state/table-links.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { bridgeSettings, shop } from '../orders/support/bridge.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { counter } from '../state/tables.ts';
import { testStage } from './test-stage.ts';

const API_KEY = 'test-key';

it('rebuilds by the settings in force, within the CRM’s budget and in a slot that is not kept for orders', async () => {
  let now = Date.parse('2026-03-10T09:00:00Z');
  const clock = { now: () => now };
  const crm = createSandboxCrm({ shop, clock, apiKey: API_KEY, seed: false });
  await using _ = { [Symbol.asyncDispose]: () => crm.close() };
  const crmUrl = await crm.listen(0);
  await using onec = await startSandboxOnec({ shop, release: release11520, clock });
  const order = crm.createOrder('shop1', { firstName: 'Пример' });
  const document = crypto.randomUUID();
  const settings = bridgeSettings();
  onec.control.put('Document_ЗаказКлиента', document, {
    Организация_Key: settings.sites.find(({ code }) => code === 'shop1')?.organization,
    НомерПоДаннымКлиента: order.number,
    ДатаПоДаннымКлиента: '2026-03-10T00:00:00',
  });
  const runtime: Runtime = {
    clock,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    fetch: globalThis.fetch,
    random: () => 0.5,
  };
  const table = createMemoryTable(clock);
  const leases = createLeases({ table, clock, makeId: counter('lease') });
  await leases.acquire('onec-slot-1', 3_600_000);
  const stage = await testStage({
    config: {
      CRM_URL: crmUrl,
      CRM_API_KEY: API_KEY,
      ONEC_URL: onec.url,
      ONEC_USER: onec.login.user,
      ONEC_PASSWORD: onec.login.password,
    },
    table,
    settings,
    runtime,
  });

  const report = await composeUseCases(stage, recordingLog().log).rebuildLinks(false);

  expect(report.links.order).toEqual({ linked: 1, known: 0 });
  expect((await createLinks(table).read(refTo('order', Number(order.id))))?.key).toBe(document);
  expect(await table.get({ pk: 'budget#crm', sk: 'budget' })).toBeDefined();
  expect(await leases.acquire('onec-slot-2', 1000)).toBeDefined();
});
