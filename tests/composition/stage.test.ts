import { describe, expect, it } from 'vitest';
import { systemRuntime } from '../../lib/composition/runtime.ts';
import { createStage, type Stage } from '../../lib/composition/stage.ts';
import { ConfigurationFault, readConfig } from '../../lib/platform/config.ts';
import { createMemoryPrivateFiles } from '../files/memory-private-files.ts';
import { recordingLog } from '../infra/local/recording-log.ts';
import { createMemoryTable } from '../state/memory-table.ts';
import { given } from './test-stage.ts';

const CONFIG = {
  CRM_URL: 'https://demo.retailcrm.ru',
  CRM_API_KEY: 'key',
  ONEC_URL: 'https://1c.example.ru/ut',
  ONEC_USER: 'odata',
  ONEC_PASSWORD: 'password',
  ORDER_QUEUE_URL: 'https://sqs.example.com/orders.fifo',
  PRIVATE_BUCKET: 'private',
};

function stage(): Stage {
  const table = createMemoryTable(systemRuntime.clock);
  return createStage({ config: given(CONFIG), log: recordingLog().log, table });
}

const SHARED = [
  'settings',
  'outcomes',
  'exports',
  'timeline',
  'jobs',
  'runs',
  'links',
  'holders',
  'absences',
  'leases',
  'orderQueue',
  'onec',
  'slots',
  'dictionaries',
  'references',
  'proposed',
] as const satisfies readonly (keyof Stage)[];

describe('a stage', () => {
  it.each(SHARED)('has one %s, whoever asks how often', (part) => {
    const one = stage();
    expect(one[part]).toBeDefined();
    expect(one[part]).toBe(one[part]);
  });

  it('has one client of the CRM for each lane', () => {
    const one = stage();
    const lanes = (['orders', 'exports', 'bulk'] as const).map((lane) => one.crm(lane));
    expect(new Set(lanes).size).toBe(3);
    expect(one.crm('bulk')).toBe(lanes[2]);
  });

  it('its clients share one budget of requests: eight at once keep to the rate, whatever their lanes', async () => {
    const sent: number[] = [];
    let now = 1_760_000_000_000;
    const clock = { now: () => now };
    const one = createStage({
      config: given(CONFIG),
      log: recordingLog().log,
      table: createMemoryTable(clock),
      archive: createMemoryPrivateFiles(),
      runtime: {
        clock,
        sleep: async (milliseconds) => {
          now += milliseconds;
        },
        random: () => 0.5,
        fetch: async () => {
          sent.push(now);
          return Response.json({
            success: true,
            credentials: [],
            scopes: [],
            siteAccess: 'all',
            sitesAvailable: [],
          });
        },
      },
    });
    for (const lane of [
      'orders',
      'exports',
      'bulk',
      'orders',
      'exports',
      'bulk',
      'orders',
      'exports',
      'bulk',
      'orders',
    ] as const) {
      await one.crm(lane).credentials();
    }
    const first = sent[0] ?? 0;
    expect(sent.filter((at) => at < first + 1000).length).toBeLessThanOrEqual(9);
    expect(sent).toHaveLength(10);
  });

  it('asks for a part of its configuration when the part is needed, and no sooner', () => {
    const environment = { CRM_URL: CONFIG.CRM_URL, CRM_API_KEY: CONFIG.CRM_API_KEY };
    const one = createStage({
      config: (wanted) => readConfig(environment, 'local', wanted),
      log: recordingLog().log,
      table: createMemoryTable(systemRuntime.clock),
    });
    expect(one.crm('orders')).toBeDefined();
    expect(() => one.onec).toThrow(ConfigurationFault);
    expect(() => one.orderQueue).toThrow('ORDER_QUEUE_URL');
  });

  it('tells accounts apart by host name, not by the port of a sandbox', () => {
    const of = (CRM_URL: string) =>
      createStage({
        config: given({ CRM_URL }),
        log: recordingLog().log,
        table: createMemoryTable(systemRuntime.clock),
      }).account;
    expect(of('http://127.0.0.1:4711')).toBe(of('http://127.0.0.1:815'));
    expect(of('https://one.retailcrm.ru')).not.toBe(of('https://two.retailcrm.ru'));
  });
});
