import { BridgeError } from '../platform/errors.ts';
import type { LoginLatch } from './login-latch.ts';

/** A system whose login can be refused, and what a person should hear then. */
export interface GuardedSystem {
  readonly name: 'onec' | 'crm';
  readonly advice: string;
  /** Whether the error says that the login itself is refused. */
  readonly isRefusal: (error: unknown) => boolean;
}

/** The system refused the login and is not called for a while; orders wait in the queue and are not parked. */
class LoginOnHold extends BridgeError {
  constructor({ name, advice }: GuardedSystem, until: number, cause?: unknown) {
    const when = new Date(until).toISOString();
    super(`${name}: the login was refused, no calls until ${when}`, {
      code: `${name}LoginOnHold`,
      retryable: true,
      advice,
      details: { until: when },
      cause,
    });
  }
}

/**
 * A client that keeps still while its login is on hold: every method asks the latch first, and a refusal closes it. The
 * first call goes alone, so that a process that starts with a wrong login tries it once; the others wait for its answer.
 *
 * @param client all of its methods answer promises.
 */
export function withLoginHold<Client extends object>(
  client: Client,
  latch: LoginLatch,
  system: GuardedSystem,
): Client {
  let first: Promise<unknown> | undefined;

  const guarded = async (call: () => Promise<unknown>): Promise<unknown> => {
    if (first === undefined) {
      first = ask(call);
      return first;
    }
    await Promise.allSettled([first]);
    return ask(call);
  };

  const ask = async (call: () => Promise<unknown>): Promise<unknown> => {
    const until = await latch.closedUntil();
    if (until !== undefined) {
      throw new LoginOnHold(system, until);
    }
    try {
      const answer = await call();
      await latch.open();
      return answer;
    } catch (error) {
      throw system.isRefusal(error) ? new LoginOnHold(system, await latch.close(), error) : error;
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
