import { describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import { planCancellation } from '../../../lib/orders/order/plan-cancellation.ts';
import { planDocument } from '../../../lib/orders/order/plan-document.ts';
import { validateSettings } from '../../../lib/settings/validate.ts';
import { refTo } from '../../../lib/state/links.ts';
import type { Write } from '../../../lib/writes/write.ts';
import { fullDocument, testKey } from '../../settings/valid-settings.ts';
import { crmItem, crmOrder } from '../support/crm-order.ts';
import { customer, documentAfter, factsFor, planned } from '../support/facts.ts';

const REF = refTo('order', 138);
const REASON = { cancelReason: testKey(77) };
const WHY = 'Заказ 138A удален в RetailCRM';

const validation = validateSettings({ ...fullDocument(), itemStatuses: [] });
if (!validation.ok) {
  throw new Error('the settings of the tests are not valid');
}
const { settings } = validation;

/** An order of two lines and a delivery, posted. */
function imported(changes: Partial<OrderDocument> = {}): OrderDocument {
  const order = crmOrder({
    items: [crmItem(1), crmItem(2)],
    delivery: { code: 'courier', cost: '350' },
    totalSumm: '550',
  });
  const plan = planned(planDocument(order, customer, factsFor(order), settings));
  return documentAfter(plan, { ЭтапыГрафикаОплаты: plan.desired.stages as never, ...changes });
}

const updateOf = (writes: readonly Write[]): Partial<OrderDocument> => {
  const [update] = writes;
  if (update?.action !== 'update') {
    throw new Error(`the first write is ${update?.action}`);
  }
  return update.body as Partial<OrderDocument>;
};

describe('planCancellation()', () => {
  it('I-12: every row cancelled with the reason, no stages, closed, posted', () => {
    const document = imported();
    const writes = planCancellation(REF, document, REASON, WHY);
    expect(writes.map(({ action, reason }) => [action, reason])).toEqual([
      ['update', WHY],
      ['post', 'Отменённый заказ проводится заново'],
    ]);
    const body = updateOf(writes);
    expect(Object.keys(body).sort()).toEqual(['Статус', 'Товары', 'ЭтапыГрафикаОплаты']);
    expect(body).toMatchObject({ Статус: 'Закрыт', ЭтапыГрафикаОплаты: [] });
    expect(body.Товары?.map((row) => [row.Отменено, row.ПричинаОтмены_Key])).toEqual([
      [true, REASON.cancelReason],
      [true, REASON.cancelReason],
      [true, REASON.cancelReason],
    ]);
  });

  it('keeps everything else of the rows: other registers refer to them', () => {
    const document = imported();
    const rows = updateOf(planCancellation(REF, document, REASON, WHY)).Товары ?? [];
    for (const [index, row] of document.Товары.entries()) {
      const { Отменено, ПричинаОтмены_Key, ...kept } = row;
      expect(rows[index]).toMatchObject({ ...kept, LineNumber: String(index + 1) });
    }
  });

  it('without a reason in the settings names none', () => {
    const rows = updateOf(planCancellation(REF, imported(), { cancelReason: null }, WHY)).Товары;
    expect(rows?.map((row) => row.ПричинаОтмены_Key)).toEqual([EMPTY_KEY, EMPTY_KEY, EMPTY_KEY]);
  });

  it('leaves rows alone that were cancelled before, with their own reason', () => {
    const [first, ...others] = imported().Товары;
    const cancelled = {
      ...first,
      Отменено: true,
      ПричинаОтмены_Key: testKey(78),
    } as OrderDocument['Товары'][number];
    const rows = updateOf(
      planCancellation(REF, imported({ Товары: [cancelled, ...others] }), REASON, WHY),
    ).Товары;
    expect(rows?.map((row) => row.ПричинаОтмены_Key)).toEqual([
      testKey(78),
      REASON.cancelReason,
      REASON.cancelReason,
    ]);
  });

  it('writes nothing for an order that is cancelled already, and only posts one that is not posted', () => {
    const document = imported();
    const done = { ...document, ...updateOf(planCancellation(REF, document, REASON, WHY)) } as OrderDocument;
    expect(planCancellation(REF, done, REASON, WHY)).toEqual([]);
    expect(planCancellation(REF, { ...done, Posted: false }, REASON, WHY)).toMatchObject([
      { action: 'post' },
    ]);
  });
});
