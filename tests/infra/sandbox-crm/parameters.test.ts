import { describe, expect, it } from 'vitest';
import { localTime } from '../../../infra/sandbox/crm/local-time.ts';
import { mapOf, parseParameters, textsOf } from '../../../infra/sandbox/crm/parameters.ts';

const parse = (query: string) => parseParameters(new URLSearchParams(query));

describe('parseParameters', () => {
  it('nests brackets and counts empty ones up, encoded or not', () => {
    expect(parse('filter[ids][]=1&filter%5Bids%5D%5B%5D=2&limit=50')).toEqual({
      filter: { ids: ['1', '2'] },
      limit: '50',
    });
  });

  it('keeps named keys as a map, three levels deep', () => {
    expect(parse('filter[customFields][nps][min]=5')).toEqual({
      filter: { customFields: { nps: { min: '5' } } },
    });
  });

  it('takes numbered keys from 0 as a list, others as a map', () => {
    expect(parse('a[0]=x&a[1]=y')).toEqual({ a: ['x', 'y'] });
    expect(parse('a[1]=x')).toEqual({ a: { 1: 'x' } });
  });

  it('lets the last of equal names win', () => {
    expect(parse('page=1&page=2')).toEqual({ page: '2' });
  });

  it('does not take a map for a list or a text for a map', () => {
    expect(textsOf(parse('a[x]=1').a)).toEqual([]);
    expect(textsOf('1')).toEqual(['1']);
    expect(mapOf('1')).toEqual({});
  });
});

describe('localTime', () => {
  it('is the wall clock of the zone without offset', () => {
    expect(localTime(Date.UTC(2026, 11, 31, 21, 5, 9), 'Europe/Moscow')).toBe('2027-01-01 00:05:09');
    expect(localTime(Date.UTC(2026, 6, 1, 0, 0, 0), 'UTC')).toBe('2026-07-01 00:00:00');
  });
});
