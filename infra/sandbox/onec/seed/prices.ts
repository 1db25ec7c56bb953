import type { Good, PriceKind, Shop } from '../../shop/shop.ts';
import type { Schema } from '../schema/schema.ts';
import type { Seed } from './record.ts';

const OLD = 'InformationRegister_ЦеныНоменклатуры';
const NEW = 'InformationRegister_ЦеныНоменклатуры25';

/** When pricing 2.5 took over from the older one. */
const SET_ON = '2025-12-01T00:00:00';
const LAST_OF_OLD = '2025-06-01T00:00:00';
/** Prices that were in force until 2.5 took over: a reader of the wrong register gets these. */
const OLD_PERCENT = 90;

/**
 * Prices of every kind for every good: in 11.4 exactly by characteristic; since 11.5 for all characteristics of an item at
 * once, beside older ones in the register of the older pricing, which a real base keeps too (ut-filling 6).
 */
export function priceSeed({ goods, services, priceKinds, currency }: Shop, { periodic }: Schema): Seed[] {
  const isNew = periodic.has(NEW);
  const common = (good: Good, kind: PriceKind, percent: number) => ({
    Номенклатура_Key: good.key,
    ВидЦены_Key: kind.key,
    Цена: Math.round(good.price * kind.percent * percent) / 10_000,
    Валюта_Key: currency.key,
  });
  const rounded = (seed: Seed): Seed => ({
    ...seed,
    properties: { ...seed.properties, Цена: Math.round(Number(seed.properties.Цена) * 100) / 100 },
  });
  const seeds = [...goods, ...services].flatMap((good) =>
    priceKinds.flatMap((kind): Seed[] => {
      const variants = good.characteristics.length === 0 ? [{}] : good.characteristics.map(characteristicOf);
      const old = variants.map((variant) => ({
        set: OLD,
        properties: {
          ...common(good, kind, isNew ? OLD_PERCENT : 100),
          ...variant,
          Period: isNew ? LAST_OF_OLD : SET_ON,
        },
      }));
      const current = { set: NEW, properties: { ...common(good, kind, 100), Period: SET_ON } };
      return isNew ? [...old, current] : old;
    }),
  );
  return seeds.map(rounded);
}

const characteristicOf = ({ key }: Good['characteristics'][number]) => ({ Характеристика_Key: key });
