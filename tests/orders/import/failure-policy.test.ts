import { describe, expect, it } from 'vitest';
import { CrmAnswerMalformed, CrmRequestRefused } from '../../../lib/crm/errors.ts';
import {
  OnecLoginRefused,
  OnecRefused,
  OnecRequestFault,
  OnecUnavailable,
} from '../../../lib/onec/errors.ts';
import { afterFailure } from '../../../lib/orders/import/failure-policy.ts';
import { SettingsMissing } from '../../../lib/settings/errors.ts';
import { LinkConflict } from '../../../lib/state/errors.ts';

const request = { operation: 'list', set: 'Catalog_Номенклатура' } as const;

describe('afterFailure', () => {
  it('tries for ever what passes by itself', () => {
    expect(afterFailure(new OnecUnavailable(request, 'down'), 500)).toEqual({ verdict: 'retry' });
  });

  it.each([
    new OnecLoginRefused(request),
    new SettingsMissing(),
    new CrmRequestRefused({ status: 400, request: 'GET /api/v5/orders', errorMsg: 'no', fieldErrors: [] }),
    new CrmAnswerMalformed('GET /api/v5/orders', 'orders: not a list'),
  ])('never parks orders for a fault of the whole exchange: %s', (error) => {
    expect(afterFailure(error, 500)).toEqual({ verdict: 'retry' });
  });

  it('parks a permanent error at once', () => {
    expect(afterFailure(new LinkConflict('order', 138, 'a', 'b'), 1)).toEqual({
      verdict: 'park',
      reason: 'importFailed',
    });
  });

  it.each([
    new OnecRefused(request, 'внутренняя ошибка', 'an inner error'),
    new OnecRequestFault(request, 'a condition', { status: 400, onecCode: '10' }),
  ])('tries a refused read five times: it says nothing of the order (%s)', (error) => {
    const verdicts = [1, 4, 5].map((tries) => afterFailure(error, tries));
    expect(verdicts).toEqual([
      { verdict: 'retry' },
      { verdict: 'retry' },
      { verdict: 'park', reason: 'importFailed' },
    ]);
  });

  it('gives a defect five tries before it is a person’s', () => {
    const verdicts = [1, 2, 3, 4, 5].map((tries) => afterFailure(new TypeError('oops'), tries).verdict);
    expect(verdicts).toEqual(['retry', 'retry', 'retry', 'retry', 'park']);
  });
});
