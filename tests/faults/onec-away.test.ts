import { describe, expect, it } from 'vitest';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { newOrder } from '../orders/support/bridge.ts';
import { processQueue } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { startStage } from './support/stage.ts';

const SIX_MINUTES = 6 * 60_000;
const ORDERS = 'Document_ЗаказКлиента';
const REFUSED = JSON.stringify({ 'odata.error': { code: '-1', message: { lang: 'ru', value: 'Отказ' } } });

/** Where the answer is lost: a create, or the posting of what was created. */
const PLACES = [
  { place: 'the partner', match: { method: 'POST', set: 'Catalog_Партнеры' } },
  { place: 'the order', match: { method: 'POST', path: ORDERS, set: ORDERS } },
  { place: 'the posting', match: { method: 'POST', path: '/Post' } },
];
const ANSWERS = [
  { name: 'a cut connection after the work', action: { kind: 'dropAfter' } },
  { name: 'a cut connection before it', action: { kind: 'drop' } },
  ...[502, 503, 504].flatMap((status) =>
    [true, false].map((handled) => ({
      name: `${status} ${handled ? 'after' : 'instead of'} the work, in 1C's own words`,
      action: { kind: 'status', status, handled, body: REFUSED, contentType: 'application/json' } as const,
    })),
  ),
  { name: 'a page with 503', action: { kind: 'status', status: 503, handled: true } },
  { name: 'a lock, in Russian', action: { kind: 'locked', by: 'transaction', language: 'ru' } },
  { name: 'a lock, in English', action: { kind: 'locked', by: 'user', language: 'en' } },
] as const;

describe('D-42: an order whose write was answered by nobody, or by somebody else than 1C', () => {
  it.each(PLACES.flatMap((place) => ANSWERS.map((answer) => ({ ...place, ...answer }))))(
    'is posted once within six minutes: $place, $name',
    async ({ match, action }) => {
      await using stage = await startStage({ release: release11520 });
      const { id, number } = newOrder(stage, { phone: '+7 (900) 000-07-13', email: 'away@example.com' });
      stage.onec.control.faults.add({ match, times: 1, action });
      const process = startProcess(stage);
      const startedAt = stage.time.clock.now();
      await process.trigger(id);
      await stage.time.passUntil(processQueue(stage, process));
      expect(stage.time.clock.now() - startedAt).toBeLessThanOrEqual(SIX_MINUTES);
      expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported' });
      const documents = stage.onec.control
        .entities(ORDERS)
        .filter((one) => one.НомерПоДаннымКлиента === number);
      expect(documents).toMatchObject([{ Posted: true }]);
      expect((await stage.outcomes.listParked()).records).toEqual([]);
    },
  );
});
