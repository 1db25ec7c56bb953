import { measured, type UnitRecord, type Units, type WeightRecord, weightOf } from '../goods/units.ts';
import { formatRatio, multiply, type Ratio, ratioOf } from '../money/ratio.ts';

/** A package of an item, with the measures of one. */
export interface PackageRecord extends UnitRecord {
  readonly Вес: number;
  readonly ВесЕдиницаИзмерения_Key: string;
  readonly Глубина: number;
  readonly ГлубинаЕдиницаИзмерения_Key: string;
  readonly Ширина: number;
  readonly ШиринаЕдиницаИзмерения_Key: string;
  readonly Высота: number;
  readonly ВысотаЕдиницаИзмерения_Key: string;
}

export interface Measures {
  /** Kilograms of one base unit. */
  readonly weight: string | undefined;
  /** Centimetres, `length/width/height`. */
  readonly dimensions: string | undefined;
}

const CENTIMETRES: Ratio = { numerator: 100n, denominator: 1n };
const GRAM_DIGITS = 6;
const LENGTH_DIGITS = 2;

/**
 * Weight and dimensions of one base unit (ut-filling 8; case E-39). An item tells its weight itself; how long, wide and high
 * it is stands on packages only, and of those only a package of a single unit says it of the unit.
 */
export function measuresOf(item: WeightRecord, packages: readonly PackageRecord[], units: Units): Measures {
  const single = packages.find(
    (unit) =>
      unit.ТипИзмеряемойВеличины === 'Упаковка' && unit.Числитель > 0 && unit.Числитель === unit.Знаменатель,
  );
  const weight =
    weightOf(item, units) ??
    (single && measured(ratioOf(single.Вес, 1), units.get(single.ВесЕдиницаИзмерения_Key), 'Вес'));
  return {
    weight: weight && formatRatio(weight, GRAM_DIGITS),
    dimensions: single && dimensionsOf(single, units),
  };
}

function dimensionsOf(single: PackageRecord, units: Units): string | undefined {
  const sides = [
    measured(ratioOf(single.Глубина, 1), units.get(single.ГлубинаЕдиницаИзмерения_Key), 'Длина'),
    measured(ratioOf(single.Ширина, 1), units.get(single.ШиринаЕдиницаИзмерения_Key), 'Длина'),
    measured(ratioOf(single.Высота, 1), units.get(single.ВысотаЕдиницаИзмерения_Key), 'Длина'),
  ];
  const centimetres = sides.flatMap((side) =>
    side === undefined ? [] : [formatRatio(multiply(side, CENTIMETRES), LENGTH_DIGITS)],
  );
  return centimetres.length === sides.length ? centimetres.join('/') : undefined;
}
