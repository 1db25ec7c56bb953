import { describe, expect, it } from 'vitest';
import { MalformedFigure } from '../../../lib/money/decimal.ts';
import { OnecRefused, OnecUnavailable } from '../../../lib/onec/errors.ts';
import { parkedIfRefused } from '../../../lib/orders/import/verdicts.ts';

const order = { number: '138A' };
const set = 'Document_ЗаказКлиента';

const refused = (operation: 'list' | 'create' | 'update' | 'post') =>
  new OnecRefused({ operation, set }, 'Склад не указан', 'no words');

describe('an order is parked if it is refused', () => {
  it('and gives what the work on it gives otherwise', async () => {
    expect(await parkedIfRefused(order, async () => 'written')).toBe('written');
  });

  it.each([
    ['orderMalformed', new MalformedFigure('12,5', 'not a decimal')],
    ['onecRefused', refused('create')],
    ['onecRefused', refused('update')],
    ['postingRefused', refused('post')],
  ] as const)('as %s', async (reason, error) => {
    const outcome = await parkedIfRefused(order, () => Promise.reject(error));
    expect(outcome).toMatchObject({ kind: 'parked', reason, details: { order: '138A' } });
  });

  it.each([
    refused('list'),
    new OnecUnavailable({ operation: 'create', set }, 'down'),
    new TypeError('a defect'),
  ])('but not for what says nothing about the order: %s', async (error) => {
    await expect(parkedIfRefused(order, () => Promise.reject(error))).rejects.toBe(error);
  });
});
