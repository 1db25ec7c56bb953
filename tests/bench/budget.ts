import { createSandboxCrm, type SandboxCrm } from '../../infra/sandbox/crm/sandbox-crm.ts';
import { withBudget } from '../../lib/crm/budget.ts';
import { createCrmClient } from '../../lib/crm/create-client.ts';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';
import { createHttp } from '../../lib/platform/http.ts';
import { createRequestBudget } from '../../lib/state/request-budget.ts';
import type { Table } from '../../lib/state/table.ts';
import { shop } from '../orders/support/bridge.ts';
import { openDynalite } from '../state/tables.ts';
import { atLeast, atMost, type BenchRow, tableOf } from './bench-row.ts';

const PROCESSES = 4;
const CALLERS_EACH = 3;
/** The default of the contract. */
const CRM_RPS = 8;
const LOAD_MS = 4000;
const API_KEY = 'bench-key';
/** A read and a write, and as much again for a lost race. */
const MOST_OPERATIONS = 4;

/**
 * The bars of the request budget, in real time: how much of it a load that never ends uses up against a sandbox CRM that
 * counts ten requests a second, and what that costs in a state table in dynalite.
 */
export async function run(): Promise<BenchRow[]> {
  const opened = await openDynalite();
  const crm = createSandboxCrm({ shop, clock: systemClock, apiKey: API_KEY, seed: false });
  try {
    const url = await crm.listen(0);
    const { table, operations } = counting(opened.table);
    const endAt = Date.now() + LOAD_MS;
    await Promise.all(Array.from({ length: PROCESSES }, () => runProcess(url, table, endAt)));
    return rows(crm, operations());
  } finally {
    await crm.close();
    await opened.close();
  }
}

/** Callers that read from the CRM without a pause; together they are one process to the budget. */
async function runProcess(url: string, table: Table, endAt: number): Promise<void> {
  const runtime = { clock: systemClock, sleep: systemSleep, random: Math.random };
  const budget = createRequestBudget({
    ...runtime,
    table,
    name: 'crm',
    requestsPerSecond: async () => CRM_RPS,
  });
  const http = createHttp({ ...runtime, fetch }, withBudget({ ...runtime, budget, lane: 'orders' }));
  const client = createCrmClient({ url, apiKey: API_KEY, http });
  const call = async (): Promise<void> => {
    while (Date.now() < endAt) {
      await client.credentials();
    }
  };
  await Promise.all(Array.from({ length: CALLERS_EACH }, call));
}

function rows(crm: SandboxCrm, operations: number): BenchRow[] {
  const answers = crm.requestLog.list();
  const times = answers.map(({ at }) => at).sort((a, b) => a - b);
  // The first second holds the burst, which is no lasting rate.
  const from = (times[0] ?? 0) + 1000;
  const lasting = times.filter((at) => at >= from);
  const seconds = ((lasting.at(-1) ?? 0) - (lasting[0] ?? 0)) / 1000;
  return [
    atLeast(95, {
      name: `Limits: CRM budget of ${CRM_RPS} requests/s used by ${PROCESSES} processes`,
      figure: ((lasting.length - 1) / seconds / CRM_RPS) * 100,
      unit: '%',
    }),
    atMost(0, {
      name: 'Limits: requests over the limit of the CRM',
      figure: answers.filter(({ status }) => status === 503).length,
      unit: 'requests',
    }),
    atMost(MOST_OPERATIONS, {
      name: `Limits: operations of the state table for a request to the CRM, ${PROCESSES} processes`,
      figure: operations / answers.length,
      unit: 'operations',
    }),
  ];
}

/** The table, and how often it was read or written so far. */
function counting(table: Table): { readonly table: Table; readonly operations: () => number } {
  let count = 0;
  return {
    operations: () => count,
    table: {
      ...table,
      get: (key) => {
        count += 1;
        return table.get(key);
      },
      put: (item, condition) => {
        count += 1;
        return table.put(item, condition);
      },
    },
  };
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
