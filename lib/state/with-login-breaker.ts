import { accountTime } from '../platform/account-time.ts';
import { BridgeError } from '../platform/errors.ts';
import type { LoginBreaker } from './login-breaker.ts';

/** A system whose login can be refused, and what a person should hear then. */
export interface GuardedSystem {
  readonly name: 'onec' | 'crm';
  /** @param until, next times of day, `13:20`: when the pause ends, and by when the next try is made. */
  readonly advice: (until: string, next: string) => string;
  /** Whether the error says that the login itself is refused. */
  readonly isRefusal: (error: unknown) => boolean;
}

export interface BreakerUse {
  /** IANA name of the zone that people are told times in. */
  readonly timeZone: () => Promise<string>;
  /** A person asks: the first call is made although the login was refused a moment ago (N-4). */
  readonly isAsked?: boolean;
}

/** As soon after the end of the pause is the next try made. */
const NEXT_TRY_MS = 60_000;

/** The system refused the login and is not called for a while; orders wait in the queue and are not parked. */
export class LoginOnHold extends BridgeError {
  /** Milliseconds since the epoch. */
  readonly until: number;

  constructor({ name, advice }: GuardedSystem, until: number, timeZone: string, cause?: unknown) {
    const when = new Date(until).toISOString();
    super(`${name}: the login was refused, no calls until ${when}`, {
      code: `${name}LoginOnHold`,
      retryable: true,
      advice: advice(timeOfDay(until, timeZone), timeOfDay(until + NEXT_TRY_MS, timeZone)),
      details: { until: when },
      cause,
    });
    this.until = until;
  }
}

/** `13:20` of a moment. */
const timeOfDay = (milliseconds: number, timeZone: string): string =>
  accountTime(milliseconds, timeZone).slice('YYYY-MM-DD '.length, 'YYYY-MM-DD HH:MM'.length);

/**
 * A client that keeps still while its login is refused: every method asks the breaker first, and a refusal trips it. The
 * first call goes alone, so that a process that starts with a wrong login tries it once; the others wait for its answer.
 *
 * @param client all of its methods answer promises.
 */
export function withLoginBreaker<Client extends object>(
  client: Client,
  breaker: LoginBreaker,
  system: GuardedSystem,
  { timeZone, isAsked = false }: BreakerUse,
): Client {
  let first: Promise<unknown> | undefined;

  const guarded = async (call: () => Promise<unknown>): Promise<unknown> => {
    if (first === undefined) {
      first = ask(call, isAsked);
      return first;
    }
    await Promise.allSettled([first]);
    return ask(call, false);
  };

  const ask = async (call: () => Promise<unknown>, isAnyway: boolean): Promise<unknown> => {
    const until = await breaker.openUntil(isAnyway);
    if (until !== undefined) {
      throw new LoginOnHold(system, until, await timeZone());
    }
    try {
      const answer = await call();
      await breaker.reset();
      return answer;
    } catch (error) {
      if (!system.isRefusal(error)) {
        throw error;
      }
      throw new LoginOnHold(system, await breaker.trip(), await timeZone(), error);
    }
  };
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function'
        ? (...args: readonly unknown[]) => guarded(() => Reflect.apply(member, target, args))
        : member;
    },
  });
}
