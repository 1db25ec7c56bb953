import { describe, expect, it } from 'vitest';
import type { DocumentResult } from '../../../lib/orders/import/document-result.ts';
import { outcomeOf } from '../../../lib/orders/import/outcome.ts';
import { type LinkKind, refTo } from '../../../lib/state/links.ts';

function result(
  kind: LinkKind,
  state: DocumentResult['state'],
  changes: Partial<DocumentResult> = {},
): DocumentResult {
  return {
    ref: refTo(kind, 7),
    state,
    message: `${kind} ${state}`,
    problems: [],
    warnings: [],
    writes: state === 'written' ? [{ action: 'post', set: kind, reason: 'why' }] : [],
    ...changes,
  };
}

const document = { key: 'k', number: 'ТД00-1', date: '2026-03-10T12:00:00' };
const skip = { reason: 'orderClosed', message: 'Заказ закрыт' } as const;
const problem = (reason: 'onecRefused' | 'postingRefused') =>
  ({ reason, message: reason, details: { order: '7A' } }) as const;

describe('the outcome of an order', () => {
  it('is parked if any document is, with all problems, what was written all the same, and the order’s document', () => {
    const results = [
      result('order', 'written', { document }),
      result('payment', 'parked', { message: 'one', problems: [problem('onecRefused')] }),
      result('shipment', 'parked', { message: 'two', problems: [problem('postingRefused')] }),
    ];
    expect(outcomeOf(results)).toEqual({
      kind: 'parked',
      reason: 'onecRefused',
      message: 'one\ntwo',
      details: { order: '7A' },
      problems: [
        { reason: 'onecRefused', details: { order: '7A' } },
        { reason: 'postingRefused', details: { order: '7A' } },
      ],
      writes: [{ action: 'post', set: 'order', reason: 'why' }],
      document,
    });
  });

  it('is imported if anything was written, though the order itself is closed', () => {
    const results = [result('order', 'skipped', { skip, document }), result('payment', 'written')];
    expect(outcomeOf(results)).toMatchObject({ kind: 'imported', message: 'payment written', document });
  });

  it('has the warnings of every document, the customer’s too', () => {
    const [one, two] = [
      { code: 'customerAmbiguous', message: 'one' },
      { code: 'textCut', message: 'two' },
    ] as const;
    const results = [
      result('partner', 'unchanged', { warnings: [one] }),
      result('order', 'written', { warnings: [two] }),
    ];
    expect(outcomeOf(results)).toMatchObject({ kind: 'imported', warnings: [one, two] });
  });

  it('tells of the customer only where nothing else was written', () => {
    const customer = result('partner', 'written');
    expect(outcomeOf([customer, result('order', 'written')])).toMatchObject({ message: 'order written' });
    expect(outcomeOf([customer, result('order', 'unchanged', { document })])).toMatchObject({
      kind: 'imported',
      message: 'partner written',
      document,
    });
  });

  it('is otherwise what became of the order’s own document', () => {
    expect(outcomeOf([result('partner', 'unchanged'), result('order', 'skipped', { skip })])).toEqual({
      kind: 'skipped',
      ...skip,
    });
    expect(outcomeOf([result('partner', 'unchanged'), result('order', 'unchanged')])).toEqual({
      kind: 'unchanged',
      message: 'order unchanged',
    });
  });
});
