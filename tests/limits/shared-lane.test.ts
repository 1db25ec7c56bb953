import { describe, expect, it } from 'vitest';
import { type Exchange, startExchange } from './support/exchange.ts';

const SECONDS = 60;
/** As many requests as a push has under way. */
const IN_FLIGHT = 4;

/** A function that sends as much as it may until the time. @returns how many requests were answered. */
async function sendUntil({ time, startProcess }: Exchange, until: number): Promise<number> {
  const client = startProcess().crm('bulk');
  let answered = 0;
  const send = async () => {
    while (time.clock.now() < until) {
      await client.credentials();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
  return answered;
}

describe('functions of one lane, each with more to send than there is room for', () => {
  it.each([
    [2, 8],
    [3, 8],
    [2, 10],
    [3, 4],
  ])('%i of them share the budget of %i requests/s, none starves', async (functions, crmRps) => {
    await using exchange = await startExchange({
      tableMs: 5,
      crmMs: 300,
      settings: { limits: { crmRps, onecParallel: 3 } },
    });
    const until = exchange.time.clock.now() + SECONDS * 1000;
    const answered = await exchange.time.passUntil(
      Promise.all(Array.from({ length: functions }, () => sendUntil(exchange, until))),
    );
    const all = answered.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThanOrEqual(0.9 * crmRps * SECONDS);
    for (const count of answered) {
      expect(count).toBeGreaterThanOrEqual((0.5 * all) / functions);
    }
  });
});
