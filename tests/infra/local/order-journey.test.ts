import { expect, it } from 'vitest';
import { type JourneyDeps, tellJourney } from '../../../infra/local/demo/order-journey.ts';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import type { OrderOutcome } from '../../../lib/journal/outcomes.ts';
import { crmOrder } from '../../orders/support/crm-order.ts';
import { startTestServer } from './hostile-server.ts';

interface Story {
  readonly told: boolean;
  readonly lines: readonly string[];
}

/** The journey of order 138 when the trigger answers `status` and the worker notes `outcomes`, one a look. */
async function journey(
  order: CrmOrder | undefined,
  status: number,
  outcomes: readonly (Partial<OrderOutcome> | undefined)[] = [],
): Promise<Story> {
  const server = await startTestServer((_request, response) => response.writeHead(status).end());
  const lines: string[] = [];
  const looks = outcomes.values();
  let now = 1_000_000;
  const deps = {
    crm: { order: async () => order },
    outcomes: { read: async () => looks.next().value },
    links: { read: async () => undefined },
    onec: {},
    triggerUrl: server.url,
    login: { user: 'crm', password: 'crm' },
    clock: { now: () => now },
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
    say: (line: string) => lines.push(line),
  } as unknown as JourneyDeps;
  try {
    return { told: await tellJourney(138, deps), lines };
  } finally {
    await server.close();
  }
}

const outcome = (kind: OrderOutcome['kind'], message: string, at = 1_000_100): Partial<OrderOutcome> => ({
  kind,
  message,
  at,
  warnings: [],
});

it('an order that the CRM does not have fails the journey before anything is sent', async () => {
  expect(await journey(undefined, 200)).toEqual({
    told: false,
    lines: [expect.stringMatching(/^RetailCRM не знает заказа с id 138 .*а не номер заказа\.$/)],
  });
});

it('a trigger that is refused fails the journey with its status', async () => {
  const { told, lines } = await journey(crmOrder(), 401);
  expect(told).toBe(false);
  expect(lines.at(-1)).toMatch(/HTTP 401$/);
});

it('an order that waits for a person fails the journey with the reason', async () => {
  const { told, lines } = await journey(crmOrder(), 200, [undefined, outcome('parked', 'Товар неизвестен.')]);
  expect(told).toBe(false);
  expect(lines.at(-1)).toMatch(/отложен.*: Товар неизвестен\./);
});

it('a failed try and the outcome of an earlier trigger are not the end of the journey', async () => {
  const { lines } = await journey(crmOrder(), 200, [
    outcome('skipped', 'раньше', 999_999),
    outcome('failed', '1С не отвечает.'),
    outcome('skipped', 'Статус не загружается.', 1_000_300),
  ]);
  expect(lines.at(-1)).toMatch(/^Обработчик, 0,3 с от триггера: .*пропущен: Статус не загружается\.$/);
});

it('a worker that never finishes fails the journey after three minutes', async () => {
  const { told, lines } = await journey(crmOrder(), 200);
  expect(told).toBe(false);
  expect(lines.at(-1)).toContain('не закончил за три минуты');
});

it('N-7: a worker that failed to the end fails the journey with what it said last', async () => {
  const forever = Array.from({ length: 5000 }, () => outcome('failed', 'Сервера нет (ENOTFOUND).'));
  const { told, lines } = await journey(crmOrder(), 200, forever);
  expect(told).toBe(false);
  expect(lines.at(-1)).toContain('Сервера нет (ENOTFOUND).');
  expect(lines.join('\n')).not.toMatch(/повтор/);
});
