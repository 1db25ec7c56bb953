import { describe, expect, it } from 'vitest';
import { processQueue } from './support/platform.ts';
import { startProcess } from './support/process.ts';
import { RELEASES } from './support/releases.ts';
import { SCENARIOS } from './support/scenarios.ts';
import { startStage } from './support/stage.ts';

const changed = SCENARIOS.filter(({ name }) => name === 'a changed order');

describe.each(RELEASES)('UT $release.name', ({ release }) => {
  it.each(changed)(
    'a change that 1C refused to post is posted when the order comes again',
    async (scenario) => {
      await using stage = await startStage({ release });
      const orderId = await scenario.prepare(stage);
      stage.onec.control.faults.add({
        match: { path: '/Post' },
        times: 1,
        action: {
          kind: 'status',
          status: 400,
          contentType: 'application/json',
          body: JSON.stringify({
            'odata.error': { code: '6', message: { lang: 'ru', value: 'Не проведен' } },
          }),
        },
      });
      const process = startProcess(stage);
      await stage.time.passUntil(process.poll());
      await stage.time.passUntil(processQueue(stage, process));
      expect((await stage.outcomes.listParked()).records).toMatchObject([
        { orderId, reason: 'postingRefused' },
      ]);

      await stage.pass(1000);
      await process.trigger(orderId);
      await stage.time.passUntil(processQueue(stage, process));
      expect((await stage.outcomes.listParked()).records).toEqual([]);
      const [document] = stage.onec.control.entities('Document_ЗаказКлиента');
      const posted = stage.onec.control.posted(String(document?.Ref_Key));
      expect(posted?.СуммаДокумента).toBe(5 * 100 + 4 * 100 + 350);
      expect(posted?.Товары).toEqual(document?.Товары);
    },
  );
});
