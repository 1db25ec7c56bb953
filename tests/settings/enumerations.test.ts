import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DELIVERY_METHODS,
  ORDER_STATES,
  ORDER_STATUSES,
  SUPPLY_OPTIONS,
  TAXATIONS,
} from '../../lib/settings/enumerations.ts';

const METADATA = new URL('../../../shared/data/onec/ut-metadata/', import.meta.url);
const RELEASES = ['ut-11.5.20.68.json', 'ut-11.5.27.56.json'];

interface Metadata {
  readonly objects: Readonly<Record<string, { readonly values?: Readonly<Record<string, string>> }>>;
}

const valuesOf = (release: string, enumeration: string): string[] => {
  const { objects } = JSON.parse(readFileSync(new URL(release, METADATA), 'utf8')) as Metadata;
  return Object.keys(objects[`Enums.${enumeration}`]?.values ?? {});
};

describe('enumerations that settings may name', () => {
  it.skipIf(!existsSync(METADATA)).each([
    ['СтатусыЗаказовКлиентов', ORDER_STATUSES],
    ['ВариантыОбеспечения', SUPPLY_OPTIONS],
    ['СостоянияЗаказовКлиентов', ORDER_STATES],
    ['СпособыДоставки', DELIVERY_METHODS],
    ['ТипыНалогообложенияНДС', TAXATIONS],
  ])('%s is exactly what UT 11.5.20 and 11.5.27 have (skipped without the shared metadata)', (name, list) => {
    const known = new Set(RELEASES.flatMap((release) => valuesOf(release, name)));

    expect([...list].sort()).toEqual([...known].sort());
    expect(valuesOf('ut-11.5.20.68.json', name).length).toBeGreaterThan(0);
  });
});
