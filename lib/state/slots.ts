import type { Clock, Sleep } from '../platform/clock.ts';
import { BridgeError } from '../platform/errors.ts';
import { createMutex } from '../platform/mutex.ts';
import type { Lane } from '../platform/request-budget.ts';
import type { Lease, Leases } from './leases.ts';

/** How long a piece of work waits for a slot, and keeps it. */
export interface SlotTime {
  /** It begins nothing after this time, milliseconds since the epoch. */
  readonly startBy: number;
  /**
   * How long the slot stays taken if the process dies, milliseconds: as long as the work may last, for another takes the slot
   * then. Of a function its time-out and a margin, as of every lease.
   */
  readonly leaseMs: number;
}

/** The right to talk to 1C, of which there are few: every session in 1C takes a licence (onec-odata A10). */
export interface Slots {
  /**
   * Runs `work` in a slot as soon as one is free and gives the slot back when the work is over, whatever its end.
   *
   * @param time when the work may begin at the latest, and how long it may take.
   * @throws {OnecSlotsBusy} if no slot came free by then, {@link NoTimeLeft} if it was later already; the work was not begun.
   */
  within<Result>(lane: Lane, time: SlotTime, work: () => Promise<Result>): Promise<Result>;
}

/** No slot came free before the function's time ran short; nothing was begun, the message comes back soon. */
export class OnecSlotsBusy extends BridgeError {
  constructor(slots: number) {
    super(`no slot of 1C came free in time, there are ${slots}`, {
      code: 'onecBusySlots',
      retryable: true,
      advice: `Все разрешённые одновременные обращения к 1С (limits.onecParallel: ${slots}) были заняты другими заказами и заданиями. Загрузка повторится сама. Если это случается часто, а 1С и лицензии позволяют, увеличьте limits.onecParallel.`,
      details: { slots },
    });
  }
}

/** The time of the function was over before a slot could be asked for: whether one was free is not known. */
export class NoTimeLeft extends BridgeError {
  constructor() {
    super('no time is left to begin work in 1C', {
      code: 'noTimeLeft',
      retryable: true,
      advice:
        'До предела времени функции осталось слишком мало, чтобы начинать работу с 1С. Загрузка повторится сама. Если это повторяется при каждом запуске, увеличьте предел времени функции (FUNCTION_TIMEOUT_SECONDS) или выясните, почему 1С и RetailCRM отвечают медленно; limits.onecParallel здесь ни при чём.',
    });
  }
}

export interface SlotsDeps {
  readonly leases: Leases;
  /** How many slots there are; asked anew for every piece of work. At least 1. */
  readonly count: () => Promise<number>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** How often a slot that another process has is asked for, milliseconds; random between this and its double. */
const ASK_AGAIN_MS = 200;

/**
 * Slots that all functions share, each a lease of the state table. The first is kept for orders: other work takes one of
 * the rest, so a long push never keeps orders out. With a single slot all take turns.
 *
 * A slot is taken for a piece of work (one order, one job), not for a request: a licence is held by a session for longer
 * than a request lasts, an order that has begun should not stop half-way for lack of a slot, and two writes a request
 * would cost more than the request.
 *
 * In one process each lane asks one at a time, in the order of arrival, and is woken when a slot of this process comes
 * free, so a busy process loses no time between two orders.
 */
export function createSlots(deps: SlotsDeps): Slots {
  const { leases, clock, sleep, random } = deps;
  const mutexes = { orders: createMutex(), exports: createMutex(), bulk: createMutex() };
  const taken = new Set<string>();
  let freed = Promise.withResolvers<void>();

  async function takeFree(lane: Lane, count: number, leaseMs: number): Promise<Lease | undefined> {
    for (const name of namesFor(lane, count)) {
      if (!taken.has(name)) {
        const lease = await leases.acquire(name, leaseMs);
        if (lease !== undefined) {
          taken.add(name);
          return lease;
        }
      }
    }
    return undefined;
  }

  async function take(lane: Lane, { startBy, leaseMs }: SlotTime): Promise<Lease> {
    for (;;) {
      const count = await deps.count();
      if (clock.now() > startBy) {
        throw new OnecSlotsBusy(count);
      }
      const { promise: change } = freed;
      const lease = await takeFree(lane, count, leaseMs);
      if (lease !== undefined) {
        return lease;
      }
      await Promise.race([change, sleep(ASK_AGAIN_MS * (1 + random()))]);
    }
  }

  async function giveBack(lease: Lease): Promise<void> {
    try {
      await leases.release(lease);
    } finally {
      taken.delete(lease.name);
      freed.resolve();
      freed = Promise.withResolvers();
    }
  }

  return {
    within: async (lane, time, work) => {
      if (clock.now() > time.startBy) {
        throw new NoTimeLeft();
      }
      const lease = await mutexes[lane](() => take(lane, time));
      try {
        return await work();
      } finally {
        await giveBack(lease);
      }
    },
  };
}

/** The slots that a lane may take, the one it should try first at the head. */
function namesFor(lane: Lane, count: number): readonly string[] {
  const all = Array.from({ length: count }, (_, index) => `onec-slot-${index + 1}`);
  return lane !== 'orders' && count > 1 ? all.slice(1) : all;
}
