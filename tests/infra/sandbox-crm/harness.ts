import { afterEach } from 'vitest';
import {
  createSandboxCrm,
  type SandboxCrm,
  type SandboxCrmOptions,
} from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';

export const shop = makeShop();

/** 12:00 in Moscow. */
export const START = Date.UTC(2026, 2, 1, 9, 0, 0);

export const BRIDGE_KEY = 'bridge-key';
export const OTHER_KEY = 'other-key';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface Harness {
  readonly crm: SandboxCrm;
  readonly url: string;
  readonly clock: { time: number };
  get(path: string, key?: string): Promise<Answer>;
  /** Form-encoded; `order` is put into JSON. */
  post(path: string, fields: Record<string, unknown>, key?: string): Promise<Answer>;
  /** JSON to an administration address. */
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
}

const running: SandboxCrm[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((crm) => crm.close()));
});

/** A sandbox on a free port with a clock that stands still; it ends with the test. */
export async function startCrm(options: Partial<SandboxCrmOptions> = {}): Promise<Harness> {
  const clock = { time: START };
  const crm = createSandboxCrm({
    shop,
    clock: { now: () => clock.time },
    apiKey: BRIDGE_KEY,
    otherApiKeys: [OTHER_KEY],
    seed: false,
    requestsPerSecond: null,
    ...options,
  });
  running.push(crm);
  const url = await crm.listen(0);
  const answer = async (response: Response): Promise<Answer> => ({
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  });
  return {
    crm,
    url,
    clock,
    get: async (path, key = BRIDGE_KEY) => answer(await fetch(url + path, { headers: { 'x-api-key': key } })),
    post: async (path, fields, key = BRIDGE_KEY) => {
      const texts = Object.entries(fields).map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const body = new URLSearchParams(texts);
      return answer(await fetch(url + path, { method: 'POST', headers: { 'x-api-key': key }, body }));
    },
    admin: async (method, path, body) =>
      answer(
        await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
      ),
  };
}

/** The parameter `order` of a small valid order: `count` different goods, each 2 × its price. */
export function smallOrder(crm: SandboxCrm, count = 2): Record<string, unknown> {
  const goods = crm.offers.all
    .filter(({ good }) => good?.unit === 'шт' && good.type === 'Товар')
    .slice(0, count);
  return {
    firstName: 'Анна',
    lastName: 'Примерова',
    phone: '+7 (900) 000-00-01',
    email: 'anna@example.ru',
    items: goods.map(({ id }) => ({ offer: { id }, quantity: 2 })),
    delivery: { code: 'courier', cost: 350, address: { text: 'ул. Примерная, д. 1' } },
  };
}

interface WireItem {
  readonly id: number;
  readonly quantity: number;
  readonly initialPrice: number;
  readonly discountTotal: number;
  readonly isCanceled: boolean;
  readonly status: string;
  readonly prices: readonly { readonly price: number; readonly quantity: number }[];
  readonly offer?: { readonly id: number; readonly xmlId: string };
}

export interface WireOrder {
  readonly id: number;
  readonly number: string;
  readonly site: string;
  readonly status: string;
  readonly totalSumm: number;
  readonly items: readonly WireItem[];
  readonly delivery: { readonly cost: number };
  readonly customer: { readonly id: number; readonly type: string };
  readonly [field: string]: unknown;
}

/** The order of an answer; the test fails at the first field that is not there. */
export const orderOf = (answer: Answer): WireOrder => answer.body.order as WireOrder;

/** Σ price × quantity of a line in kopecks, rounded half up as the CRM does. */
export function lineKopecks(item: WireItem): number {
  const thousandths = item.prices.reduce(
    (sum, { price, quantity }) => sum + BigInt(Math.round(price * 100)) * BigInt(Math.round(quantity * 1000)),
    0n,
  );
  return Number((thousandths + 500n) / 1000n);
}
