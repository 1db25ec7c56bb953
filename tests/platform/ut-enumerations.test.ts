import { describe, expect, it } from 'vitest';
import {
  DELIVERY_METHODS,
  ORDER_STATES,
  ORDER_STATUSES,
  SUPPLY_OPTIONS,
  TAXATIONS,
} from '../../lib/platform/ut-enumerations.ts';
import { listedObjects } from '../onec/support/shared-data.ts';

const BUILDS = ['11.5.20.68', '11.5.27.56'];

const valuesOf = (build: string, enumeration: string): string[] =>
  Object.keys(listedObjects(build)[`Enums.${enumeration}`]?.values ?? {});

describe('enumerations that settings and 1C share', () => {
  it.each([
    ['СтатусыЗаказовКлиентов', ORDER_STATUSES],
    ['ВариантыОбеспечения', SUPPLY_OPTIONS],
    ['СостоянияЗаказовКлиентов', ORDER_STATES],
    ['СпособыДоставки', DELIVERY_METHODS],
    ['ТипыНалогообложенияНДС', TAXATIONS],
  ])('%s is exactly what UT 11.5.20 and 11.5.27 have', (name, list) => {
    const known = new Set(BUILDS.flatMap((build) => valuesOf(build, name)));

    expect([...list].sort()).toEqual([...known].sort());
    expect(valuesOf('11.5.20.68', name).length).toBeGreaterThan(0);
  });
});
