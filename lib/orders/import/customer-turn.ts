import type { Sleep } from '../../platform/clock.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { Lease, Leases } from '../../state/leases.ts';

/** Another worker is creating the same customer and has not finished in time; the message comes back. */
class CustomerBusy extends BridgeError {
  constructor(crmId: number) {
    super(`customer ${crmId} is being created by another worker`, {
      code: 'customerBusy',
      retryable: true,
      advice:
        'Покупателя этого заказа как раз заводит другой обработчик. Загрузка повторится сама, ничего делать не нужно.',
      details: { customer: crmId },
    });
  }
}

const WAIT_MS = 200;
const WAITS = 25;

/** What waiting for a turn takes. */
export interface TurnDeps {
  readonly leases: Leases;
  readonly sleep: Sleep;
  /** How long a lease lives: the function's time-out and a margin (design, decisions). */
  readonly leaseMs: number;
}

/**
 * Runs `work` alone for one customer: two orders of one new customer that arrive at once must find one partner and one
 * counterparty. Waits a little for the other worker, since a customer takes two writes.
 *
 * @throws {CustomerBusy} if the turn does not come within five seconds.
 */
export async function inCustomersTurn<Result>(
  crmId: number,
  deps: TurnDeps,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = await waitForLease(crmId, deps);
  try {
    return await work();
  } finally {
    await deps.leases.release(lease);
  }
}

async function waitForLease(crmId: number, deps: TurnDeps): Promise<Lease> {
  for (let attempt = 0; attempt <= WAITS; attempt += 1) {
    const lease = await deps.leases.acquire(`customer-${crmId}`, deps.leaseMs);
    if (lease !== undefined) {
      return lease;
    }
    await deps.sleep(WAIT_MS);
  }
  throw new CustomerBusy(crmId);
}
