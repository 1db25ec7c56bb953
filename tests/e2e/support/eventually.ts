import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 20;

/** Only there so that a broken bridge fails a test and tells what was waited for; no busy machine needs as long. */
const PATIENCE_MS = 300_000;

/**
 * Asks again and again until there is an answer.
 *
 * @throws {Error} naming `what` was waited for, after five minutes.
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const endsAt = performance.now() + PATIENCE_MS;
  while (performance.now() < endsAt) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await pause(PAUSE_MS);
  }
  throw new Error(`waited in vain: ${what}`);
}
