import { describe, expect, it } from 'vitest';
import { MalformedFigure } from '../../../lib/money/decimal.ts';
import { OnecRefused, OnecUnavailable } from '../../../lib/onec/errors.ts';
import { problemOf } from '../../../lib/orders/import/problem-of-error.ts';

const set = 'Document_ЗаказКлиента';

const refused = (operation: 'list' | 'create' | 'update' | 'post') =>
  new OnecRefused({ operation, set }, 'Склад не указан', 'no words');

describe('what an error says of the document that was worked on', () => {
  it.each([
    ['orderMalformed', new MalformedFigure('12,5', 'not a decimal')],
    ['onecRefused', refused('create')],
    ['onecRefused', refused('update')],
    ['postingRefused', refused('post')],
  ] as const)('is the reason to park it: %s', (reason, error) => {
    expect(problemOf({ number: '138A' }, error)).toMatchObject({ reason, details: { order: '138A' } });
  });

  it.each([
    refused('list'),
    new OnecUnavailable({ operation: 'create', set }, 'down'),
    new TypeError('a defect'),
  ])('is nothing where it says nothing about the order: %s', (error) => {
    expect(problemOf({ number: '138A' }, error)).toBeUndefined();
  });
});
