import { describe, expect, it } from 'vitest';
import { type VatRateRecord, vatRateOf } from '../../lib/catalog/vat-rate.ts';
import { testKey } from '../settings/valid-settings.ts';

const TODAY = { taxation: 'ПродажаОблагаетсяНДС', today: '2026-01-10' };
const rate = (Ref_Key: string, Ставка: number, changes: Partial<VatRateRecord> = {}): VatRateRecord => ({
  Ref_Key,
  DeletionMark: false,
  ПеречислениеСтавкаНДС: '',
  Ставка,
  РасчетнаяСтавка: false,
  НачалоПериода: '2026-01-01T00:00:00',
  КонецПериода: '0001-01-01T00:00:00',
  Основная: true,
  ...changes,
});

describe('the rate in the place of one that has ended', () => {
  const ended = rate(testKey(1), 20, {
    НачалоПериода: '2019-01-01T00:00:00',
    КонецПериода: '2025-12-31T00:00:00',
  });
  const standard = rate(testKey(9), 22);

  it.each<[string, Partial<VatRateRecord>]>([
    ['a calculated one', { РасчетнаяСтавка: true }],
    ['one that is marked', { DeletionMark: true }],
    ['one that is not the standard', { Основная: false }],
    ['one of tomorrow', { НачалоПериода: '2026-01-11T00:00:00' }],
    ['one of yesterday', { КонецПериода: '2026-01-09T00:00:00' }],
  ])('is never %s, though it stands first', (_, changes) => {
    const rates = [ended, rate(testKey(2), 18.03, changes), standard];
    expect(vatRateOf(ended.Ref_Key, rates, TODAY)).toBe('22');
    expect(vatRateOf(ended.Ref_Key, rates.slice(0, 2), TODAY)).toBeUndefined();
  });
});
