import { describe, expect, it } from 'vitest';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';

const NUMBER = '777';

/** Two orders of different shops that share number and day; numbers are unique within a shop only. */
function twins(bridge: TestBridge) {
  const one = newOrder(bridge, { number: NUMBER, managerComment: 'Первый' });
  const other = newOrder(bridge, { number: NUMBER, managerComment: 'Второй' });
  return [one.id, other.id] as const;
}

const outcomesOf = async (bridge: TestBridge, id: number) =>
  (await bridge.importOrders(id)).map((result) => ('outcome' in result ? result.outcome.kind : 'failed'));

describe.each([true, false])(
  'two orders of the CRM with one number and day (1C keeps a given Ref_Key: %s)',
  (keepClientKeys) => {
    it('become two documents, each with its own content, and stay so', async () => {
      await using bridge = await startBridge({ switches: { keepClientKeys } });
      const [one, other] = twins(bridge);
      expect(await outcomesOf(bridge, one)).toEqual(['imported']);
      expect(await outcomesOf(bridge, other)).toEqual(['imported']);
      const comments = bridge.documents(NUMBER).map(({ Комментарий }) => Комментарий);
      expect(comments).toHaveLength(2);
      expect(comments.filter((comment) => comment.includes('Первый'))).toHaveLength(1);
      expect(comments.filter((comment) => comment.includes('Второй'))).toHaveLength(1);
      expect(await outcomesOf(bridge, one)).toEqual(['unchanged']);
    });

    it('become two documents even if the answer to the first create was lost', async () => {
      await using bridge = await startBridge({ switches: { keepClientKeys } });
      const [one, other] = twins(bridge);
      bridge.onec.control.faults.add({
        match: { method: 'POST', set: 'Document_ЗаказКлиента' },
        times: 1,
        action: { kind: 'dropAfter' },
      });
      await bridge.importOrders(one);
      await bridge.importOrders(other);
      await bridge.importOrders(one);
      const documents = bridge.documents(NUMBER);
      expect(documents).toHaveLength(2);
      expect(documents.map(({ Posted }) => Posted)).toEqual([true, true]);
    });
  },
);
