import { describe, expect, it } from 'vitest';
import { catalogSwitchedOffBy } from '../../lib/jobs/catalog-publish.ts';
import { validSettings } from '../settings/valid-settings.ts';

describe('the job of the catalogues', () => {
  it('is switched off by the direction, or when no site wants one', () => {
    const settings = validSettings();
    expect(catalogSwitchedOffBy(settings)).toBeUndefined();
    expect(catalogSwitchedOffBy({ ...settings, exchange: { ...settings.exchange, catalog: false } })).toBe(
      'exchange.catalog',
    );
    const sites = settings.sites.map((site) => ({ ...site, catalog: false }));
    expect(catalogSwitchedOffBy({ ...settings, sites })).toBe('sites[].catalog');
  });
});
