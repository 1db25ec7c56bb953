import type { Shop } from '../../shop/shop.ts';
import type { Schema } from '../schema/schema.ts';
import type { Seed } from './record.ts';

/** What organisations have since 11.5 only. */
const SINCE_11_5: ReadonlySet<string> = new Set(['ВалютаРегламентированногоУчета_Key']);

/**
 * A seed as UT 11.4 has it (onec-odata C0): VAT rates are names of an enumeration, and one that is newer than the release
 * is left empty; everything settled by orders is so "по заказам и накладным"; payment is ordered by agreement. A seed of a
 * newer release stays as it is.
 */
export function inOldWords(seed: Seed, shop: Shop, { sets }: Schema): Seed {
  if (sets.has('Catalog_СтавкиНДС')) {
    return seed;
  }
  const properties = Object.entries(seed.properties).flatMap(([name, value]) => {
    if (SINCE_11_5.has(name)) {
      return [];
    }
    if (name === 'СтавкаНДС_Key') {
      return [['СтавкаНДС', rateName(seed.set, value, shop, sets)] as const];
    }
    return name === 'ПорядокРасчетов' && value === 'ПоЗаказам'
      ? [[name, 'ПоЗаказамНакладным'] as const]
      : [[name, value] as const];
  });
  const payment =
    seed.set === 'Catalog_СоглашенияСКлиентами' ? { ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях' } : {};
  return { set: seed.set, properties: { ...Object.fromEntries(properties), ...payment } };
}

function rateName(set: string, key: unknown, { vatRates }: Shop, sets: Schema['sets']): string {
  const type = sets.get(set)?.fields.get('СтавкаНДС')?.type;
  const known = type?.kind === 'choice' ? type.values : [];
  const name = vatRates.find((rate) => rate.key === key)?.enumName ?? '';
  return known.includes(name) ? name : '';
}
