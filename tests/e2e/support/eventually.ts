import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 20;

/**
 * Asks again and again until there is an answer. The bound is only there so that a broken bridge fails a test instead of
 * holding it up.
 *
 * @throws {Error} naming `what` was waited for, after `patienceMs`.
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  patienceMs = 10_000,
): Promise<Answer> {
  const endsAt = performance.now() + patienceMs;
  while (performance.now() < endsAt) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await pause(PAUSE_MS);
  }
  throw new Error(`waited in vain: ${what}`);
}
