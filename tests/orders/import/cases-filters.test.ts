import { describe, expect, it } from 'vitest';
import { newOrder } from '../support/bridge.ts';
import { onEveryRelease } from '../support/cases.ts';
import { outcomeOf } from '../support/imports.ts';

onEveryRelease((cases) => {
  describe('orders that are left out', () => {
    it('I-11: an order without payments, and one that cannot be read, stop none of their batch', async () => {
      const orders = [0, 1, 2, 3].map(() => newOrder(cases.bridge));
      const [, payless, broken] = orders;
      const { payments: _payments, ...rest } = cases.bridge.crm.order(payless?.id ?? 0);
      cases.bridge.crm.replaceOrder(payless?.id ?? 0, rest);
      cases.bridge.crm.patchOrder(broken?.id ?? 0, { items: 'нет' });
      const results = await cases.bridge.importOrders(...orders.map(({ id }) => id));
      expect(orders.map(({ id }) => outcomeOf(results, id).kind)).toEqual([
        'imported',
        'imported',
        'parked',
        'imported',
      ]);
    });

    it('I-14: an order loaded by its id is imported whatever the history says', async () => {
      const { id, number } = newOrder(cases.bridge);
      expect(outcomeOf(await cases.bridge.importAsked(id))).toMatchObject({ kind: 'imported' });
      expect(cases.held(number).Posted).toBe(true);
      expect(cases.bridge.crm.requestLog.count({ address: /orders\/history/ })).toBe(0);
    });

    it('I-15: with the import switched off a person’s command still loads it, a trigger does not', async () => {
      const { exchange } = cases.bridge.settings;
      cases.bridge.changeSettings({ exchange: { ...exchange, importOrders: false } });
      const { id, outcome } = await cases.order();
      expect(outcome).toMatchObject({ kind: 'skipped', reason: 'importSwitchedOff' });
      expect(outcomeOf(await cases.bridge.importAsked(id)).kind).toBe('imported');
    });

    it.each([
      ['I-19: offline by its method', { orderMethod: 'offline' }, 'offline'],
      ['I-19: offline by its type', { orderType: 'offline' }, 'offline'],
      ['I-20: without items', { items: [], totalSumm: 0 }, 'noItems'],
      ['I-21: of the last second before startDate', { createdAt: '2026-02-28 23:59:59' }, 'tooOld'],
      ['I-22: in a status outside of the table', { status: 'send-to-delivery' }, 'statusNotExchanged'],
    ])('%s: skipped, 1C untouched', async (_case, patch, reason) => {
      cases.bridge.changeSettings({ startDate: '2026-03-01' });
      const { number, outcome } = await cases.order({}, patch);
      expect(outcome).toMatchObject({ kind: 'skipped', reason });
      expect(outcome.message).toContain(reason === 'statusNotExchanged' ? 'не загружаются в 1С' : number);
      expect(cases.bridge.documents(number)).toEqual([]);
    });

    it('I-21: an order of the first seconds of startDate is loaded', async () => {
      cases.bridge.changeSettings({ startDate: '2026-03-01' });
      const { outcome } = await cases.order({}, { createdAt: '2026-03-01 00:00:05' });
      expect(outcome.kind).toBe('imported');
    });

    it('I-23: without a table of statuses no order is loaded, and people are told so', async () => {
      cases.bridge.changeSettings({ statuses: [] });
      const { outcome } = await cases.order();
      expect(outcome).toMatchObject({ kind: 'skipped', reason: 'statusNotExchanged' });
      expect(outcome.message).toContain('statuses');
    });

    it('I-24: an order that 1C has closed is not changed, and people are told so', async () => {
      const { id, number } = await cases.order();
      cases.bridge.onec.control.closeOrder(cases.held(number).Ref_Key);
      const before = cases.held(number);
      const outcome = await cases.again(id, { managerComment: 'Позвонить' });
      expect(outcome).toMatchObject({ kind: 'skipped', reason: 'orderClosed' });
      expect(outcome.message).toContain('закрыт');
      expect(cases.held(number)).toEqual(before);
    });
  });
});
